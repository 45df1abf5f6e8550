// Emulates `include()` of Wix Data: the referenced items in place of their ids.
import * as v from 'valibot';
import type { OperationContext } from '../core/context.ts';
import { createDataError, readSchema } from './collections.ts';
import type { ItemScope } from './item-index.ts';
import { findItem } from './item-store.ts';
import { ADMIN_ONLY, decideAccess, mayUse } from './permissions.ts';
import type { Item } from './query-items.ts';
import { findReferenceField, listReferenced, type ReferenceField } from './reference-store.ts';

/** A field whose references are included. `limit` is the most items of a field with several references. */
export const Included = v.object({
  field: v.string(),
  limit: v.exactOptional(
    v.nullish(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100))),
  ),
});
/** Type of {@link Included}. */
export type Included = v.InferOutput<typeof Included>;

/** The most included items of a field with several references. @see https://dev.wix.com/docs/sdk/backend-modules/data/items/wix-data-query/include */
const DEFAULT_LIMIT = 50;

/**
 * Replaces ids by the items that they refer to. A reference to an item that is missing, or that the caller may not read, is left
 * out (assumed).
 * @throws {WixApiError} 400 WDE0020 for a field that is not a reference. A collection without fields was made on first
 *   use, so that nothing is known of its references: its fields stay as they are.
 */
export function includeReferences(
  context: OperationContext,
  scope: ItemScope,
  items: readonly Item[],
  included: readonly Included[],
): readonly Item[] {
  const { fields } = readSchema(context, scope.collection);
  if (included.length === 0 || fields.length === 0) return items;
  const wanted = included.map(({ field, limit }) => ({
    ...requireReferenceField(context, scope.collection, field),
    limit: limit ?? DEFAULT_LIMIT,
  }));
  return items.map((item): Item => {
    const values: Record<string, unknown> = {};
    for (const field of wanted) values[field.key] = readIncluded(context, scope, item, field);
    return { ...item, ...values };
  });
}

/** Returns a reference field. @throws {WixApiError} 400 WDE0020 with the fields that are references */
export function requireReferenceField(
  context: OperationContext,
  collection: string,
  key: string,
): ReferenceField {
  const field = findReferenceField(context, collection, key);
  if (field) return field;
  const keys = readSchema(context, collection)
    .fields.filter((it) => it.referencedCollection !== undefined)
    .map((it) => it.key);
  const known = keys.length === 0 ? 'has no reference fields' : `has ${keys.join(', ')}`;
  throw createDataError(
    400,
    'WDE0020',
    `Provided property [${key.slice(0, 140)}] is not a reference field. The collection ${collection} ${known}; the seed declares them.`,
  );
}

function readIncluded(
  context: OperationContext,
  { environment, collection }: ItemScope,
  item: Item,
  { key, referencedCollection, isMultiple, limit }: ReferenceField & { readonly limit: number },
): unknown {
  const { permissions = ADMIN_ONLY } = readSchema(context, referencedCollection);
  const access = decideAccess(context.identity, permissions, 'read');
  const read = (id: string): Item | undefined => {
    const found = findItem(context, { collection: referencedCollection, environment }, id);
    return found && mayUse(access, found) ? found : undefined;
  };
  if (!isMultiple) {
    const id = item[key];
    return typeof id === 'string' ? read(id) : undefined;
  }
  return listReferenced(context, { collection, environment }, { field: key, item: item._id })
    .slice(0, limit)
    .flatMap((id) => read(id) ?? []);
}
