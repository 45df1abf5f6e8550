// Emulates Query Distinct Values of Wix Data: each value of a field once.
import * as v from 'valibot';
import type { OperationContext } from '../core/context.ts';
import { compareValues, normalizeDate } from '../core/query/operators.ts';
import { listMatching, readPage } from './query-items.ts';
import { limitFilter } from './permissions.ts';
import { listItems } from './item-store.ts';
import {
  Filter,
  Name,
  Paging,
  ReadFields,
  refuseCursor,
  requireScope,
  toPagingMetadata,
} from './request-fields.ts';

/** Request of Query Distinct Values. */
export const DistinctRequest = v.object({
  ...ReadFields,
  fieldName: Name,
  filter: v.exactOptional(v.nullish(Filter)),
  order: v.exactOptional(v.picklist(['ASC', 'DESC'])),
  paging: v.exactOptional(Paging),
  cursorPaging: v.exactOptional(v.unknown()),
  returnTotalCount: v.exactOptional(v.nullish(v.boolean())),
});

/**
 * Lists the values of a field, each once; the values of lists one by one, and no value for items without the field.
 * Assumed: without an order, as first inserted.
 */
export function queryDistinctValues(
  context: OperationContext,
  request: v.InferOutput<typeof DistinctRequest>,
) {
  const { fieldName, order, consistentRead } = request;
  refuseCursor(request.cursorPaging);
  const { scope, access } = requireScope(context, request, 'read');
  const filter = limitFilter(access, request.filter);
  const isConsistent = consistentRead === true;
  const items = listMatching(listItems(context, scope, { filter, isConsistent }), filter);
  const distinct = new Map<string, unknown>();
  for (const value of items.flatMap((item) => valuesOf(item, fieldName.split('.')))) {
    distinct.set(JSON.stringify(value), value);
  }
  const values = [...distinct.values()];
  if (order) {
    const sign = order === 'DESC' ? -1 : 1;
    values.sort((a, b) => sign * (compareValues(toComparable(a), toComparable(b)) ?? 0));
  }
  const { limit, offset } = readPage(request.paging);
  const distinctValues = values.slice(offset, offset + limit);
  const counts = { count: distinctValues.length, offset, total: values.length };
  return {
    distinctValues,
    pagingMetadata: toPagingMetadata(counts, request.returnTotalCount === true),
  };
}

/** Returns the values at a path, with dates as they are stored. */
function valuesOf(value: unknown, path: readonly string[]): readonly unknown[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((one) => valuesOf(one, path));
  const [key, ...rest] = path;
  if (key === undefined) return [value];
  return typeof value === 'object' && Object.hasOwn(value, key)
    ? valuesOf(Reflect.get(value, key), rest)
    : [];
}

function toComparable(value: unknown): unknown {
  const date: unknown =
    typeof value === 'object' && value !== null ? Reflect.get(value, '$date') : undefined;
  return normalizeDate(date ?? value);
}
