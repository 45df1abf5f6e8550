// Emulates the writes of Wix Data's items: insert, update, remove and bulk remove. Not emulated: conditions, drafts, data
// hooks, and types of fields (a collection accepts any value).
import * as v from 'valibot';
import type { OperationContext } from '../core/context.ts';
import { isRecord } from '../core/validation/violations.ts';
import { notEmulated } from '../core/wix-error.ts';
import { createDataError, requireCollection, toScope } from './collections.ts';
import type { ItemScope } from './item-index.ts';
import { deleteItem, findItem, insertItem, replaceItem } from './item-store.ts';
import type { Item } from './query-items.ts';

/** The largest size of an item, in bytes of JSON. @see https://dev.wix.com/docs/develop-websites/articles/databases/wix-data/data-api/wix-data-quotas (assumed to be counted so) */
const MAX_ITEM_BYTES = 512 * 1024;
/** The most items of a bulk request. @see https://dev.wix.com/docs/sdk/backend-modules/data/items/bulk-remove */
const MAX_BULK_ITEMS = 1000;

const Name = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
/** The fields of every request. */
export const CommonFields = {
  dataCollectionId: Name,
  environment: v.exactOptional(v.picklist(['LIVE', 'SANDBOX', 'SANDBOX_PREFERRED'])),
  /** Ignored: the emulator runs no data hooks. */
  suppressHooks: v.exactOptional(v.boolean()),
};
const DataItem = v.object({
  id: v.exactOptional(v.unknown()),
  data: v.exactOptional(v.unknown()),
});

/** Request of Insert Data Item. */
export const InsertRequest = v.object({ ...CommonFields, dataItem: DataItem });
/** Request of Update Data Item. */
export const UpdateRequest = v.object({
  ...CommonFields,
  dataItem: DataItem,
  condition: v.exactOptional(v.unknown()),
});
/** Request of Remove Data Item. */
export const RemoveRequest = v.object({
  ...CommonFields,
  dataItemId: v.pipe(v.string(), v.minLength(1)),
  condition: v.exactOptional(v.unknown()),
});
/** Request of Bulk Remove Data Items. */
export const BulkRemoveRequest = v.object({
  ...CommonFields,
  dataItemIds: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(MAX_BULK_ITEMS)),
});

/** Inserts an item. @throws {WixApiError} 409 WDE0074 if the `_id` exists, 400 WDE0004 or WDE0075, 413 WDE0009 */
export function insertDataItem(
  context: OperationContext,
  request: v.InferOutput<typeof InsertRequest>,
) {
  requireCollection(context, request.dataCollectionId, 'insert');
  const scope = toScope(context, request);
  const sent = readData(request.dataItem);
  const _id = sent['_id'] ?? request.dataItem.id ?? context.id();
  if (typeof _id !== 'string' || _id === '') {
    throw createDataError(400, 'WDE0075', 'The _id of an item must be a non-empty string.');
  }
  const now = toDate(context);
  const item = {
    ...sent,
    _id,
    ...(context.identity ? { _owner: context.identity.id } : {}),
    _createdDate: sent['_createdDate'] ?? now,
    _updatedDate: now,
  };
  const document = toDocument(item);
  if (findItem(context, scope, _id)) {
    throw createDataError(409, 'WDE0074', `An item with _id [${_id}] already exists.`);
  }
  insertItem(context, scope, item, document);
  return { dataItem: toDataItem(scope, item) };
}

/**
 * Replaces an item: fields that the request leaves out are lost. `_createdDate` and `_owner` stay as they are (assumed
 * also if the request has other values), `_updatedDate` is set.
 * @throws {WixApiError} 404 WDE0073 if there is no such item, 400 WDE0007 without an `_id`, 400 WDE0004, 413 WDE0009
 */
export function updateDataItem(
  context: OperationContext,
  request: v.InferOutput<typeof UpdateRequest>,
) {
  requireCollection(context, request.dataCollectionId, 'update');
  refuseCondition(request.condition);
  const scope = toScope(context, request);
  const sent = readData(request.dataItem);
  const _id = sent['_id'] ?? request.dataItem.id;
  if (typeof _id !== 'string' || _id === '') {
    throw createDataError(
      400,
      'WDE0007',
      'Invalid update. Updated object must have an _id property that is a string.',
    );
  }
  const stored = findItem(context, scope, _id);
  if (!stored) {
    throw createMissingItemError(scope, _id);
  }
  const { _createdDate, _owner } = stored;
  const item = {
    ...sent,
    _id,
    ...(_owner === undefined ? {} : { _owner }),
    ...(_createdDate === undefined ? {} : { _createdDate }),
    _updatedDate: toDate(context),
  };
  replaceItem(context, scope, item, toDocument(item));
  return { dataItem: toDataItem(scope, item) };
}

/** Removes an item and returns it. @throws {WixApiError} 404 WDE0073 if there is no such item */
export function removeDataItem(
  context: OperationContext,
  request: v.InferOutput<typeof RemoveRequest>,
) {
  requireCollection(context, request.dataCollectionId, 'remove');
  refuseCondition(request.condition);
  const scope = toScope(context, request);
  const removed = deleteItem(context, scope, request.dataItemId);
  if (!removed) {
    throw createMissingItemError(scope, request.dataItemId);
  }
  return { dataItem: toDataItem(scope, removed) };
}

/** Removes items. A missing item is reported in its own result and does not fail the request. */
export function bulkRemoveDataItems(
  context: OperationContext,
  request: v.InferOutput<typeof BulkRemoveRequest>,
) {
  requireCollection(context, request.dataCollectionId, 'remove');
  const scope = toScope(context, request);
  const results = request.dataItemIds.map((id, originalIndex) => {
    const success = deleteItem(context, scope, id) !== undefined;
    const { code, description } = describeMissingItem(scope, id);
    const failure = success ? {} : { error: { code, description } };
    return { action: 'DELETE', itemMetadata: { id, originalIndex, success, ...failure } };
  });
  const totalSuccesses = results.filter(({ itemMetadata }) => itemMetadata.success).length;
  return {
    results,
    bulkActionMetadata: { totalSuccesses, totalFailures: results.length - totalSuccesses },
  };
}

/** Creates the error for an item that does not exist. */
export function createMissingItemError(scope: ItemScope, id: string) {
  return createDataError(404, 'WDE0073', describeMissingItem(scope, id).message);
}

/** Converts an item to the form of Wix's responses. */
export function toDataItem({ collection }: ItemScope, item: Item) {
  return { id: item._id, dataCollectionId: collection, data: item };
}

function describeMissingItem({ collection }: ItemScope, id: string) {
  const message = `Item [${id.slice(0, 140)}] does not exist in collection [${collection}].`;
  return { code: 'WDE0073', message, description: `WDE0073: ${message}` };
}

/** Reads the fields of a received item. @throws {WixApiError} 400 WDE0004 */
function readData({ data }: v.InferOutput<typeof DataItem>) {
  const sent: unknown = data === undefined ? undefined : JSON.parse(JSON.stringify(data));
  if (!isRecord(sent)) {
    throw createDataError(
      400,
      'WDE0004',
      'Failed to save the item. Items must be JavaScript objects.',
    );
  }
  return sent;
}

/** @throws {WixApiError} 413 WDE0009 */
function toDocument(item: Item): string {
  const document = JSON.stringify(item);
  if (Buffer.byteLength(document) > MAX_ITEM_BYTES) {
    throw createDataError(413, 'WDE0009', 'Document is too large.');
  }
  return document;
}

function toDate(context: OperationContext) {
  return { $date: context.now().toISOString() };
}

function refuseCondition(condition: unknown): void {
  if (condition !== undefined) {
    throw notEmulated('A write to Wix Data with a condition', 'Omit the condition.');
  }
}
