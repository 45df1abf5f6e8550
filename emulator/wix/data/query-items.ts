// Emulates Wix Data's filters, sorts and pages over the items of a collection. Not emulated: filters by the fields of
// referenced items, location search.
import * as v from 'valibot';
import { QueryError } from '../core/query/operators.ts';
import { runQuery, type Queryable } from '../core/query/run-query.ts';
import { isRecord } from '../core/validation/violations.ts';
import { createDataError } from './collections.ts';
import { Filter, Paging, Sort } from './request-fields.ts';

/** The default and the largest page size. @see https://dev.wix.com/docs/sdk/backend-modules/data/items/query */
const PAGE = { DEFAULT: 50, MAX: 1000 } as const;

/** The most conditions of a filter (assumed): each item is compared with each of them. */
const MAX_CONDITIONS = 500;

/** A query as the package @wix/data sends it. */
export const DataQuery = v.object({
  filter: v.exactOptional(v.nullish(Filter)),
  sort: v.exactOptional(Sort),
  paging: v.exactOptional(Paging),
  cursorPaging: v.exactOptional(v.unknown()),
  fields: v.exactOptional(v.array(v.string())),
});
/** Type of {@link DataQuery}. */
export type DataQuery = v.InferOutput<typeof DataQuery>;

/** An item as it is stored: dates are `{ $date: ISO }`. */
export type Item = Readonly<Record<string, unknown>> & { readonly _id: string };

/** A page of a query's results; `offset` and `total` refer to all results. */
export interface ItemPage {
  readonly items: readonly Item[];
  readonly offset: number;
  readonly total: number;
}

/**
 * Filters, sorts and pages items; without a sort, in the order of insertion.
 * @throws {WixApiError} 400 WDE0075 for an invalid query (code assumed)
 */
export function queryItems(items: readonly Item[], query: DataQuery): ItemPage {
  const { page, offset, total } = queryRows(items, query);
  return { items: page.map((item) => projectItem(item, query.fields ?? [])), offset, total };
}

/** Returns the items that a filter matches, in the order of insertion. @throws {WixApiError} 400 WDE0075 */
export function listMatching(items: readonly Item[], filter: unknown): readonly Item[] {
  return run(items, { filter }, items.length).page;
}

/** What documents are filtered, sorted and paged by. */
interface RowQuery {
  readonly filter?: unknown;
  readonly sort?: DataQuery['sort'] | undefined;
  readonly paging?: DataQuery['paging'] | undefined;
}

/** Filters, sorts and pages documents with dates as `{ $date: ISO }`. @throws {WixApiError} 400 WDE0075 */
export function queryRows<Row extends object>(
  rows: readonly Row[],
  query: RowQuery,
): { readonly page: readonly Row[]; readonly offset: number; readonly total: number } {
  return run(rows, query, PAGE.DEFAULT);
}

/** Returns limit and offset of a page. @throws {WixApiError} 400 WDE0075 */
export function readPage(paging: DataQuery['paging']): {
  readonly limit: number;
  readonly offset: number;
} {
  const { offset } = run([], { paging }, PAGE.DEFAULT);
  return { limit: paging?.limit ?? PAGE.DEFAULT, offset };
}

function run<Row extends object>(rows: readonly Row[], query: RowQuery, defaultLimit: number) {
  const filter = unwrapDates(query.filter ?? {});
  const conditions = listFields(filter).length;
  if (conditions > MAX_CONDITIONS) {
    throw createDataError(
      400,
      'WDE0075',
      `The filter has ${String(conditions)} conditions; the emulator compares with at most ${String(MAX_CONDITIONS)} (assumed). For values of one field, use hasSome().`,
    );
  }
  const wrapped = rows.map((row) => ({ ...asRecord(unwrapDates(row)), [WHOLE]: row }));
  try {
    const { items, metadata } = runQuery(
      wrapped,
      { filter, sort: query.sort, paging: query.paging },
      toQueryable(filter, query.sort, defaultLimit),
    );
    return {
      page: items.map((row) => row[WHOLE]),
      offset: metadata.offset,
      total: metadata.total,
    };
  } catch (error) {
    if (error instanceof QueryError) {
      throw createDataError(400, 'WDE0075', error.message);
    }
    throw error;
  }
}

const WHOLE: unique symbol = Symbol('the item itself');

/** Allows every field that the query names, because collections do not enforce their fields. */
function toQueryable(
  filter: unknown,
  sort: DataQuery['sort'] = [],
  defaultLimit: number,
): Queryable {
  const names = [...listFields(filter), ...sort.map(({ fieldName }) => fieldName)];
  return {
    fields: Object.fromEntries(names.map((name) => [name, { operators: ['*'], sort: 'BOTH' }])),
    caseInsensitive: new Set(),
    defaultLimit: Math.max(1, defaultLimit),
    maxLimit: Math.max(PAGE.MAX, defaultLimit),
  };
}

function listFields(filter: unknown): readonly string[] {
  if (Array.isArray(filter)) {
    return filter.flatMap(listFields);
  }
  return isRecord(filter)
    ? Object.entries(filter).flatMap(([key, inner]) =>
        key.startsWith('$') ? listFields(inner) : [key],
      )
    : [];
}

/** Converts dates (`{ $date: ISO }`) to ISO strings, which the query language compares as timestamps. */
export function unwrapDates(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(unwrapDates);
  }
  if (!isRecord(value)) {
    return value;
  }
  const date = value['$date'];
  return typeof date === 'string'
    ? date
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unwrapDates(inner)]));
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

/** Returns an item with the requested fields and `_id`. */
function projectItem(item: Item, fields: readonly string[]): Item {
  return fields.length === 0
    ? item
    : {
        ...Object.fromEntries(Object.entries(item).filter(([name]) => fields.includes(name))),
        _id: item._id,
      };
}
