// Stores the references of items to items of other collections. A field with one reference holds the id of the other
// item, as on Wix. References of fields with several are rows of their own: a query returns them only with `include()`.
import type { OperationContext } from '../core/context.ts';
import { isRecord } from '../core/validation/violations.ts';
import { createDataError, readSchema, type CollectionField } from './collections.ts';
import type { ItemScope } from './item-index.ts';

/** A field that refers to items of another collection. */
export interface ReferenceField {
  readonly key: string;
  readonly referencedCollection: string;
  /** Whether the field has several references. */
  readonly isMultiple: boolean;
}

/** Returns a reference field of a collection, or undefined if there is no such field. */
export function findReferenceField(
  context: OperationContext,
  collection: string,
  key: string,
): ReferenceField | undefined {
  const field = readSchema(context, collection).fields.find((it) => it.key === key);
  return field?.referencedCollection === undefined
    ? undefined
    : {
        key,
        referencedCollection: field.referencedCollection,
        isMultiple: field.type === 'MULTI_REFERENCE',
      };
}

/**
 * Separates the fields with several references from the others of an item. In a field with one reference, a whole item
 * becomes its id.
 * @throws {WixApiError} 400 WDE0019 for a reference that is neither an id nor an item
 */
export function separateReferences(
  fields: readonly CollectionField[],
  sent: Readonly<Record<string, unknown>>,
): {
  readonly sent: Readonly<Record<string, unknown>>;
  readonly references: ReadonlyMap<string, readonly string[]>;
} {
  const item = { ...sent };
  const references = new Map<string, readonly string[]>();
  for (const { key, type } of fields) {
    const value = item[key];
    if (value === undefined || value === null) continue;
    if (type === 'REFERENCE' && isRecord(value)) item[key] = toId(value);
    if (type === 'MULTI_REFERENCE') {
      references.set(key, (Array.isArray(value) ? value : [value]).map(toId));
      delete item[key];
    }
  }
  return { sent: item, references };
}

function toId(reference: unknown): string {
  const id = isRecord(reference) ? reference['_id'] : reference;
  if (typeof id !== 'string' || id === '') {
    throw createDataError(
      400,
      'WDE0019',
      'Reference operation takes a string ID or an object with an ID to be connected.',
    );
  }
  return id;
}

/** Replaces the references of an item, for the fields of the map; call it inside a transaction. */
export function setReferences(
  context: OperationContext,
  scope: ItemScope,
  item: string,
  references: ReadonlyMap<string, readonly string[]>,
): void {
  for (const [field, ids] of references) {
    context.database.run(
      'delete from data_references where collection = ? and environment = ? and field = ? and item = ?',
      scope.collection,
      scope.environment,
      field,
      item,
    );
    for (const id of ids) addReference(context, scope, { field, item, referenced: id });
  }
}

/** One reference: of a field of an item to an item of the field's other collection. */
export interface Reference {
  readonly field: string;
  readonly item: string;
  readonly referenced: string;
}

/** Adds a reference, unless it exists; call it inside a transaction. */
export function addReference(
  context: OperationContext,
  { collection, environment }: ItemScope,
  { field, item, referenced }: Reference,
): void {
  const target = findReferenceField(context, collection, field)?.referencedCollection ?? '';
  context.database.run(
    `insert or ignore into data_references (collection, environment, field, item, target, referenced)
     values (?, ?, ?, ?, ?, ?)`,
    collection,
    environment,
    field,
    item,
    target,
    referenced,
  );
}

/** Removes a reference; call it inside a transaction. Does nothing if it does not exist. */
export function removeReference(
  { database }: OperationContext,
  { collection, environment }: ItemScope,
  { field, item, referenced }: Reference,
): void {
  database.run(
    `delete from data_references
     where collection = ? and environment = ? and field = ? and item = ? and referenced = ?`,
    collection,
    environment,
    field,
    item,
    referenced,
  );
}

/** Lists the ids that a field of an item refers to, in the order in which they were added. */
export function listReferenced(
  { database }: OperationContext,
  { collection, environment }: ItemScope,
  { field, item }: Pick<Reference, 'field' | 'item'>,
): readonly string[] {
  return database
    .all<{ readonly referenced: string }>(
      `select referenced from data_references
       where collection = ? and environment = ? and field = ? and item = ? order by sequence`,
      collection,
      environment,
      field,
      item,
    )
    .map(({ referenced }) => referenced);
}

/** Deletes the references from and to an item; call it inside a transaction. */
export function deleteReferencesOf(
  { database }: OperationContext,
  { collection, environment }: ItemScope,
  id: string,
): void {
  database.run(
    'delete from data_references where collection = ? and environment = ? and item = ?',
    collection,
    environment,
    id,
  );
  database.run(
    'delete from data_references where target = ? and environment = ? and referenced = ?',
    collection,
    environment,
    id,
  );
}
