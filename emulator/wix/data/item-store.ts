// Stores the items of Wix Data's collections, and what recent writes replaced, for reads that are not consistent.
import { readDocument } from '../../database/documents.ts';
import type { OperationContext } from '../core/context.ts';
import { addToIndex, ensureIndex, removeFromIndex, toIndexCondition } from './item-index.ts';
import type { ItemScope } from './item-index.ts';
import { unwrapDates, type Item } from './query-items.ts';

/** A stored item. */
interface ItemRow {
  readonly sequence: number;
  readonly document: string;
}

/** How long replaced documents are kept, in milliseconds: the longest delay of a fault. */
const HISTORY_MS = 60_000;

/** Reads an item, or undefined. */
export function findItem(context: OperationContext, scope: ItemScope, id: string) {
  const row = findRow(context, scope, id);
  return row && readDocument<Item>(row.document);
}

/** Inserts an item with a new `_id`; call it inside a transaction. */
export function insertItem(
  context: OperationContext,
  scope: ItemScope,
  item: Item,
  document: string,
): void {
  ensureIndex(context);
  context.database.run(
    'insert into data_items (collection, environment, id, document) values (?, ?, ?, ?)',
    scope.collection,
    scope.environment,
    item._id,
    document,
  );
  const row = findRow(context, scope, item._id);
  if (row) {
    addToIndex(context, scope, row.sequence, item);
    keepReplaced(context, scope, row.sequence, null);
  }
}

/** Replaces the document of an item; call it inside a transaction. Does nothing if the item does not exist. */
export function replaceItem(
  context: OperationContext,
  scope: ItemScope,
  item: Item,
  document: string,
): void {
  const row = findRow(context, scope, item._id);
  if (!row) {
    return;
  }
  ensureIndex(context);
  removeFromIndex(context, scope, row.sequence, readDocument<Item>(row.document));
  context.database.run(
    'update data_items set document = ? where sequence = ?',
    document,
    row.sequence,
  );
  addToIndex(context, scope, row.sequence, item);
  keepReplaced(context, scope, row.sequence, row.document);
}

/** Deletes an item and returns it, or undefined if it does not exist; call it inside a transaction. */
export function deleteItem(
  context: OperationContext,
  scope: ItemScope,
  id: string,
): Item | undefined {
  const row = findRow(context, scope, id);
  if (!row) {
    return undefined;
  }
  const item = readDocument<Item>(row.document);
  ensureIndex(context);
  removeFromIndex(context, scope, row.sequence, item);
  context.database.run('delete from data_items where sequence = ?', row.sequence);
  keepReplaced(context, scope, row.sequence, row.document);
  return item;
}

/**
 * Lists items in the order of insertion: every item that matches the filter, and possibly others.
 * @param read `isConsistent` false: with the fault `data-stale-read`, returns the items as they were some time ago
 */
export function listItems(
  context: OperationContext,
  scope: ItemScope,
  read: { readonly filter: unknown; readonly isConsistent: boolean },
): readonly Item[] {
  ensureIndex(context);
  const condition = toIndexCondition(scope, unwrapDates(read.filter));
  const rows = context.database.all<ItemRow>(
    `select sequence, document from data_items where collection = ? and environment = ?
     ${condition ? `and ${condition.sql}` : ''} order by sequence`,
    scope.collection,
    scope.environment,
    ...(condition?.values ?? []),
  );
  const delay = read.isConsistent ? undefined : context.effects.staleMs;
  const seen = delay === undefined ? rows : replaceRecent(context, scope, rows, delay);
  return seen.map(({ document }) => readDocument<Item>(document));
}

function findRow(
  { database }: OperationContext,
  { collection, environment }: ItemScope,
  id: string,
): ItemRow | undefined {
  return database.get<ItemRow>(
    'select sequence, document from data_items where collection = ? and environment = ? and id = ?',
    collection,
    environment,
    id,
  );
}

/** Keeps the document that a write replaced, and deletes those that no fault can ask for any more. */
function keepReplaced(
  { database, now }: OperationContext,
  { collection, environment }: ItemScope,
  sequence: number,
  document: string | null,
): void {
  const time = now().getTime();
  database.run('delete from data_history where replaced_at < ?', time - HISTORY_MS);
  database.run(
    'insert into data_history (collection, environment, item, replaced_at, document) values (?, ?, ?, ?, ?)',
    collection,
    environment,
    sequence,
    time,
    document,
  );
}

/** Undoes the writes of the last `delay` milliseconds in a list of rows. */
function replaceRecent(
  { database, now }: OperationContext,
  { collection, environment }: ItemScope,
  rows: readonly ItemRow[],
  delay: number,
): readonly ItemRow[] {
  // With min(), SQLite takes the other columns from the row of the minimum: the first write since then.
  const replaced = database.all<{ readonly sequence: number; readonly document: string | null }>(
    `select item as sequence, document, min(key) from data_history
     where replaced_at > ? and collection = ? and environment = ? group by item`,
    now().getTime() - delay,
    collection,
    environment,
  );
  const changed = new Set(replaced.map(({ sequence }) => sequence));
  const earlier = replaced.flatMap(({ sequence, document }) =>
    document === null ? [] : [{ sequence, document }],
  );
  return [...rows.filter(({ sequence }) => !changed.has(sequence)), ...earlier].sort(
    (a, b) => a.sequence - b.sequence,
  );
}
