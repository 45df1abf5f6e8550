// Wix Data's queries over the items of a collection. Leaves out references, cursors, random order and the search of places.
import * as v from 'valibot';
import { QueryProblem } from '../core/query/operators.ts';
import { runQuery, type Queryable } from '../core/query/run-query.ts';
import { isRecord } from '../core/validation/violations.ts';
import { notEmulated } from '../core/wix-error.ts';
import { dataError } from './collections.ts';

/** Items of a page without a limit, and at the most. @see https://dev.wix.com/docs/sdk/backend-modules/data/items/query */
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
/** A query as the package @wix/data sends it. */
export type DataQuery = v.InferOutput<typeof DataQuery>;

/** An item as it is stored: dates are `{ $date: ISO }`. */
export type Item = Readonly<Record<string, unknown>> & { readonly _id: string };

/** A page of a query; `offset` and `total` of all that was found. */
export interface ItemPage {
  readonly items: readonly Item[];
  readonly offset: number;
  readonly total: number;
}

/**
 * Filters, sorts and pages items, in the order of inserting without a sort.
 * @throws {WixApiError} 400 WDE0075 for what the query language does not have (code assumed), 501 for what is not emulated
 */
export function queryItems(items: readonly Item[], query: DataQuery): ItemPage {
  if (query.cursorPaging !== undefined) {
    throw notEmulated('paging of Wix Data by cursor');
  }
  const filter = comparable(query.filter ?? {});
  const rows = items.map((item) => ({ ...asRecord(comparable(item)), [WHOLE]: item }));
  try {
    const { items: found, metadata } = runQuery(
      rows,
      { filter, sort: query.sort, paging: query.paging },
      queryable(filter, query.sort),
    );
    return {
      items: found.map((row) => projected(row[WHOLE], query.fields ?? [])),
      offset: metadata.offset,
      total: metadata.total,
    };
  } catch (error) {
    if (error instanceof QueryProblem) {
      throw dataError(400, 'WDE0075', error.message);
    }
    throw error;
  }
}

const WHOLE: unique symbol = Symbol('the item itself');

/** Any field may be asked for: collections do not enforce theirs. */
function queryable(filter: unknown, sort: DataQuery['sort'] = []): Queryable {
  const names = [...fieldsOf(filter), ...sort.map(({ fieldName }) => fieldName)];
  return {
    fields: Object.fromEntries(names.map((name) => [name, { operators: ['*'], sort: 'BOTH' }])),
    caseless: new Set(),
    defaultLimit: PAGE.DEFAULT,
    maxLimit: PAGE.MAX,
  };
}

function fieldsOf(filter: unknown): readonly string[] {
  if (Array.isArray(filter)) {
    return filter.flatMap(fieldsOf);
  }
  return isRecord(filter)
    ? Object.entries(filter).flatMap(([key, inner]) =>
        key.startsWith('$') ? fieldsOf(inner) : [key],
      )
    : [];
}

/** Dates as ISO text, which the query language compares as points in time. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(comparable);
  }
  if (!isRecord(value)) {
    return value;
  }
  const date = value['$date'];
  return typeof date === 'string'
    ? date
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, comparable(inner)]));
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

/** The fields that were asked for; `_id` comes always. */
function projected(item: Item, fields: readonly string[]): Item {
  return fields.length === 0
    ? item
    : {
        ...Object.fromEntries(Object.entries(item).filter(([name]) => fields.includes(name))),
        _id: item._id,
      };
}
