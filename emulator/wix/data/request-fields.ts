// Defines the fields that the requests of Wix Data's items have in common.
import * as v from 'valibot';
import type { OperationContext } from '../core/context.ts';
import { notEmulated } from '../core/wix-error.ts';
import { requireCollection, toScope } from './collections.ts';
import type { Action, AllowedScope } from './permissions.ts';

/** The most items of a bulk request. @see https://dev.wix.com/docs/sdk/backend-modules/data/items/bulk-remove */
export const MAX_BULK_ITEMS = 1000;

/** The name of a collection or of a field. */
export const Name = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
const NullableBoolean = v.exactOptional(v.nullish(v.boolean()));

/** The fields of every request. */
export const CommonFields = {
  dataCollectionId: Name,
  environment: v.exactOptional(v.picklist(['LIVE', 'SANDBOX', 'SANDBOX_PREFERRED'])),
  /** Read where the site's data hooks are called, before the request gets here. */
  suppressHooks: NullableBoolean,
  /**
   * Options of Wix's apps, which have no collections here. `veloCaller` is the emulator's own: the visitor or member for
   * whom a site's backend calls with `suppressAuth`, who becomes the owner of what is inserted.
   */
  appOptions: v.exactOptional(v.nullish(v.object({ veloCaller: v.exactOptional(v.string()) }))),
};

/** The fields of every request that reads. */
export const ReadFields = {
  ...CommonFields,
  /** True reads the newest items also under the fault `data-stale-read`; without the fault every read does. */
  consistentRead: NullableBoolean,
};

/** Limit and offset, as the package sends them. */
export const Paging = v.object({
  limit: v.exactOptional(v.nullable(v.number())),
  offset: v.exactOptional(v.nullable(v.number())),
});

/** The order of results. */
export const Sort = v.array(
  v.object({ fieldName: v.string(), order: v.exactOptional(v.string()) }),
);
/** A filter in Wix's query language. */
export const Filter = v.record(v.string(), v.unknown());

/** A request about one collection. */
export interface CollectionRequest {
  readonly dataCollectionId: string;
  readonly environment?: string;
}

/**
 * Returns the collection and environment of a request, and which of the items the caller may use.
 * @throws {WixApiError} 404 WDE0025, 403 WDE0027
 */
export function requireScope(
  context: OperationContext,
  request: CollectionRequest,
  action: Action,
): AllowedScope {
  const access = requireCollection(context, request.dataCollectionId, action);
  return { scope: toScope(context, request), access };
}

/** @throws {WixApiError} 501 NOT_EMULATED */
export function refuseCursor(cursorPaging: unknown): void {
  if (cursorPaging !== undefined) {
    throw notEmulated('Cursor paging in Wix Data', 'Use paging.limit and paging.offset.');
  }
}

/** Returns Wix's paging metadata of a page of results. */
export function toPagingMetadata(
  {
    count,
    offset,
    total,
  }: { readonly count: number; readonly offset: number; readonly total: number },
  returnTotalCount = false,
) {
  return {
    count,
    offset,
    ...(returnTotalCount ? { total } : {}),
    tooManyToCount: false,
    hasNext: offset + count < total,
  };
}
