// Emulates Wix Data's items: insert, update, get, query, count, remove and bulk remove. Not emulated: save, patch, other
// bulk operations, references, drafts, data hooks.
// The `/meta` entry of the package does not resolve in Node, so its file is imported directly.
import * as meta from '@wix/wix-data-items-sdk/build/cjs/meta.js';
import * as v from 'valibot';
import type { OperationContext } from '../core/context.ts';
import { defineSchemaOperation } from '../core/schema-operation.ts';
import type { Operation, OperationMeta } from '../core/operation.ts';
import { notEmulated } from '../core/wix-error.ts';
import { requireCollection, toScope } from './collections.ts';
import { listItems } from './item-store.ts';
import { DataQuery, queryItems } from './query-items.ts';
import {
  bulkRemoveDataItems,
  BulkRemoveRequest,
  CommonFields,
  createMissingItemError,
  insertDataItem,
  InsertRequest,
  removeDataItem,
  RemoveRequest,
  toDataItem,
  updateDataItem,
  UpdateRequest,
} from './write-items.ts';

const ReadFields = {
  ...CommonFields,
  /** True reads the newest items also under the fault `data-stale-read`; without the fault every read does. */
  consistentRead: v.exactOptional(v.boolean()),
};
const QueryRequest = v.object({
  ...ReadFields,
  query: v.exactOptional(DataQuery),
  includeReferences: v.exactOptional(v.array(v.unknown())),
  returnTotalCount: v.exactOptional(v.boolean()),
  sortMode: v.exactOptional(v.string()),
});
const CountRequest = v.object({
  ...ReadFields,
  filter: v.exactOptional(v.record(v.string(), v.unknown())),
});
/** The package sends this request as query parameters, or as JSON if it has references. */
const BooleanParam = v.union([
  v.boolean(),
  v.pipe(
    v.picklist(['true', 'false']),
    v.transform((text) => text === 'true'),
  ),
]);
const GetRequest = v.object({
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
  includeReferences: v.exactOptional(v.array(v.unknown())),
});

function queryDataItems(context: OperationContext, request: v.InferOutput<typeof QueryRequest>) {
  if (request.sortMode === 'RANDOM') {
    throw notEmulated('A query of Wix Data in random order', 'Omit sortMode.');
  }
  refuseReferences(request.includeReferences);
  const { returnTotalCount, query = {}, consistentRead: isConsistent = false } = request;
  requireCollection(context, request.dataCollectionId, 'read');
  const scope = toScope(context, request);
  const candidates = listItems(context, scope, { filter: query.filter, isConsistent });
  const { items, offset, total } = queryItems(candidates, query);
  return {
    dataItems: items.map((item) => toDataItem(scope, item)),
    pagingMetadata: {
      count: items.length,
      offset,
      ...(returnTotalCount ? { total } : {}),
      tooManyToCount: false,
      hasNext: offset + items.length < total,
    },
  };
}

function countDataItems(context: OperationContext, request: v.InferOutput<typeof CountRequest>) {
  const { filter = {}, consistentRead: isConsistent = false } = request;
  requireCollection(context, request.dataCollectionId, 'read');
  const candidates = listItems(context, toScope(context, request), { filter, isConsistent });
  return { totalCount: queryItems(candidates, { filter }).total };
}

function getDataItem(context: OperationContext, request: v.InferOutput<typeof GetRequest>) {
  refuseReferences(request.includeReferences);
  const { dataItemId, fields = [], consistentRead: isConsistent = false } = request;
  requireCollection(context, request.dataCollectionId, 'read');
  const scope = toScope(context, request);
  const filter = { _id: dataItemId };
  const candidates = listItems(context, scope, { filter, isConsistent });
  const [item] = queryItems(candidates, { filter, fields }).items;
  if (!item) {
    throw createMissingItemError(scope, dataItemId);
  }
  return { dataItem: toDataItem(scope, item) };
}

function refuseReferences(includeReferences: readonly unknown[] = []): void {
  if (includeReferences.length > 0) {
    throw notEmulated('A read of Wix Data with references', 'Omit includeReferences.');
  }
}

/** The hosts for which the package's `getUrl` returns different paths. */
const HOSTS = ['www.wixapis.com', 'localhost'];
const pathsOf = (method: () => Pick<ReturnType<OperationMeta>, 'getUrl'>): readonly string[] =>
  HOSTS.map((host) => method().getUrl({ host }));
const PATHS = pathsOf(meta.insert);
const DOCS = 'https://dev.wix.com/docs/sdk/backend-modules/data/items';

/** The fields that all operations of items have in common. */
const ITEMS = {
  api: 'data items',
  callers: ['app', 'user', 'member', 'visitor'],
  grade: 'documented',
} as const;

/** The emulated operations of Wix Data. The package's `/meta` has no queries and no limits; both follow what @wix/data sends. */
export const DATA_OPERATIONS: readonly Operation[] = [
  defineSchemaOperation({
    ...ITEMS,
    name: 'DataItemService.InsertDataItem',
    httpMethod: 'POST',
    paths: PATHS,
    source: `${DOCS}/insert`,
    notes: 'Collections have the permission Admin. No data hooks. Seen: 409 for an existing _id.',
    schema: InsertRequest,
    run: insertDataItem,
  }),
  defineSchemaOperation({
    ...ITEMS,
    name: 'DataItemService.UpdateDataItem',
    httpMethod: 'POST',
    paths: pathsOf(meta.update),
    source: `${DOCS}/update`,
    notes:
      'Seen: 404 WDE0073 for a missing item. Assumed: _createdDate and _owner cannot be changed. No conditions, no data hooks.',
    schema: UpdateRequest,
    run: updateDataItem,
  }),
  defineSchemaOperation({
    ...ITEMS,
    name: 'DataItemService.QueryDataItems',
    httpMethod: 'GET',
    // The package sends the request by POST if the address is longer than 2,048 characters.
    isAlsoPost: true,
    paths: PATHS.map((path) => `${path}/query`),
    source: `${DOCS}/query`,
    notes:
      'Offset paging; every read is consistent, unless a fault is injected. Assumed: an unsupported query is refused with 400 WDE0075.',
    schema: QueryRequest,
    run: queryDataItems,
  }),
  defineSchemaOperation({
    ...ITEMS,
    name: 'DataItemService.CountDataItems',
    httpMethod: 'POST',
    paths: PATHS.map((path) => `${path}/count`),
    source: `${DOCS}/query`,
    notes: 'The count() of a query.',
    schema: CountRequest,
    run: countDataItems,
  }),
  // After the query: the path of an item would match it, too.
  defineSchemaOperation({
    ...ITEMS,
    name: 'DataItemService.GetDataItem',
    httpMethod: 'GET',
    paths: pathsOf(meta.get),
    source: `${DOCS}/get`,
    notes: 'Seen: 404 WDE0073 for a missing item, which the package turns into null.',
    schema: GetRequest,
    run: getDataItem,
  }),
  defineSchemaOperation({
    ...ITEMS,
    name: 'DataItemService.RemoveDataItem',
    httpMethod: 'POST',
    paths: pathsOf(meta.remove),
    source: `${DOCS}/remove`,
    notes:
      'Assumed: 404 WDE0073 for a missing item, which the package turns into null. No conditions, no data hooks.',
    schema: RemoveRequest,
    run: removeDataItem,
  }),
  defineSchemaOperation({
    ...ITEMS,
    name: 'DataItemService.BulkRemoveDataItems',
    httpMethod: 'POST',
    paths: pathsOf(meta.bulkRemove),
    source: `${DOCS}/bulk-remove`,
    notes:
      'There are no references to clear. Assumed: more than 1000 ids, or none, are refused with 400.',
    schema: BulkRemoveRequest,
    run: bulkRemoveDataItems,
  }),
];
