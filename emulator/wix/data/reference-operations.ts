// Emulates the operations on references of Wix Data's items: insert, replace, remove, is referenced, query referenced.
// Not emulated: references that both collections have a field for, and queries from several items at once.
import * as v from 'valibot';
import type { OperationContext } from '../core/context.ts';
import { notEmulated } from '../core/wix-error.ts';
import { createDataError, createDeniedError } from './collections.ts';
import { requireReferenceField } from './include-references.ts';
import { findItem } from './item-store.ts';
import { mayUse, type AllowedScope } from './permissions.ts';
import { readPage, type Item } from './query-items.ts';
import {
  addReference,
  listReferenced,
  removeReference,
  setReferences,
  type ReferenceField,
} from './reference-store.ts';
import {
  CommonFields,
  MAX_BULK_ITEMS,
  Name,
  Paging,
  ReadFields,
  refuseCursor,
  requireScope,
  toPagingMetadata,
  type CollectionRequest,
} from './request-fields.ts';
import { createMissingItemError, toDataItem } from './write-items.ts';

const DataItemReference = v.object({
  referringItemFieldName: Name,
  referringItemId: Name,
  referencedItemId: Name,
});
/** Request of Bulk Insert and Bulk Remove Data Item References. */
export const ReferencesRequest = v.object({
  ...CommonFields,
  dataItemReferences: v.pipe(
    v.array(DataItemReference),
    v.minLength(1),
    v.maxLength(MAX_BULK_ITEMS),
  ),
});
/** Request of Replace Data Item References. */
export const ReplaceReferencesRequest = v.object({
  ...CommonFields,
  referringItemFieldName: Name,
  referringItemId: Name,
  newReferencedItemIds: v.pipe(v.array(Name), v.maxLength(MAX_BULK_ITEMS)),
});
/** Request of Is Referenced Data Item. */
export const IsReferencedRequest = v.object({ ...ReadFields, ...DataItemReference.entries });
/** Request of Query Referenced Data Items. */
export const QueryReferencedRequest = v.object({
  ...ReadFields,
  referringItemId: v.exactOptional(Name),
  referringItemIds: v.exactOptional(v.unknown()),
  referringItemFieldName: Name,
  order: v.exactOptional(v.picklist(['ASC', 'DESC'])),
  fields: v.exactOptional(v.nullish(v.array(Name))),
  paging: v.exactOptional(Paging),
  cursorPaging: v.exactOptional(v.unknown()),
  returnTotalCount: v.exactOptional(v.nullish(v.boolean())),
});

/** Adds references. One that exists stays as it is (assumed). */
export function insertReferences(
  context: OperationContext,
  request: v.InferOutput<typeof ReferencesRequest>,
) {
  return changeEach(context, request, 'INSERT', addReference);
}

/** Removes references. One that does not exist is ignored (assumed). */
export function removeReferences(
  context: OperationContext,
  request: v.InferOutput<typeof ReferencesRequest>,
) {
  return changeEach(context, request, 'DELETE', removeReference);
}

function changeEach(
  context: OperationContext,
  request: v.InferOutput<typeof ReferencesRequest>,
  action: 'INSERT' | 'DELETE',
  change: typeof addReference,
) {
  const allowed = requireScope(context, request, 'update');
  const results = request.dataItemReferences.map((reference, originalIndex) => {
    const { referringItemFieldName: field, referringItemId: item, referencedItemId } = reference;
    requireMultiple(requireReferenceField(context, request.dataCollectionId, field));
    requireReferring(context, allowed, item, 'update');
    change(context, allowed.scope, { field, item, referenced: referencedItemId });
    return { action, referenceMetadata: { originalIndex, success: true } };
  });
  const bulkActionMetadata = { totalSuccesses: results.length, totalFailures: 0 };
  return { results, bulkActionMetadata };
}

/** Replaces all references of a field of an item. */
export function replaceReferences(
  context: OperationContext,
  request: v.InferOutput<typeof ReplaceReferencesRequest>,
) {
  const { referringItemFieldName: field, referringItemId, newReferencedItemIds } = request;
  const allowed = requireScope(context, request, 'update');
  requireMultiple(requireReferenceField(context, request.dataCollectionId, field));
  requireReferring(context, allowed, referringItemId, 'update');
  const references = new Map([[field, [...newReferencedItemIds]]]);
  setReferences(context, allowed.scope, referringItemId, references);
  return {};
}

/** Returns whether a field of an item refers to another item. */
export function isReferenced(
  context: OperationContext,
  request: v.InferOutput<typeof IsReferencedRequest>,
) {
  const { referencedItemId } = request;
  const { ids } = readReferences(context, request, request.referringItemId);
  return { isReferenced: ids.includes(referencedItemId) };
}

/**
 * Lists the items that a field of an item refers to, in the order in which they were added (assumed). Items that do not
 * exist any more, or that the caller may not read, are left out.
 */
export function queryReferenced(
  context: OperationContext,
  request: v.InferOutput<typeof QueryReferencedRequest>,
) {
  refuseCursor(request.cursorPaging);
  const { referringItemId, order, fields } = request;
  if (referringItemId === undefined) {
    throw notEmulated('A query of what several items refer to', 'Use referringItemId.');
  }
  if ((fields ?? []).length > 0) {
    throw notEmulated('A query of referenced items with fields', 'Omit fields.');
  }
  const { ids, field } = readReferences(context, request, referringItemId);
  const { environment } = request;
  const target = requireScope(
    context,
    {
      dataCollectionId: field.referencedCollection,
      ...(environment === undefined ? {} : { environment }),
    },
    'read',
  );
  const found = ids.flatMap((id): readonly Item[] => {
    const item = findItem(context, target.scope, id);
    return item && mayUse(target.access, item) ? [item] : [];
  });
  const items = order === 'DESC' ? found.toReversed() : found;
  const { limit, offset } = readPage(request.paging);
  const page = items.slice(offset, offset + limit);
  const counts = { count: page.length, offset, total: items.length };
  return {
    results: page.map((item) => ({ dataItem: toDataItem(target.scope, item) })),
    pagingMetadata: toPagingMetadata(counts, request.returnTotalCount === true),
  };
}

function readReferences(
  context: OperationContext,
  request: CollectionRequest & { readonly referringItemFieldName: string },
  item: string,
): { readonly ids: readonly string[]; readonly field: ReferenceField } {
  const allowed = requireScope(context, request, 'read');
  const { dataCollectionId, referringItemFieldName: key } = request;
  const field = requireReferenceField(context, dataCollectionId, key);
  const stored = requireReferring(context, allowed, item, 'read');
  const one = stored[key];
  if (!field.isMultiple) return { ids: typeof one === 'string' ? [one] : [], field };
  return { ids: listReferenced(context, allowed.scope, { field: key, item }), field };
}

/** @throws {WixApiError} 404 WDE0073, 403 WDE0027 */
function requireReferring(
  context: OperationContext,
  { scope, access }: AllowedScope,
  id: string,
  action: 'read' | 'update',
): Item {
  const stored = findItem(context, scope, id);
  if (!stored) throw createMissingItemError(scope, id);
  if (!mayUse(access, stored)) throw createDeniedError(scope.collection, action);
  return stored;
}

/** @throws {WixApiError} 400 WDE0020 */
function requireMultiple({ key, isMultiple }: ReferenceField): void {
  if (!isMultiple) {
    const message = `Provided property [${key}] is not a multi-reference field.`;
    throw createDataError(400, 'WDE0020', message);
  }
}
