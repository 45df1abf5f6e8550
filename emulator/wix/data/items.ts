// Items of Wix Data: inserting, querying and removing them. Leaves out updates, other bulk calls, references, drafts and data hooks.
// Its folder `meta` has no file that Node finds by itself.
import * as meta from '@wix/wix-data-items-sdk/build/cjs/meta.js';
import * as v from 'valibot';
import { readDocument } from '../../database/documents.ts';
import type { Call } from '../core/context.ts';
import { describedByHand } from '../core/schema-operation.ts';
import type { Operation } from '../core/operation.ts';
import { isRecord } from '../core/validation/violations.ts';
import { notEmulated } from '../core/wix-error.ts';
import { dataError, environmentOf, requireCollection } from './collections.ts';
import { DataQuery, queryItems, type Item } from './query-items.ts';

/** An item's size at the most, in bytes of JSON. @see https://dev.wix.com/docs/develop-websites/articles/databases/wix-data/data-api/wix-data-quotas (assumed to be counted so) */
const MAX_ITEM_BYTES = 512 * 1024;

const Name = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
const Common = {
  dataCollectionId: Name,
  environment: v.exactOptional(v.picklist(['LIVE', 'SANDBOX', 'SANDBOX_PREFERRED'])),
  /** No hook of a site runs here, so there is none to leave out. */
  suppressHooks: v.exactOptional(v.boolean()),
};

const Insert = v.object({
  ...Common,
  dataItem: v.object({ id: v.exactOptional(v.unknown()), data: v.exactOptional(v.unknown()) }),
});

/** Items of a bulk call at the most. @see https://dev.wix.com/docs/sdk/backend-modules/data/items/bulk-remove */
const MAX_BULK_ITEMS = 1000;

const BulkRemove = v.object({
  ...Common,
  dataItemIds: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(MAX_BULK_ITEMS)),
});

const Query = v.object({
  ...Common,
  query: v.exactOptional(DataQuery),
  includeReferences: v.exactOptional(v.array(v.unknown())),
  /** Every read here is. */
  consistentRead: v.exactOptional(v.boolean()),
  returnTotalCount: v.exactOptional(v.boolean()),
  sortMode: v.exactOptional(v.string()),
});

function insert(
  call: Call,
  { dataCollectionId, environment, dataItem }: v.InferOutput<typeof Insert>,
) {
  requireCollection(call, dataCollectionId, 'insert');
  const item = toItem(call, dataItem);
  const document = JSON.stringify(item);
  if (Buffer.byteLength(document) > MAX_ITEM_BYTES) {
    throw dataError(413, 'WDE0009', 'Document is too large.');
  }
  const where = [dataCollectionId, environmentOf(call, environment), item._id] as const;
  const known = 'select 1 from data_items where collection = ? and environment = ? and id = ?';
  if (call.database.get(known, ...where)) {
    throw dataError(409, 'WDE0074', `An item with _id [${item._id}] already exists.`);
  }
  call.database.run(
    'insert into data_items (collection, environment, id, document) values (?, ?, ?, ?)',
    ...where,
    document,
  );
  return { dataItem: toDataItem(dataCollectionId, item) };
}

/** What is stored of an item: what was sent, and what Wix adds. */
function toItem(call: Call, { id, data }: v.InferOutput<typeof Insert>['dataItem']): Item {
  const sent: unknown = data === undefined ? undefined : JSON.parse(JSON.stringify(data));
  if (!isRecord(sent)) {
    throw dataError(400, 'WDE0004', 'Failed to save the item. Items must be JavaScript objects.');
  }
  const chosen = sent['_id'] ?? id ?? call.id();
  if (typeof chosen !== 'string' || chosen === '') {
    throw dataError(400, 'WDE0075', 'The _id of an item must be a text that is not empty.');
  }
  const now = { $date: call.now().toISOString() };
  return {
    ...sent,
    _id: chosen,
    ...(call.identity ? { _owner: call.identity.id } : {}),
    _createdDate: sent['_createdDate'] ?? now,
    _updatedDate: now,
  };
}

function query(call: Call, request: v.InferOutput<typeof Query>) {
  const { dataCollectionId, returnTotalCount } = request;
  if ((request.includeReferences ?? []).length > 0 || request.sortMode === 'RANDOM') {
    throw notEmulated('a query of Wix Data with references or in random order');
  }
  requireCollection(call, dataCollectionId, 'read');
  const rows = call.database.all<{ readonly document: string }>(
    'select document from data_items where collection = ? and environment = ? order by sequence',
    dataCollectionId,
    environmentOf(call, request.environment),
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

/** Removes items; those that are not there are told one by one, and are no error of the call. */
function bulkRemove(
  call: Call,
  { dataCollectionId, environment, dataItemIds }: v.InferOutput<typeof BulkRemove>,
) {
  requireCollection(call, dataCollectionId, 'remove');
  const where = [dataCollectionId, environmentOf(call, environment)] as const;
  const results = dataItemIds.map((id, originalIndex) => {
    const removed = call.database.get<{ readonly id: string }>(
      'delete from data_items where collection = ? and environment = ? and id = ? returning id',
      ...where,
      id,
    );
    const description = `WDE0073: Item [${id.slice(0, 140)}] does not exist in collection [${dataCollectionId}].`;
    const error = { code: 'WDE0073', description };
    return {
      action: 'DELETE',
      itemMetadata: {
        id,
        originalIndex,
        success: removed !== undefined,
        ...(removed ? {} : { error }),
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

const WHO = ['app', 'user', 'member', 'visitor'] as const;
/** Where items are, on the hosts that Wix's packages know. */
const HOSTS = ['www.wixapis.com', 'localhost'];
const PATHS = HOSTS.map((host) => meta.insert().getUrl({ host }));

/** The methods of Wix Data. The package's `/meta` has no queries and no limits: bodies and answers are those seen from @wix/data. */
export const DATA_OPERATIONS: readonly Operation[] = [
  describedByHand({
    api: 'data items',
    name: 'DataItemService.InsertDataItem',
    httpMethod: 'POST',
    paths: PATHS,
    who: WHO,
    grade: 'documented',
    source: 'https://dev.wix.com/docs/sdk/backend-modules/data/items/insert',
    notes: 'Collections come from the seed, with permissions Admin; no hooks.',
    schema: Insert,
    run: insert,
  }),
  describedByHand({
    api: 'data items',
    name: 'DataItemService.QueryDataItems',
    httpMethod: 'GET',
    paths: PATHS.map((path) => `${path}/query`),
    who: WHO,
    grade: 'documented',
    source: 'https://dev.wix.com/docs/sdk/backend-modules/data/items/query',
    notes:
      'Offset paging; every read is consistent. What the query language lacks answers 400 WDE0075 (assumed).',
    schema: Query,
    run: query,
  }),
  describedByHand({
    api: 'data items',
    name: 'DataItemService.BulkRemoveDataItems',
    httpMethod: 'POST',
    paths: HOSTS.map((host) => meta.bulkRemove().getUrl({ host })),
    who: WHO,
    grade: 'documented',
    source: 'https://dev.wix.com/docs/sdk/backend-modules/data/items/bulk-remove',
    notes:
      'No references to clear; what refuses more than 1000 ids, or none, answers 400 (assumed).',
    schema: BulkRemove,
    run: bulkRemove,
  }),
];
