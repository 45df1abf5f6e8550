// Emulates the write operations of Wix Data's items. Not emulated: patch, writes with a condition, writes by a filter,
// included references in the answer of a write.
import * as v from 'valibot';
import type { OperationContext } from '../core/context.ts';
import { notEmulated } from '../core/wix-error.ts';
import { removeOneOfMany, truncate, writeEach, type BulkWriteResponse } from './bulk-writes.ts';
import { toScope } from './collections.ts';
import type { AllowedScope } from './permissions.ts';
import {
  CommonFields,
  MAX_BULK_ITEMS,
  requireScope,
  type CollectionRequest,
} from './request-fields.ts';
import {
  isStored,
  removeExisting,
  toDataItem,
  writeExisting,
  writeNew,
  type SentItem,
  type WriteOptions,
} from './write-items.ts';

const DataItem = v.object({
  id: v.exactOptional(v.unknown()),
  data: v.exactOptional(v.unknown()),
});
const WriteFields = {
  ...CommonFields,
  condition: v.exactOptional(v.unknown()),
  includeReferencedItems: v.exactOptional(v.unknown()),
  saveReferences: v.exactOptional(v.nullish(v.boolean())),
};
/** Request of Insert, Update and Save Data Item. */
export const WriteRequest = v.object({ ...WriteFields, dataItem: DataItem });
/** Request of Bulk Insert, Bulk Update and Bulk Save Data Items. */
export const BulkWriteRequest = v.object({
  ...WriteFields,
  dataItems: v.pipe(v.array(DataItem), v.minLength(1), v.maxLength(MAX_BULK_ITEMS)),
  returnEntity: v.exactOptional(v.nullish(v.boolean())),
});
/** Request of Remove Data Item. */
export const RemoveRequest = v.object({
  ...WriteFields,
  dataItemId: v.pipe(v.string(), v.minLength(1)),
});
/** Request of Bulk Remove Data Items. */
export const BulkRemoveRequest = v.object({
  ...WriteFields,
  dataItemIds: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(MAX_BULK_ITEMS)),
});
/** Request of Truncate Data Items. */
export const TruncateRequest = v.object(WriteFields);

type Write = v.InferOutput<typeof WriteRequest>;
type BulkWrite = v.InferOutput<typeof BulkWriteRequest>;

/** Inserts an item. */
export function insertDataItem(context: OperationContext, request: Write) {
  const options = readOptions(context, request);
  const allowed = requireScope(context, request, 'insert');
  const item = writeNew(context, allowed, request.dataItem, options);
  return { dataItem: toDataItem(allowed.scope, item) };
}

/** Replaces an item. */
export function updateDataItem(context: OperationContext, request: Write) {
  const options = readOptions(context, request);
  const allowed = requireScope(context, request, 'update');
  const item = writeExisting(context, allowed, request.dataItem, options);
  return { dataItem: toDataItem(allowed.scope, item) };
}

/** Replaces an item, or inserts it if there is none with its `_id`. */
export function saveDataItem(context: OperationContext, request: Write) {
  const options = readOptions(context, request);
  const { allowed } = requireSaveScope(context, request, request.dataItem);
  const { action, item } = saveOne(context, request, request.dataItem, options);
  return { action, dataItem: toDataItem(allowed.scope, item) };
}

function saveOne(
  context: OperationContext,
  request: CollectionRequest,
  sent: SentItem,
  options: WriteOptions,
) {
  const { action, allowed } = requireSaveScope(context, request, sent);
  const write = action === 'UPDATE' ? writeExisting : writeNew;
  return { action, item: write(context, allowed, sent, options) };
}

/** Returns whether a save updates or inserts, and what the caller may use for it. @throws {WixApiError} 403 WDE0027 */
function requireSaveScope(
  context: OperationContext,
  request: CollectionRequest,
  sent: SentItem,
): { readonly action: 'INSERT' | 'UPDATE'; readonly allowed: AllowedScope } {
  return isStored(context, toScope(context, request), sent)
    ? { action: 'UPDATE', allowed: requireScope(context, request, 'update') }
    : { action: 'INSERT', allowed: requireScope(context, request, 'insert') };
}

/** Removes an item and returns it. */
export function removeDataItem(
  context: OperationContext,
  request: v.InferOutput<typeof RemoveRequest>,
) {
  readOptions(context, request);
  const allowed = requireScope(context, request, 'remove');
  return {
    dataItem: toDataItem(allowed.scope, removeExisting(context, allowed, request.dataItemId)),
  };
}

/** Inserts items. One with an existing `_id` is reported in its own result. */
export function bulkInsertDataItems(
  context: OperationContext,
  request: BulkWrite,
): BulkWriteResponse {
  const options = readOptions(context, request);
  const allowed = requireScope(context, request, 'insert');
  return writeEach(allowed.scope, request.dataItems, request.returnEntity === true, (sent) => ({
    action: 'INSERT',
    item: writeNew(context, allowed, sent, options),
  }));
}

/** Replaces items. A missing one is reported in its own result. */
export function bulkUpdateDataItems(
  context: OperationContext,
  request: BulkWrite,
): BulkWriteResponse {
  const options = readOptions(context, request);
  const allowed = requireScope(context, request, 'update');
  return writeEach(allowed.scope, request.dataItems, request.returnEntity === true, (sent) => ({
    action: 'UPDATE',
    item: writeExisting(context, allowed, sent, options),
  }));
}

/** Replaces or inserts items. */
export function bulkSaveDataItems(
  context: OperationContext,
  request: BulkWrite,
): BulkWriteResponse {
  const options = readOptions(context, request);
  // Refuses the whole request, before anything is written, if the caller lacks a permission that an item needs.
  for (const sent of request.dataItems) requireSaveScope(context, request, sent);
  return writeEach(
    toScope(context, request),
    request.dataItems,
    request.returnEntity === true,
    (sent) => saveOne(context, request, sent, options),
  );
}

/** Removes items. A missing item is reported in its own result and does not fail the request. */
export function bulkRemoveDataItems(
  context: OperationContext,
  request: v.InferOutput<typeof BulkRemoveRequest>,
): BulkWriteResponse {
  readOptions(context, request);
  const allowed = requireScope(context, request, 'remove');
  return writeEach(allowed.scope, request.dataItemIds, false, (id) =>
    removeOneOfMany(context, allowed, id),
  );
}

/** Removes all items of a collection. */
export function truncateDataItems(
  context: OperationContext,
  request: v.InferOutput<typeof TruncateRequest>,
) {
  readOptions(context, request);
  truncate(context, requireScope(context, request, 'remove'));
  return {};
}

/**
 * Reads what the requests of writes have in common. Only the site's own code names the owner; what a visitor or member sends is
 * ignored.
 * @throws {WixApiError} 501 NOT_EMULATED
 */
function readOptions(
  { identity }: OperationContext,
  {
    condition,
    includeReferencedItems,
    appOptions,
    saveReferences,
  }: Pick<Write, 'condition' | 'includeReferencedItems' | 'appOptions' | 'saveReferences'>,
): WriteOptions {
  if (condition !== undefined) {
    throw notEmulated('A write to Wix Data with a condition', 'Omit the condition.');
  }
  if (Array.isArray(includeReferencedItems) && includeReferencedItems.length > 0) {
    throw notEmulated('A write to Wix Data with includeReferences', 'Use a query with include().');
  }
  return {
    owner: identity?.kind === 'app' ? appOptions?.veloCaller : undefined,
    savesReferences: saveReferences === true,
  };
}
