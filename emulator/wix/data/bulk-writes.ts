// Emulates the bulk writes of Wix Data's items: one result for each item, and truncate.
import type { OperationContext } from '../core/context.ts';
import { WixApiError } from '../core/wix-error.ts';
import { createDeniedError } from './collections.ts';
import type { ItemScope } from './item-index.ts';
import { listItems } from './item-store.ts';
import type { AllowedScope } from './permissions.ts';
import type { Item } from './query-items.ts';
import { createMissingItemError, removeExisting, toDataItem } from './write-items.ts';

/** What a bulk write did to an item. */
export type BulkAction = 'INSERT' | 'UPDATE' | 'DELETE';

/** The result of one item of a bulk write. */
interface BulkResult {
  readonly action: BulkAction;
  readonly itemMetadata: {
    readonly id?: string;
    readonly originalIndex: number;
    readonly success: boolean;
    readonly error?: { readonly code: string; readonly description: string; readonly data: object };
  };
  readonly dataItem?: object;
}

/** The response of a bulk write. */
export interface BulkWriteResponse {
  readonly results: readonly BulkResult[];
  readonly bulkActionMetadata: { readonly totalSuccesses: number; readonly totalFailures: number };
}

/**
 * Writes items one after the other. An item that Wix refuses gets an error in its own result and does not fail the
 * others.
 */
export function writeEach<T>(
  scope: ItemScope,
  sent: readonly T[],
  returnEntity: boolean,
  write: (item: T) => { readonly action: BulkAction; readonly item: Item },
): BulkWriteResponse {
  const results = sent.map((one, originalIndex): BulkResult => {
    try {
      const { action, item } = write(one);
      const entity = returnEntity ? { dataItem: toDataItem(scope, item) } : {};
      return { action, itemMetadata: { id: item._id, originalIndex, success: true }, ...entity };
    } catch (error) {
      const refused = error instanceof WixApiError ? error : undefined;
      const details = refused?.body.details.applicationError;
      if (!details?.code.startsWith('WDE')) throw error;
      return { action: 'UPDATE', itemMetadata: { originalIndex, success: false, error: details } };
    }
  });
  const totalSuccesses = results.filter(({ itemMetadata }) => itemMetadata.success).length;
  return {
    results,
    bulkActionMetadata: { totalSuccesses, totalFailures: results.length - totalSuccesses },
  };
}

/**
 * Removes an item in a bulk request. An item that only its author may remove is skipped like a missing one.
 * @throws {WixApiError} 404 WDE0073
 */
export function removeOneOfMany(
  context: OperationContext,
  allowed: AllowedScope,
  id: string,
): { readonly action: 'DELETE'; readonly item: Item } {
  try {
    return { action: 'DELETE', item: removeExisting(context, allowed, id) };
  } catch (error) {
    const isDenied = error instanceof WixApiError && error.status === 403;
    throw isDenied ? createMissingItemError(allowed.scope, id) : error;
  }
}

/**
 * Removes all items of a collection, and the references to and from them. Only the site owner and the site's own code
 * may do it.
 * @throws {WixApiError} 403 WDE0027
 */
export function truncate(context: OperationContext, allowed: AllowedScope): void {
  const { identity } = context;
  const isAdmin =
    identity?.kind !== 'visitor' &&
    (identity?.kind !== 'member' || identity.roles.includes('Admin'));
  if (!isAdmin) throw createDeniedError(allowed.scope.collection, 'remove');
  for (const { _id } of listItems(context, allowed.scope, { filter: {}, isConsistent: true })) {
    removeExisting(context, allowed, _id);
  }
}
