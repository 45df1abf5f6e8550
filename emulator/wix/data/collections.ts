// Emulates Wix Data's collections: existence, schemas, live and sandbox environments. Items are not checked against the
// fields of their collection, as on Wix. Not emulated: types of fields other than those listed, collections of Wix's apps.
import { readDocument } from '../../database/documents.ts';
import { isPreview, type DatabaseContext, type OperationContext } from '../core/context.ts';
import { WixApiError } from '../core/wix-error.ts';
import type { ItemScope } from './item-index.ts';
import {
  ADMIN_ONLY,
  ANYONE,
  decideAccess,
  type Access,
  type Action,
  type Permissions,
} from './permissions.ts';

/** The environment of an item: `LIVE` for the published site, `SANDBOX` for the editor's preview. */
export type Environment = 'LIVE' | 'SANDBOX';

/** The form of a collection's id. @see https://dev.wix.com/docs/develop-websites-sdk/code-your-site/work-with-data/introduction/about-collections#collection-ids (the exact characters are assumed) */
export const COLLECTION_ID = /^[A-Za-z][\w-]*$/;

/** The types of fields that a collection can have here, besides references. Values are not checked against them. */
export const FIELD_TYPES = [
  ...(['TEXT', 'NUMBER', 'BOOLEAN', 'DATE', 'DATETIME', 'TIME', 'URL', 'EMAIL'] as const),
  ...(['RICH_TEXT', 'RICH_CONTENT', 'IMAGE', 'VIDEO', 'AUDIO', 'DOCUMENT'] as const),
  ...(['MEDIA_GALLERY', 'ADDRESS', 'PAGE_LINK', 'ARRAY', 'ARRAY_STRING'] as const),
  ...(['ARRAY_DOCUMENT', 'OBJECT', 'ANY'] as const),
];
/** The types of fields that refer to items of another collection: one or several. */
export const REFERENCE_TYPES = ['REFERENCE', 'MULTI_REFERENCE'] as const;

/** A field of a collection. */
export interface CollectionField {
  readonly key: string;
  readonly type: (typeof FIELD_TYPES)[number] | (typeof REFERENCE_TYPES)[number];
  readonly displayName?: string;
  /** The collection that a reference refers to; set for reference types only. */
  readonly referencedCollection?: string;
}

/** What a collection is created with. */
export interface CollectionSchema {
  readonly displayName?: string;
  readonly fields: readonly CollectionField[];
  /** Absent in data files from before there were permissions: only Admins. */
  readonly permissions?: Permissions;
  readonly createdDate: string;
}

/** Creates an empty collection, unless it exists; call it inside a transaction. */
export function createCollection(
  { database, now }: Pick<OperationContext, 'database' | 'now'>,
  name: string,
  schema: Omit<CollectionSchema, 'createdDate'> = { fields: [] },
): void {
  if (hasCollection({ database }, name)) {
    return;
  }
  const document = JSON.stringify({ ...schema, createdDate: now().toISOString() });
  database.run('insert into data_collections (name) values (?)', name);
  database.run('insert into data_schemas (name, document) values (?, ?)', name, document);
}

/** Returns whether a collection exists. */
export function hasCollection({ database }: DatabaseContext, name: string): boolean {
  return database.get('select 1 from data_collections where name = ?', name) !== undefined;
}

/** Returns the schema of a collection. Collections of data files from before there were schemas have no fields. */
export function readSchema({ database }: DatabaseContext, name: string): CollectionSchema {
  const row = database.get<{ readonly document: string }>(
    'select document from data_schemas where name = ?',
    name,
  );
  return row
    ? readDocument<CollectionSchema>(row.document)
    : { fields: [], createdDate: new Date(0).toISOString() };
}

/** Creates an error of Wix Data. The description starts with the code, as in observed errors. */
export function createDataError(
  status: number,
  code: `WDE${string}`,
  message: string,
): WixApiError {
  return new WixApiError(status, code, `${code}: ${message}`);
}

/**
 * Checks that a collection exists and that the caller may use it, and returns which items the caller may use. In the
 * development mode, a collection that does not exist is made, with the permission Anyone for every action.
 * @throws {WixApiError} 404 WDE0025 if there is no such collection, 403 WDE0027 without the permission
 * @see https://dev.wix.com/docs/sdk/backend-modules/data/error-codes
 */
export function requireCollection(
  context: OperationContext,
  name: string,
  action: Action,
): Exclude<Access, { items: 'none' }> {
  if (!hasCollection(context, name)) {
    if (!context.collectionMade || !COLLECTION_ID.test(name)) {
      throw createMissingCollectionError(name);
    }
    createCollection(context, name, { fields: [], permissions: ANYONE });
    context.collectionMade(name);
  }
  const { permissions = ADMIN_ONLY } = readSchema(context, name);
  const access = decideAccess(context.identity, permissions, action);
  if (access.items === 'none') {
    throw createDeniedError(name, action);
  }
  return access;
}

/** Creates the error for a caller without the permission. */
export function createDeniedError(name: string, action: Action): WixApiError {
  const message = `The current user does not have permissions to ${action} on the ${truncateName(name)} collection.`;
  return createDataError(403, 'WDE0027', message);
}

/** Creates the error for a collection that does not exist. */
export function createMissingCollectionError(name: string): WixApiError {
  return createDataError(404, 'WDE0025', `The ${truncateName(name)} collection does not exist.`);
}

/** Returns the items that a request is about. */
export function toScope(
  context: OperationContext,
  request: { readonly dataCollectionId: string; readonly environment?: string },
): ItemScope {
  return {
    collection: request.dataCollectionId,
    environment: resolveEnvironment(context, request.environment),
  };
}

/** Returns the environment of a request: the one it names, or else SANDBOX in the editor's preview and LIVE elsewhere. */
function resolveEnvironment(context: OperationContext, named: string | undefined): Environment {
  switch (named) {
    case 'LIVE':
    case 'SANDBOX':
      return named;
    case 'SANDBOX_PREFERRED':
      return 'SANDBOX';
    default:
      return isPreview(context.identity) ? 'SANDBOX' : 'LIVE';
  }
}

/** Cuts a name for an error message. */
export function truncateName(name: string): string {
  return name.slice(0, 140);
}
