// Emulates Wix Data's collections: create and get. Not emulated: list, change and delete; plugins; types of fields other
// than text, number, date and time, boolean, and references; permissions of CMS editors.
import * as meta from '@wix/auto_sdk_data_collections/meta';
import type { OperationContext } from '../core/context.ts';
import {
  defineOperation,
  type Operation,
  type RestRequest,
  type RestResponse,
} from '../core/operation.ts';
import { notEmulated, WixValidationError } from '../core/wix-error.ts';
import { loadRules } from '../rules/rules.ts';
import {
  COLLECTION_ID,
  createCollection,
  createDataError,
  createMissingCollectionError,
  FIELD_TYPES,
  hasCollection,
  readSchema,
  truncateName,
  type CollectionField,
} from './collections.ts';
import { ADMIN_ONLY, PERMISSIONS, type Action, type Permission } from './permissions.ts';

type Collection = NonNullable<RestResponse<typeof meta.getDataCollection>['collection']>;
type SentCollection = NonNullable<RestRequest<typeof meta.createDataCollection>['collection']>;
type SentField = NonNullable<SentCollection['fields']>[number];

/** The fields that every item has. */
const SYSTEM_FIELDS = [
  { key: '_id', type: 'TEXT', displayName: 'ID' },
  { key: '_createdDate', type: 'DATETIME', displayName: 'Created Date' },
  { key: '_updatedDate', type: 'DATETIME', displayName: 'Updated Date' },
  { key: '_owner', type: 'TEXT', displayName: 'Owner' },
] as const;

/** @throws {WixApiError} 409 WDE0104 if the collection exists, 501 NOT_EMULATED @throws {WixValidationError} */
function create(context: OperationContext, collection: SentCollection): Collection {
  const { id = '', displayName, fields = [], permissions, plugins = [] } = collection;
  if (!COLLECTION_ID.test(id)) {
    throw invalid('collection.id', 'must start with a letter and have letters, digits, - and _');
  }
  if (fields.length === 0) {
    throw invalid('collection.fields', 'must have at least 1 field');
  }
  if (plugins.length > 0) {
    throw notEmulated('A collection with plugins', 'Omit plugins.');
  }
  const stored = fields.map(toField);
  if (hasCollection(context, id)) {
    throw createDataError(409, 'WDE0104', `Collection [${truncateName(id)}] already exists.`);
  }
  createCollection(context, id, {
    ...(displayName ? { displayName } : {}),
    fields: stored,
    permissions: {
      read: readPermission('read', permissions?.read),
      insert: readPermission('insert', permissions?.insert),
      update: readPermission('update', permissions?.update),
      remove: readPermission('remove', permissions?.remove),
    },
  });
  return toCollection(context, id);
}

/** @throws {WixApiError} 501 NOT_EMULATED for CMS_EDITOR and PRIVILEGED, and without a permission */
function readPermission(action: Action, sent: string | undefined): Permission {
  const known = PERMISSIONS.find((permission) => permission === sent);
  if (known === undefined) {
    const what = `A collection whose permission to ${action} is ${String(sent)}`;
    throw notEmulated(what, `Supported are ${PERMISSIONS.join(', ')}.`);
  }
  return known;
}

function toField({ key, type, displayName, ...rest }: SentField): CollectionField {
  if (!key || key.startsWith('_')) {
    throw invalid('collection.fields.key', 'must not be empty or start with _');
  }
  const known = FIELD_TYPES.find((name) => name === type);
  if (known === undefined) {
    throw notEmulated(
      `A field of the type ${String(type)}`,
      `Supported are ${FIELD_TYPES.join(', ')}.`,
    );
  }
  const unsupported = Object.keys(rest).find((name) => name !== 'description');
  if (unsupported !== undefined) {
    throw notEmulated(`The property "${unsupported}" of a field`, 'Omit it.');
  }
  return { key, type: known, ...(displayName ? { displayName } : {}) };
}

function toCollection(context: OperationContext, id: string): Collection {
  const { displayName, fields, createdDate, permissions = ADMIN_ONLY } = readSchema(context, id);
  const system = new Set<string>(SYSTEM_FIELDS.map(({ key }) => key));
  return {
    id,
    collectionType: 'NATIVE',
    displayName: displayName ?? id,
    maxPageSize: 1000,
    fields: [...fields.map(toSentField), ...SYSTEM_FIELDS].map((field) => ({
      ...field,
      displayName: field.displayName ?? field.key,
      systemField: system.has(field.key),
      encrypted: false,
    })),
    permissions,
    revision: '1',
    plugins: [],
    pagingModes: ['OFFSET'],
    createdDate,
    updatedDate: createdDate,
  };
}

/** Converts a field to the form of Wix's responses. */
function toSentField({ referencedCollection, ...field }: CollectionField) {
  if (referencedCollection === undefined) return field;
  const options = { referencedCollectionId: referencedCollection };
  const typeOptions =
    field.type === 'REFERENCE' ? { reference: options } : { multiReference: options };
  return { ...field, typeOptions };
}

function invalid(field: string, description: string): WixValidationError {
  return new WixValidationError([{ field, description, violatedRule: 'VALIDATION' }]);
}

const DOCS = 'https://dev.wix.com/docs/sdk/backend-modules/data/collections';

/** The emulated operations of Wix Data's collections. */
export const COLLECTION_OPERATIONS: readonly Operation[] = [
  defineOperation({
    rules: loadRules('data-collections'),
    method: 'createDataCollection',
    meta: meta.createDataCollection,
    callers: ['app'],
    grade: 'documented',
    source: `${DOCS}/create-data-collection`,
    notes:
      'Only apps may call it (the package says so). Seen: 409 WDE0104 if the collection exists. Assumed: the characters of an id. Items may have fields that the collection does not list, of any type.',
    run: (context, { collection }) => ({ collection: create(context, { ...collection }) }),
  }),
  defineOperation({
    rules: loadRules('data-collections'),
    method: 'getDataCollection',
    meta: meta.getDataCollection,
    callers: ['app'],
    grade: 'documented',
    source: `${DOCS}/get-data-collection`,
    notes:
      'Only apps may call it. Assumed: 404 WDE0025 for an unknown collection. The capabilities of the collection and of its fields are left out.',
    run(context, { dataCollectionId, fields = [] }) {
      if (fields.length > 0) {
        throw notEmulated('Get Data Collection with fields', 'Omit fields.');
      }
      if (!hasCollection(context, dataCollectionId)) {
        throw createMissingCollectionError(dataCollectionId);
      }
      return { collection: toCollection(context, dataCollectionId) };
    },
  }),
];
