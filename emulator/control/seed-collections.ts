// Reads the collections of a seed, with their fields, permissions and items, and writes them to the database.
import * as v from 'valibot';
import type { OperationContext } from '../wix/core/context.ts';
import type { Wix } from '../wix/server.ts';
import {
  createCollection,
  FIELD_TYPES,
  hasCollection,
  REFERENCE_TYPES,
  type CollectionField,
} from '../wix/data/collections.ts';
import { ADMIN_ONLY, PERMISSIONS } from '../wix/data/permissions.ts';
import { writeNew } from '../wix/data/write-items.ts';

const CollectionName = v.pipe(v.string(), v.minLength(1), v.maxLength(140));
const Permission = v.exactOptional(v.picklist(PERMISSIONS));
/** A field: its type, or a reference to items of another collection. */
const Field = v.union([
  v.picklist(FIELD_TYPES),
  v.strictObject({ type: v.picklist(REFERENCE_TYPES), collection: CollectionName }),
]);

/** A collection with its fields, by key, its permissions and its items. Items may have other fields, too. */
const Collection = v.strictObject({
  id: CollectionName,
  fields: v.optional(v.record(v.pipe(v.string(), v.regex(/^\w{1,100}$/)), Field)),
  /** Who may do what; `ADMIN` for what is left out. */
  permissions: v.optional(
    v.strictObject({
      read: Permission,
      insert: Permission,
      update: Permission,
      remove: Permission,
    }),
  ),
  /** Items to insert. Dates are texts in ISO 8601 in fields of the type `DATETIME`, and `{ "$date": "..." }` elsewhere. */
  items: v.optional(v.pipe(v.array(v.record(v.string(), v.unknown())), v.maxLength(1000))),
});

/** The collections of a seed: names, or objects. */
export const SeedCollections = v.array(v.union([CollectionName, Collection]));
/** Type of {@link SeedCollections}. */
export type SeedCollections = v.InferOutput<typeof SeedCollections>;

/**
 * Creates the collections of the seed that a data file lacks: a file is seeded once, and the seed may be newer. Returns
 * their names.
 */
export async function addMissingCollections(
  wix: Wix,
  { collections = [] }: { readonly collections?: SeedCollections | undefined },
): Promise<readonly string[]> {
  const missing = collections.filter((collection) => !hasCollection(wix, idOf(collection)));
  if (missing.length > 0) {
    await wix.runAs(undefined, (context) => createCollections(context, missing));
  }
  return missing.map(idOf);
}

/** Lists the collections of a seed with the keys of their fields, and of the fields of their items. */
export function listSeedCollections(
  collections: SeedCollections = [],
): readonly { readonly id: string; readonly fields: readonly string[] }[] {
  return collections.map((collection) => {
    if (typeof collection === 'string') return { id: collection, fields: [] };
    const { id, fields = {}, items = [] } = collection;
    return { id, fields: [...new Set([fields, ...items].flatMap((it) => Object.keys(it)))] };
  });
}

function idOf(collection: SeedCollections[number]): string {
  return typeof collection === 'string' ? collection : collection.id;
}

/**
 * Creates collections with their items; call it inside a transaction.
 * @throws {Error} that names the entry: an item that Wix would refuse, an invalid date, or a reference to no collection
 */
export function createCollections(context: OperationContext, collections: SeedCollections): void {
  const declared = collections.map((it): v.InferOutput<typeof Collection> =>
    typeof it === 'string' ? { id: it } : it,
  );
  for (const { id, fields = {}, permissions = {} } of declared) {
    createCollection(context, id, {
      fields: Object.entries(fields).map(([key, field]) => toField(key, field)),
      permissions: { ...ADMIN_ONLY, ...permissions },
    });
  }
  for (const collection of declared) {
    for (const [key, field] of Object.entries(collection.fields ?? {})) {
      if (typeof field !== 'string' && !hasCollection(context, field.collection)) {
        const place = `collections, ${collection.id}, fields, ${key}`;
        throw new Error(`${place}: the seed has no collection "${field.collection}"`);
      }
    }
    for (const [index, item] of (collection.items ?? []).entries()) {
      try {
        insertItem(context, collection, item);
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        const place = `collections, ${collection.id}, items, ${String(index)}`;
        throw new Error(`${place}: ${reason}`, { cause });
      }
    }
  }
}

function insertItem(
  context: OperationContext,
  { id, fields = {} }: v.InferOutput<typeof Collection>,
  item: Readonly<Record<string, unknown>>,
): void {
  const allowed = {
    scope: { collection: id, environment: 'LIVE' as const },
    access: { items: 'all' as const },
  };
  const data = Object.fromEntries(
    Object.entries(item).map(([key, value]) => [key, toStored(fields[key], key, value)]),
  );
  const { _owner: owner } = item;
  const options = { savesReferences: true, ...(typeof owner === 'string' ? { owner } : {}) };
  writeNew(context, allowed, { data }, options);
}

function toField(key: string, field: v.InferOutput<typeof Field>): CollectionField {
  return typeof field === 'string'
    ? { key, type: field }
    : { key, type: field.type, referencedCollection: field.collection };
}

/** Converts a date to the form in which it is stored. @throws {Error} for a text that is no date */
function toStored(
  field: v.InferOutput<typeof Field> | undefined,
  key: string,
  value: unknown,
): unknown {
  if (field !== 'DATETIME' || typeof value !== 'string') return value;
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) {
    throw new Error(`${key}: "${value.slice(0, 40)}" is no date; write it in ISO 8601`);
  }
  return { $date: date.toISOString() };
}
