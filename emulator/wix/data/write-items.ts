// Emulates how Wix Data writes an item: insert, update, save and remove. Not emulated: drafts, single-item collections,
// and types of fields (a collection accepts any value).
import type { OperationContext } from '../core/context.ts';
import { isRecord } from '../core/validation/violations.ts';
import { createDataError, createDeniedError, readSchema } from './collections.ts';
import type { ItemScope } from './item-index.ts';
import { deleteItem, findItem, insertItem, replaceItem } from './item-store.ts';
import { mayUse, type AllowedScope } from './permissions.ts';
import type { Item } from './query-items.ts';
import { deleteReferencesOf, separateReferences, setReferences } from './reference-store.ts';

/** The largest size of an item, in bytes of JSON. @see https://dev.wix.com/docs/develop-websites/articles/databases/wix-data/data-api/wix-data-quotas (assumed to be counted so) */
const MAX_ITEM_BYTES = 512 * 1024;

/** How an item is written. */
export interface WriteOptions {
  /** The owner of an inserted item; the caller by default. */
  readonly owner?: string | undefined;
  /** Whether fields with multiple references are stored. Otherwise they are ignored. */
  readonly savesReferences?: boolean;
}

/** An item as a request has it. */
export interface SentItem {
  readonly id?: unknown;
  readonly data?: unknown;
}

/** Inserts an item. @throws {WixApiError} 409 WDE0074 if the `_id` exists, 400 WDE0004 or WDE0075, 413 WDE0009 */
export function writeNew(
  context: OperationContext,
  { scope }: AllowedScope,
  dataItem: SentItem,
  { owner = context.identity?.id, savesReferences = false }: WriteOptions = {},
): Item {
  const { sent, references } = readItem(context, scope, dataItem);
  const _id = sent['_id'] ?? dataItem.id ?? context.id();
  if (typeof _id !== 'string' || _id === '') {
    throw createDataError(400, 'WDE0075', 'The _id of an item must be a non-empty string.');
  }
  const now = toDate(context);
  const item = {
    ...sent,
    _id,
    ...(owner === undefined ? {} : { _owner: owner }),
    _createdDate: sent['_createdDate'] ?? now,
    _updatedDate: now,
  };
  const document = toDocument(item);
  if (findItem(context, scope, _id)) {
    throw createDataError(409, 'WDE0074', `An item with _id [${_id}] already exists.`);
  }
  insertItem(context, scope, item, document);
  if (savesReferences) setReferences(context, scope, _id, references);
  return item;
}

/**
 * Replaces an item: fields that the request leaves out are lost. `_createdDate` and `_owner` stay as they are (assumed
 * also if the request has other values), `_updatedDate` is set.
 * @throws {WixApiError} 404 WDE0073 if there is no such item, 403 WDE0027 if only its author may change it, 400 WDE0007
 *   without an `_id`, 400 WDE0004, 413 WDE0009
 */
export function writeExisting(
  context: OperationContext,
  { scope, access }: AllowedScope,
  dataItem: SentItem,
  { savesReferences = false }: WriteOptions = {},
): Item {
  const { sent, references } = readItem(context, scope, dataItem);
  const _id = sent['_id'] ?? dataItem.id;
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
  if (!mayUse(access, stored)) {
    throw createDeniedError(scope.collection, 'update');
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
  if (savesReferences) setReferences(context, scope, _id, references);
  return item;
}

/**
 * Removes an item and the references to and from it, and returns it.
 * @throws {WixApiError} 404 WDE0073 if there is no such item, 403 WDE0027 if only its author may remove it
 */
export function removeExisting(
  context: OperationContext,
  { scope, access }: AllowedScope,
  id: string,
): Item {
  const stored = findItem(context, scope, id);
  if (!stored) {
    throw createMissingItemError(scope, id);
  }
  if (!mayUse(access, stored)) {
    throw createDeniedError(scope.collection, 'remove');
  }
  deleteItem(context, scope, id);
  deleteReferencesOf(context, scope, id);
  return stored;
}

/** Returns whether the item of a request exists: then Save Data Item updates, otherwise it inserts. */
export function isStored(
  context: OperationContext,
  scope: ItemScope,
  { id, data }: SentItem,
): boolean {
  const _id = (isRecord(data) ? data['_id'] : undefined) ?? id;
  return typeof _id === 'string' && findItem(context, scope, _id) !== undefined;
}

/** Creates the error for an item that does not exist. */
export function createMissingItemError({ collection }: ItemScope, id: string) {
  const message = `Item [${id.slice(0, 140)}] does not exist in collection [${collection}].`;
  return createDataError(404, 'WDE0073', message);
}

/** Converts an item to the form of Wix's responses. */
export function toDataItem({ collection }: ItemScope, item: Item) {
  return { id: item._id, dataCollectionId: collection, data: item };
}

/** Reads the fields of a received item, without those with multiple references. @throws {WixApiError} 400 WDE0004 */
function readItem(context: OperationContext, { collection }: ItemScope, { data }: SentItem) {
  const sent: unknown = data === undefined ? undefined : JSON.parse(JSON.stringify(data));
  if (!isRecord(sent)) {
    throw createDataError(
      400,
      'WDE0004',
      'Failed to save the item. Items must be JavaScript objects.',
    );
  }
  return separateReferences(readSchema(context, collection).fields, sent);
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
