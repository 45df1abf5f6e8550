// Emulates how Wix Data reads items: query, count and get, with references. Not emulated: cursors, random order, field
// groups, languages.
import * as v from 'valibot';
import type { OperationContext } from '../core/context.ts';
import { notEmulated } from '../core/wix-error.ts';
import { Included, includeReferences } from './include-references.ts';
import { listItems } from './item-store.ts';
import { limitFilter, type AllowedScope } from './permissions.ts';
import { DataQuery, queryItems, type ItemPage } from './query-items.ts';
import {
  CommonFields,
  Filter,
  ReadFields,
  refuseCursor,
  requireScope,
  toPagingMetadata,
} from './request-fields.ts';
import { createMissingItemError, toDataItem } from './write-items.ts';

/** Request of Query Data Items. */
export const QueryRequest = v.object({
  ...ReadFields,
  query: v.exactOptional(DataQuery),
  includeReferences: v.exactOptional(v.nullish(v.array(Included))),
  returnTotalCount: v.exactOptional(v.nullish(v.boolean())),
  sortMode: v.exactOptional(v.string()),
});
/** Request of Count Data Items. */
export const CountRequest = v.object({ ...ReadFields, filter: v.exactOptional(Filter) });

/** The package sends a get as query parameters, or as JSON if it has references. */
const BooleanParam = v.nullish(
  v.union([
    v.boolean(),
    v.pipe(
      v.picklist(['true', 'false']),
      v.transform((text) => text === 'true'),
    ),
  ]),
);
/** Request of Get Data Item. */
export const GetRequest = v.object({
  ...CommonFields,
  suppressHooks: v.exactOptional(BooleanParam),
  consistentRead: v.exactOptional(BooleanParam),
  dataItemId: v.string(),
  fields: v.exactOptional(
    v.union([
      v.array(v.string()),
      v.pipe(
        v.string(),
        v.transform((field) => [field]),
      ),
    ]),
  ),
  includeReferences: v.exactOptional(v.nullish(v.array(Included))),
});

/** Finds items. Without `includeReferences`, references are ids, and fields with several references are left out. */
export function queryDataItems(
  context: OperationContext,
  request: v.InferOutput<typeof QueryRequest>,
) {
  if (request.sortMode === 'RANDOM') {
    throw notEmulated('A query of Wix Data in random order', 'Omit sortMode.');
  }
  const { query = {}, consistentRead } = request;
  refuseCursor(query.cursorPaging);
  const allowed = requireScope(context, request, 'read');
  const page = findItems(context, allowed, query, consistentRead === true);
  const items = includeReferences(
    context,
    allowed.scope,
    page.items,
    request.includeReferences ?? [],
  );
  return {
    dataItems: items.map((item) => toDataItem(allowed.scope, item)),
    pagingMetadata: toPagingMetadata(
      { count: items.length, offset: page.offset, total: page.total },
      request.returnTotalCount === true,
    ),
  };
}

/** Counts the items that a filter matches. */
export function countDataItems(
  context: OperationContext,
  request: v.InferOutput<typeof CountRequest>,
) {
  const { filter = {}, consistentRead } = request;
  const allowed = requireScope(context, request, 'read');
  return { totalCount: findItems(context, allowed, { filter }, consistentRead === true).total };
}

/** Returns one item. @throws {WixApiError} 404 WDE0073, also for an item that only its author may read (assumed) */
export function getDataItem(context: OperationContext, request: v.InferOutput<typeof GetRequest>) {
  const { dataItemId, fields = [], consistentRead } = request;
  const allowed = requireScope(context, request, 'read');
  const query = { filter: { _id: dataItemId }, fields };
  const { items } = findItems(context, allowed, query, consistentRead === true);
  const included = request.includeReferences ?? [];
  const [item] = includeReferences(context, allowed.scope, items, included);
  if (!item) {
    throw createMissingItemError(allowed.scope, dataItemId);
  }
  return { dataItem: toDataItem(allowed.scope, item) };
}

/** Finds the items that the caller may read. */
function findItems(
  context: OperationContext,
  { scope, access }: AllowedScope,
  query: DataQuery,
  isConsistent: boolean,
): ItemPage {
  const filter = limitFilter(access, query.filter);
  const candidates = listItems(context, scope, { filter, isConsistent });
  return queryItems(candidates, { ...query, filter });
}
