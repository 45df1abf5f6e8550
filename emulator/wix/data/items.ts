// Emulates Wix Data's items: insert, query and bulk remove. Not emulated: updates, other bulk operations,
// references, drafts, data hooks.
// The `/meta` entry of the package does not resolve in Node, so its file is imported directly.
import * as meta from '@wix/wix-data-items-sdk/build/cjs/meta.js';
import * as v from 'valibot';
import { readDocument } from '../../database/documents.ts';
import type { OperationContext } from '../core/context.ts';
import { defineSchemaOperation } from '../core/schema-operation.ts';
import type { Operation } from '../core/operation.ts';
import { isRecord } from '../core/validation/violations.ts';
import { notEmulated } from '../core/wix-error.ts';
import { createDataError, resolveEnvironment, requireCollection } from './collections.ts';
import { DataQuery, queryItems, type Item } from './query-items.ts';

/** The largest size of an item, in bytes of JSON. @see https://dev.wix.com/docs/develop-websites/articles/databases/wix-data/data-api/wix-data-quotas (assumed to be counted so) */
const MAX_ITEM_BYTES = 512 * 1024;

const Name = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
const Common = {
  dataCollectionId: Name,
  environment: v.exactOptional(v.picklist(['LIVE', 'SANDBOX', 'SANDBOX_PREFERRED'])),
  /** Ignored: the emulator runs no data hooks. */
  suppressHooks: v.exactOptional(v.boolean()),
};

const Insert = v.object({
  ...Common,
  dataItem: v.object({ id: v.exactOptional(v.unknown()), data: v.exactOptional(v.unknown()) }),
});

/** The most items of a bulk request. @see https://dev.wix.com/docs/sdk/backend-modules/data/items/bulk-remove */
const MAX_BULK_ITEMS = 1000;

const BulkRemove = v.object({
  ...Common,
  dataItemIds: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(MAX_BULK_ITEMS)),
});

const Query = v.object({
  ...Common,
  query: v.exactOptional(DataQuery),
  includeReferences: v.exactOptional(v.array(v.unknown())),
  /** Ignored: reads are always consistent. */
  consistentRead: v.exactOptional(v.boolean()),
  returnTotalCount: v.exactOptional(v.boolean()),
  sortMode: v.exactOptional(v.string()),
});

function insertItem(
  context: OperationContext,
  { dataCollectionId, environment, dataItem }: v.InferOutput<typeof Insert>,
) {
  requireCollection(context, dataCollectionId, 'insert');
  const item = toItem(context, dataItem);
  const document = JSON.stringify(item);
  if (Buffer.byteLength(document) > MAX_ITEM_BYTES) {
    throw createDataError(413, 'WDE0009', 'Document is too large.');
  }
  const where = [dataCollectionId, resolveEnvironment(context, environment), item._id] as const;
  const known = 'select 1 from data_items where collection = ? and environment = ? and id = ?';
  if (context.database.get(known, ...where)) {
    throw createDataError(409, 'WDE0074', `An item with _id [${item._id}] already exists.`);
  }
  context.database.run(
    'insert into data_items (collection, environment, id, document) values (?, ?, ?, ?)',
    ...where,
    document,
  );
  return { dataItem: toDataItem(dataCollectionId, item) };
}

/** Returns the item to store: the received fields and those that Wix sets. */
function toItem(
  context: OperationContext,
  { id, data }: v.InferOutput<typeof Insert>['dataItem'],
): Item {
  const sent: unknown = data === undefined ? undefined : JSON.parse(JSON.stringify(data));
  if (!isRecord(sent)) {
    throw createDataError(
      400,
      'WDE0004',
      'Failed to save the item. Items must be JavaScript objects.',
    );
  }
  const chosen = sent['_id'] ?? id ?? context.id();
  if (typeof chosen !== 'string' || chosen === '') {
    throw createDataError(400, 'WDE0075', 'The _id of an item must be a non-empty string.');
  }
  const now = { $date: context.now().toISOString() };
  return {
    ...sent,
    _id: chosen,
    ...(context.identity ? { _owner: context.identity.id } : {}),
    _createdDate: sent['_createdDate'] ?? now,
    _updatedDate: now,
  };
}

function queryCollection(context: OperationContext, request: v.InferOutput<typeof Query>) {
  const { dataCollectionId, returnTotalCount } = request;
  if ((request.includeReferences ?? []).length > 0 || request.sortMode === 'RANDOM') {
    throw notEmulated(
      'A query of Wix Data with references or in random order',
      'Omit includeReferences and sortMode.',
    );
  }
  requireCollection(context, dataCollectionId, 'read');
  const rows = context.database.all<{ readonly document: string }>(
    'select document from data_items where collection = ? and environment = ? order by sequence',
    dataCollectionId,
    resolveEnvironment(context, request.environment),
  );
  const { items, offset, total } = queryItems(
    rows.map(({ document }) => readDocument<Item>(document)),
    request.query ?? {},
  );
  return {
    dataItems: items.map((item) => toDataItem(dataCollectionId, item)),
    pagingMetadata: {
      count: items.length,
      offset,
      ...(returnTotalCount ? { total } : {}),
      tooManyToCount: false,
      hasNext: offset + items.length < total,
    },
  };
}

/** Removes items. A missing item is reported in its own result and does not fail the request. */
function bulkRemoveItems(
  context: OperationContext,
  { dataCollectionId, environment, dataItemIds }: v.InferOutput<typeof BulkRemove>,
) {
  requireCollection(context, dataCollectionId, 'remove');
  const where = [dataCollectionId, resolveEnvironment(context, environment)] as const;
  const results = dataItemIds.map((id, originalIndex) => {
    const found = context.database.get(
      'select 1 from data_items where collection = ? and environment = ? and id = ?',
      ...where,
      id,
    );
    if (found) {
      context.database.run(
        'delete from data_items where collection = ? and environment = ? and id = ?',
        ...where,
        id,
      );
    }
    const description = `WDE0073: Item [${id.slice(0, 140)}] does not exist in collection [${dataCollectionId}].`;
    const error = { code: 'WDE0073', description };
    return {
      action: 'DELETE',
      itemMetadata: {
        id,
        originalIndex,
        success: found !== undefined,
        ...(found ? {} : { error }),
      },
    };
  });
  const totalSuccesses = results.filter(({ itemMetadata }) => itemMetadata.success).length;
  return {
    results,
    bulkActionMetadata: { totalSuccesses, totalFailures: results.length - totalSuccesses },
  };
}

function toDataItem(dataCollectionId: string, item: Item) {
  return { id: item._id, dataCollectionId, data: item };
}

const CALLERS = ['app', 'user', 'member', 'visitor'] as const;
/** The hosts for which the package's `getUrl` returns different paths. */
const HOSTS = ['www.wixapis.com', 'localhost'];
const PATHS = HOSTS.map((host) => meta.insert().getUrl({ host }));

/** The emulated operations of Wix Data. The package's `/meta` has no queries and no limits; both follow what @wix/data sends. */
export const DATA_OPERATIONS: readonly Operation[] = [
  defineSchemaOperation({
    api: 'data items',
    name: 'DataItemService.InsertDataItem',
    httpMethod: 'POST',
    paths: PATHS,
    callers: CALLERS,
    grade: 'documented',
    source: 'https://dev.wix.com/docs/sdk/backend-modules/data/items/insert',
    notes: 'Collections come from the seed, with the permission Admin. No data hooks.',
    schema: Insert,
    run: insertItem,
  }),
  defineSchemaOperation({
    api: 'data items',
    name: 'DataItemService.QueryDataItems',
    httpMethod: 'GET',
    paths: PATHS.map((path) => `${path}/query`),
    callers: CALLERS,
    grade: 'documented',
    source: 'https://dev.wix.com/docs/sdk/backend-modules/data/items/query',
    notes:
      'Offset paging; every read is consistent. Assumed: an unsupported query is refused with 400 WDE0075.',
    schema: Query,
    run: queryCollection,
  }),
  defineSchemaOperation({
    api: 'data items',
    name: 'DataItemService.BulkRemoveDataItems',
    httpMethod: 'POST',
    paths: HOSTS.map((host) => meta.bulkRemove().getUrl({ host })),
    callers: CALLERS,
    grade: 'documented',
    source: 'https://dev.wix.com/docs/sdk/backend-modules/data/items/bulk-remove',
    notes:
      'There are no references to clear. Assumed: more than 1000 ids, or none, are refused with 400.',
    schema: BulkRemove,
    run: bulkRemoveItems,
  }),
];
