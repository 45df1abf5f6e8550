// Emulates Aggregate Data Items of Wix Data: sums, averages, the least and the greatest value, and counts, for groups of
// items. Not emulated: pipelines, cursors.
import * as v from 'valibot';
import type { OperationContext } from '../core/context.ts';
import { compareValues, normalizeDate } from '../core/query/operators.ts';
import { createDataError } from './collections.ts';
import { listItems } from './item-store.ts';
import { limitFilter } from './permissions.ts';
import { listMatching, queryRows, unwrapDates, type Item } from './query-items.ts';
import {
  Filter,
  Name,
  Paging,
  ReadFields,
  refuseCursor,
  requireScope,
  Sort,
  toPagingMetadata,
} from './request-fields.ts';

const OfField = v.exactOptional(v.nullish(v.object({ itemFieldName: Name })));
/** One calculation of an aggregation. */
const Calculation = v.object({
  resultFieldName: Name,
  average: OfField,
  min: OfField,
  max: OfField,
  sum: OfField,
  itemCount: v.exactOptional(v.nullish(v.object({}))),
});
type Calculation = v.InferOutput<typeof Calculation>;

/** Request of Aggregate Data Items. */
export const AggregateRequest = v.object({
  ...ReadFields,
  initialFilter: v.exactOptional(v.nullish(Filter)),
  aggregation: v.exactOptional(
    v.object({
      groupingFields: v.exactOptional(v.array(Name)),
      operations: v.exactOptional(v.array(Calculation)),
    }),
  ),
  finalFilter: v.exactOptional(v.nullish(Filter)),
  sort: v.exactOptional(Sort),
  paging: v.exactOptional(Paging),
  cursorPaging: v.exactOptional(v.unknown()),
  returnTotalCount: v.exactOptional(v.nullish(v.boolean())),
});

/** The most grouping fields and the most calculations of an aggregation (assumed): each group has all of them. */
const MAX_CALCULATIONS = 100;

type Row = Readonly<Record<string, unknown>>;

/**
 * Groups the items that the filter matches, and calculates the values of each group. `_id` of a result has the values of
 * the grouping fields; without grouping fields, there is one result. Groups are in the order of their first item, unless
 * they are sorted (assumed).
 */
export function aggregateDataItems(
  context: OperationContext,
  request: v.InferOutput<typeof AggregateRequest>,
) {
  refuseCursor(request.cursorPaging);
  const { groupingFields = [], operations = [] } = request.aggregation ?? {};
  for (const [name, { length }] of Object.entries({ groupingFields, operations })) {
    if (length > MAX_CALCULATIONS) {
      const message = `aggregation.${name} has ${String(length)} entries; ${String(MAX_CALCULATIONS)} are allowed.`;
      throw createDataError(400, 'WDE0075', message);
    }
  }
  const { scope, access } = requireScope(context, request, 'read');
  const filter = limitFilter(access, request.initialFilter);
  const isConsistent = request.consistentRead === true;
  const items = listMatching(listItems(context, scope, { filter, isConsistent }), filter);
  const rows = [...groupItems(items, groupingFields).values()].map((group) =>
    toRow(group, groupingFields, operations),
  );
  const { page, offset, total } = queryRows(rows, {
    filter: request.finalFilter ?? {},
    sort: request.sort,
    paging: request.paging,
  });
  const counts = { count: page.length, offset, total };
  return {
    results: page,
    pagingMetadata: toPagingMetadata(counts, request.returnTotalCount === true),
  };
}

function groupItems(items: readonly Item[], fields: readonly string[]) {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = JSON.stringify(fields.map((field) => readPath(item, field) ?? null));
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Calculates one result. The values of the grouping fields are also at the top, so that they can be sorted by. */
function toRow(
  group: readonly Item[],
  fields: readonly string[],
  operations: readonly Calculation[],
): Row {
  const [first] = group;
  const keys = Object.fromEntries(fields.map((field) => [field, readPath(first, field)]));
  return {
    ...(fields.length === 0 ? {} : { _id: keys, ...keys }),
    ...Object.fromEntries(operations.map((one) => [one.resultFieldName, calculate(group, one)])),
  };
}

function calculate(group: readonly Item[], { average, min, max, sum }: Calculation): unknown {
  const field = average ?? min ?? max ?? sum;
  if (!field) return group.length;
  const values = group
    .map((item) => readPath(item, field.itemFieldName))
    .filter((value) => value !== null && value !== undefined);
  const numbers = values.filter((value) => typeof value === 'number');
  const total = numbers.reduce((a, b) => a + b, 0);
  if (sum) return total;
  if (average) return numbers.length === 0 ? null : total / numbers.length;
  const sign = max ? -1 : 1;
  const order = (value: unknown): unknown => normalizeDate(unwrapDates(value));
  const [least = null] = values.toSorted((a, b) => sign * (compareValues(order(a), order(b)) ?? 0));
  return least;
}

function readPath(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (at, key) =>
        typeof at === 'object' && at !== null && Object.hasOwn(at, key)
          ? Reflect.get(at, key)
          : undefined,
      value,
    );
}
