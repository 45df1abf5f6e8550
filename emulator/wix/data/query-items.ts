// Emulates Wix Data's queries over the items of a collection. Not emulated: references, cursors, random order,
// location search.
import * as v from 'valibot';
import { QueryError } from '../core/query/operators.ts';
import { runQuery, type Queryable } from '../core/query/run-query.ts';
import { isRecord } from '../core/validation/violations.ts';
import { notEmulated } from '../core/wix-error.ts';
import { createDataError } from './collections.ts';

/** The default and the largest page size. @see https://dev.wix.com/docs/sdk/backend-modules/data/items/query */
const PAGE = { DEFAULT: 50, MAX: 1000 } as const;

/** A query as the package @wix/data sends it. */
export const DataQuery = v.object({
  filter: v.exactOptional(v.record(v.string(), v.unknown())),
  sort: v.exactOptional(
    v.array(v.object({ fieldName: v.string(), order: v.exactOptional(v.string()) })),
  ),
  paging: v.exactOptional(
    v.object({
      limit: v.exactOptional(v.nullable(v.number())),
      offset: v.exactOptional(v.nullable(v.number())),
    }),
  ),
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
 * @throws {WixApiError} 400 WDE0075 for an invalid query (code assumed), 501 NOT_EMULATED for cursor paging
 */
export function queryItems(items: readonly Item[], query: DataQuery): ItemPage {
  if (query.cursorPaging !== undefined) {
    throw notEmulated('Cursor paging in Wix Data', 'Use paging.limit and paging.offset.');
  }
  const filter = unwrapDates(query.filter ?? {});
  const rows = items.map((item) => ({ ...asRecord(unwrapDates(item)), [WHOLE]: item }));
  try {
    const { items: found, metadata } = runQuery(
      rows,
      { filter, sort: query.sort, paging: query.paging },
      toQueryable(filter, query.sort),
    );
    return {
      items: found.map((row) => projectItem(row[WHOLE], query.fields ?? [])),
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
function toQueryable(filter: unknown, sort: DataQuery['sort'] = []): Queryable {
  const names = [...listFields(filter), ...sort.map(({ fieldName }) => fieldName)];
  return {
    fields: Object.fromEntries(names.map((name) => [name, { operators: ['*'], sort: 'BOTH' }])),
    caseInsensitive: new Set(),
    defaultLimit: PAGE.DEFAULT,
    maxLimit: PAGE.MAX,
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
