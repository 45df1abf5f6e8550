// Emulates Wix Data's items: the list of operations. Not emulated: patch, search, drafts, pipelines, jobs.
// The `/meta` entry of the package does not resolve in Node, so its file is imported directly.
import * as meta from '@wix/wix-data-items-sdk/build/cjs/meta.js';
import { defineSchemaOperation } from '../core/schema-operation.ts';
import type { Operation, OperationMeta } from '../core/operation.ts';
import { AggregateRequest, aggregateDataItems } from './aggregate-items.ts';
import { DistinctRequest, queryDistinctValues } from './distinct-values.ts';
import {
  countDataItems,
  CountRequest,
  getDataItem,
  GetRequest,
  queryDataItems,
  QueryRequest,
} from './read-items.ts';
import {
  insertReferences,
  isReferenced,
  IsReferencedRequest,
  queryReferenced,
  QueryReferencedRequest,
  ReferencesRequest,
  removeReferences,
  replaceReferences,
  ReplaceReferencesRequest,
} from './reference-operations.ts';
import {
  bulkInsertDataItems,
  bulkRemoveDataItems,
  BulkRemoveRequest,
  bulkSaveDataItems,
  bulkUpdateDataItems,
  BulkWriteRequest,
  insertDataItem,
  removeDataItem,
  RemoveRequest,
  saveDataItem,
  truncateDataItems,
  TruncateRequest,
  updateDataItem,
  WriteRequest,
} from './write-operations.ts';

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

/** Paths of operations that the package's `/meta` does not describe. */
const pathsBelow = (end: string): readonly string[] => PATHS.map((path) => `${path}/${end}`);
const BULK_PATHS = pathsOf(meta.bulkInsert).map((path) => path.replace(/\/insert$/, ''));

/** The emulated operations of Wix Data. The package's `/meta` has no queries and no limits; both follow what @wix/data sends. */
export const DATA_OPERATIONS: readonly Operation[] = [
  defineSchemaOperation({
    ...ITEMS,
    name: 'DataItemService.InsertDataItem',
    httpMethod: 'POST',
    paths: PATHS,
    source: `${DOCS}/insert`,
    notes: 'Seen: 409 for an existing _id.',
    schema: WriteRequest,
    run: insertDataItem,
  }),
  defineSchemaOperation({
    ...ITEMS,
    name: 'DataItemService.UpdateDataItem',
    httpMethod: 'POST',
    paths: pathsOf(meta.update),
    source: `${DOCS}/update`,
    notes:
      'Seen: 404 WDE0073 for a missing item. Assumed: _createdDate and _owner cannot be changed. No conditions.',
    schema: WriteRequest,
    run: updateDataItem,
  }),
  defineSchemaOperation({
    ...ITEMS,
    name: 'DataItemService.SaveDataItem',
    httpMethod: 'POST',
    paths: pathsOf(meta.save),
    source: `${DOCS}/save`,
    notes: 'An insert or an update, with the permission of what it does.',
    schema: WriteRequest,
    run: saveDataItem,
  }),
  defineSchemaOperation({
    ...ITEMS,
    name: 'DataItemService.QueryDataItems',
    httpMethod: 'GET',
    // The package sends the request by POST if the address is longer than 2,048 characters.
    isAlsoPost: true,
    paths: pathsBelow('query'),
    source: `${DOCS}/query`,
    notes:
      'Offset paging; every read is consistent, unless a fault is injected. Assumed: an unsupported query is refused with 400 WDE0075; a referenced item that the caller may not read is left out.',
    schema: QueryRequest,
    run: queryDataItems,
  }),
  defineSchemaOperation({
    ...ITEMS,
    name: 'DataItemService.CountDataItems',
    httpMethod: 'POST',
    paths: pathsBelow('count'),
    source: `${DOCS}/query`,
    notes: 'The count() of a query.',
    schema: CountRequest,
    run: countDataItems,
  }),
  defineSchemaOperation({
    ...ITEMS,
    name: 'DataItemService.QueryDistinctValues',
    httpMethod: 'POST',
    paths: pathsBelow('query-distinct-values'),
    source: `${DOCS}/wix-data-query/distinct`,
    notes: 'The distinct() of a query. Assumed: the values of lists one by one.',
    schema: DistinctRequest,
    run: queryDistinctValues,
  }),
  defineSchemaOperation({
    ...ITEMS,
    name: 'DataItemService.AggregateDataItems',
    httpMethod: 'POST',
    paths: pathsBelow('aggregate'),
    source: `${DOCS}/aggregate`,
    notes: 'Assumed: values that are no numbers count neither in a sum nor in an average.',
    schema: AggregateRequest,
    run: aggregateDataItems,
  }),
  defineSchemaOperation({
    ...ITEMS,
    name: 'DataItemService.QueryReferencedDataItems',
    httpMethod: 'POST',
    paths: pathsBelow('query-referenced'),
    source: `${DOCS}/query-referenced`,
    notes: 'From one item. Assumed: in the order in which the references were added.',
    schema: QueryReferencedRequest,
    run: queryReferenced,
  }),
  defineSchemaOperation({
    ...ITEMS,
    name: 'DataItemService.IsReferencedDataItem',
    httpMethod: 'POST',
    paths: pathsOf(meta.isReferenced),
    source: `${DOCS}/is-referenced`,
    schema: IsReferencedRequest,
    run: isReferenced,
  }),
  defineSchemaOperation({
    ...ITEMS,
    name: 'DataItemService.BulkInsertDataItemReferences',
    httpMethod: 'POST',
    paths: BULK_PATHS.map((path) => `${path}/insert-references`),
    source: `${DOCS}/insert-reference`,
    notes: 'Assumed: needs the permission to update; a reference that exists stays.',
    schema: ReferencesRequest,
    run: insertReferences,
  }),
  defineSchemaOperation({
    ...ITEMS,
    name: 'DataItemService.BulkRemoveDataItemReferences',
    httpMethod: 'POST',
    paths: pathsOf(meta.removeReference),
    source: `${DOCS}/remove-reference`,
    notes: 'Assumed: needs the permission to update; a missing reference is ignored.',
    schema: ReferencesRequest,
    run: removeReferences,
  }),
  defineSchemaOperation({
    ...ITEMS,
    name: 'DataItemService.ReplaceDataItemReferences',
    httpMethod: 'POST',
    paths: pathsOf(meta.replaceReferences),
    source: `${DOCS}/replace-references`,
    notes: 'Assumed: needs the permission to update.',
    schema: ReplaceReferencesRequest,
    run: replaceReferences,
  }),
  // After the query: the path of an item would match it, too.
  defineSchemaOperation({
    ...ITEMS,
    name: 'DataItemService.GetDataItem',
    httpMethod: 'GET',
    // The package sends included references as JSON.
    isAlsoPost: true,
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
      'Assumed: 404 WDE0073 for a missing item, which the package turns into null. No conditions.',
    schema: RemoveRequest,
    run: removeDataItem,
  }),
  defineSchemaOperation({
    ...ITEMS,
    name: 'DataItemService.TruncateDataItems',
    httpMethod: 'POST',
    paths: pathsOf(meta.truncate),
    source: `${DOCS}/truncate`,
    notes: 'For the site owner and the code of the site only.',
    schema: TruncateRequest,
    run: truncateDataItems,
  }),
  defineSchemaOperation({
    ...ITEMS,
    name: 'DataItemService.BulkInsertDataItems',
    httpMethod: 'POST',
    paths: pathsOf(meta.bulkInsert),
    source: `${DOCS}/bulk-insert`,
    notes: 'Assumed: more than 1000 items, or none, are refused with 400.',
    schema: BulkWriteRequest,
    run: bulkInsertDataItems,
  }),
  defineSchemaOperation({
    ...ITEMS,
    name: 'DataItemService.BulkUpdateDataItems',
    httpMethod: 'POST',
    paths: pathsOf(meta.bulkUpdate),
    source: `${DOCS}/bulk-update`,
    notes: 'Assumed: more than 1000 items, or none, are refused with 400. No conditions.',
    schema: BulkWriteRequest,
    run: bulkUpdateDataItems,
  }),
  defineSchemaOperation({
    ...ITEMS,
    name: 'DataItemService.BulkSaveDataItems',
    httpMethod: 'POST',
    paths: pathsOf(meta.bulkSave),
    source: `${DOCS}/bulk-save`,
    notes: 'Assumed: more than 1000 items, or none, are refused with 400.',
    schema: BulkWriteRequest,
    run: bulkSaveDataItems,
  }),
  defineSchemaOperation({
    ...ITEMS,
    name: 'DataItemService.BulkRemoveDataItems',
    httpMethod: 'POST',
    paths: pathsOf(meta.bulkRemove),
    source: `${DOCS}/bulk-remove`,
    notes: 'Assumed: more than 1000 ids, or none, are refused with 400.',
    schema: BulkRemoveRequest,
    run: bulkRemoveDataItems,
  }),
];
