// Keeps an index of the values of items, so that a query by a field does not read the whole collection. Not indexed:
// nested fields, objects, and texts of more than 200 characters. The emulator's own means: Wix's indexes are not emulated.
import type { SqlValue } from '../../database/bound-values.ts';
import { readDocument } from '../../database/documents.ts';
import type { DatabaseContext } from '../core/context.ts';
import { normalizeDate } from '../core/query/operators.ts';
import { getValuesAtPath } from '../core/query/run-query.ts';
import { isRecord } from '../core/validation/violations.ts';
import type { Environment } from './collections.ts';
import { unwrapDates, type Item } from './query-items.ts';

/** The items of a collection in one environment. */
export interface ItemScope {
  readonly collection: string;
  readonly environment: Environment;
}

/** A condition of SQL that every item which a filter matches fulfils. */
export interface IndexCondition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** The longest indexed text, in characters. */
const MAX_TEXT_LENGTH = 200;
const COMPARISONS: Readonly<Record<string, string>> = {
  $lt: '<',
  $lte: '<=',
  $gt: '>',
  $gte: '>=',
};

/** Adds an item to the index; call it inside a transaction. */
export function addToIndex(
  { database }: DatabaseContext,
  { collection, environment }: ItemScope,
  sequence: number,
  item: Item,
): void {
  database.run(
    `insert or ignore into data_values (collection, environment, field, value, item)
     select ?, ?, json_extract(value, '$[0]'), json_extract(value, '$[1]'), ? from json_each(?)`,
    collection,
    environment,
    sequence,
    JSON.stringify(listIndexedValues(item)),
  );
}

/** Removes an item, as it was added, from the index; call it inside a transaction. */
export function removeFromIndex(
  { database }: DatabaseContext,
  { collection, environment }: ItemScope,
  sequence: number,
  item: Item,
): void {
  // One statement for each value: SQLite would scan the table for a list of whole rows.
  for (const [field, value] of listIndexedValues(item)) {
    database.run(
      `delete from data_values
       where collection = ? and environment = ? and field = ? and value = json_extract(?, '$') and item = ?`,
      collection,
      environment,
      field,
      JSON.stringify(value),
      sequence,
    );
  }
}

/** Indexes the items of a file that was written before there was an index; call it inside a transaction. */
export function ensureIndex(context: DatabaseContext): void {
  const { database } = context;
  if (
    database.get('select 1 from data_values limit 1') ||
    !database.get('select 1 from data_items limit 1')
  ) {
    return;
  }
  const rows = database.all<ItemScope & { readonly sequence: number; readonly document: string }>(
    'select collection, environment, sequence, document from data_items',
  );
  for (const row of rows) {
    addToIndex(context, row, row.sequence, readDocument<Item>(row.document));
  }
}

/**
 * Returns a condition on `sequence` that narrows a query by the index, or undefined if no part of the filter can use it.
 * Items that fulfil it may still not match the filter.
 * @param filter the filter, with dates as ISO strings
 */
export function toIndexCondition(scope: ItemScope, filter: unknown): IndexCondition | undefined {
  const conditions = listConditions(filter);
  const build = (value: string, field: string, operand: unknown): IndexCondition => ({
    sql: `sequence in (select item from data_values where collection = ? and environment = ? and field = ? and ${value})`,
    values: [scope.collection, scope.environment, field, JSON.stringify(operand)],
  });
  for (const { field, operator, operand } of conditions) {
    const operands: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
    const values = operands.map(normalizeDate);
    if (['$eq', '$in', '$hasSome'].includes(operator) && values.every(isIndexed)) {
      return build('value in (select value from json_each(?))', field, values);
    }
  }
  for (const { field, operator, operand } of conditions) {
    const comparison = COMPARISONS[operator];
    const bound = normalizeDate(operand);
    // Texts are excluded: SQLite orders them by UTF-8, Wix Data and JavaScript by UTF-16.
    if (comparison !== undefined && typeof bound === 'number') {
      return build(`value ${comparison} json_extract(?, '$')`, field, bound);
    }
  }
  return undefined;
}

interface FieldCondition {
  readonly field: string;
  readonly operator: string;
  readonly operand: unknown;
}

/** Lists the conditions on indexed fields that every match of a filter fulfils. */
function listConditions(filter: unknown): readonly FieldCondition[] {
  if (!isRecord(filter)) {
    return [];
  }
  return Object.entries(filter).flatMap(([field, condition]): readonly FieldCondition[] => {
    if (field === '$and' && Array.isArray(condition)) {
      return condition.flatMap(listConditions);
    }
    if (field.startsWith('$') || field.includes('.')) {
      return [];
    }
    return isRecord(condition)
      ? Object.entries(condition).map(([operator, operand]) => ({ field, operator, operand }))
      : [{ field, operator: '$eq', operand: condition }];
  });
}

/** Lists the indexed values of an item: pairs of field and value. Dates are timestamps in milliseconds. */
function listIndexedValues(item: Item): readonly (readonly [string, unknown])[] {
  return Object.entries(item)
    .filter(([field]) => !field.includes('.'))
    .flatMap(([field, value]) =>
      getValuesAtPath({ [field]: unwrapDates(value) }, field)
        .map(normalizeDate)
        .filter(isIndexed)
        .map((indexed) => [field, indexed] as const),
    );
}

function isIndexed(value: unknown): boolean {
  return typeof value === 'string'
    ? value.length <= MAX_TEXT_LENGTH
    : typeof value === 'number' || typeof value === 'boolean';
}
