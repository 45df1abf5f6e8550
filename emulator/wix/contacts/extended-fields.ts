// Emulates Wix's Extended Fields of contacts, and the values that a contact may have in them. Not emulated: the system
// fields of Wix's apps, the events of extended fields.
import * as meta from '@wix/auto_sdk_crm_extended-fields/meta';
import type { DatabaseContext, OperationContext } from '../core/context.ts';
import { defineOperation, type FromWire, type Operation } from '../core/operation.ts';
import type { Queryable } from '../core/query/run-query.ts';
import { notEmulated, WixApiError } from '../core/wix-error.ts';
import { loadRules, type QuerySpec } from '../rules/rules.ts';
import { removeFieldFromContacts } from './change-contact.ts';
import type { ContactInfo } from './contact-document.ts';
import {
  checkNameIsFree,
  createDefinitionKey,
  CUSTOM_NAMESPACE,
  type Definition,
  deleteDefinition,
  listDefinitions,
  queryDefinitions,
  requireDefinition,
  writeDefinition,
} from './definitions.ts';

type WireField = NonNullable<
  FromWire<ReturnType<typeof meta.getExtendedField>['__originalResponseType']>['field']
>;
/** An extended field as it is stored and returned. */
type ExtendedField = WireField & Definition & { readonly dataType: DataType };
type DataType = NonNullable<WireField['dataType']>;

const rules = loadRules('extended-fields');
const DOCS = 'https://dev.wix.com/docs/rest/crm/members-contacts/contacts/extended-fields';
const CALLERS = ['app', 'user'] as const;
/** How many custom fields a site may have. @see {@link DOCS}/find-or-create-extended-field */
const MAX_FIELDS = 100;

/** Default limit as the package's types document it. The maximum is assumed. */
const FIELDS: Queryable = {
  fields: rules.queries['ExtendedField']?.fields ?? {},
  caseInsensitive: new Set(),
  defaultLimit: 100,
  maxLimit: 1000,
};

function listFields(context: DatabaseContext): readonly ExtendedField[] {
  return listDefinitions<ExtendedField>(context, 'extended-field');
}

const TEXT_OPERATORS = ['$eq', '$ne', '$in', '$startsWith'];
const ORDER_OPERATORS = ['$eq', '$ne', '$gt', '$lt', '$gte', '$lte'];
/**
 * The operators on the values of each type; all can be sorted.
 * @see https://dev.wix.com/docs/api-reference/crm/members-contacts/contacts/contacts/contact-v4/sort-filter-and-search
 */
const VALUE_OPERATORS: Readonly<Record<string, readonly string[]>> = {
  TEXT: TEXT_OPERATORS,
  URL: TEXT_OPERATORS,
  NUMBER: ORDER_OPERATORS,
  DATE: ORDER_OPERATORS,
};

/** Returns the fields by which contacts can be queried: `info.extendedFields.custom.notes`. */
export function listQueryableFields(context: DatabaseContext): QuerySpec['fields'] {
  return Object.fromEntries(
    listFields(context).map(({ key, dataType }) => [
      `info.extendedFields.${key}`,
      { operators: [...(VALUE_OPERATORS[dataType] ?? [])], sort: 'BOTH' as const },
    ]),
  );
}

/**
 * Checks the values of a contact's extended fields, and adds `https://` to URLs without a protocol (documented). Null and
 * empty text mean no value.
 * @throws {WixApiError} 400 INVALID_EXTENDED_FIELD_VALUE for a value of another type, or a field that does not exist
 *   (assumed); NOT_EMULATED for a system field
 * @see the comment on `FieldDataType` in the package's typings
 */
export function checkExtendedFields(context: DatabaseContext, info: ContactInfo): ContactInfo {
  const values = Object.entries(info.extendedFields?.items ?? {});
  if (values.length === 0) {
    return info;
  }
  const types = new Map(listFields(context).map(({ key, dataType }) => [key, dataType]));
  const items = values.map(
    ([key, value]: readonly [string, unknown]): readonly [string, unknown] => {
      if (!key.startsWith(`${CUSTOM_NAMESPACE}.`)) {
        throw notEmulated(
          `The system field ${key} of a contact`,
          'Use a field of the namespace custom.',
        );
      }
      return [key, toFieldValue(key, types.get(key), value)];
    },
  );
  return { ...info, extendedFields: { items: Object.fromEntries(items) } };
}

function toFieldValue(key: string, type: DataType | undefined, value: unknown): unknown {
  if (type === undefined) {
    throw invalidValue(key, 'does not exist; Find Or Create Extended Field creates it');
  }
  if (value === null || value === '') {
    return null;
  }
  switch (type) {
    case 'NUMBER':
      if (typeof value === 'number') {
        return value;
      }
      throw invalidValue(key, 'must be a number');
    case 'DATE':
      if (typeof value === 'string' && isLocalDate(value)) {
        return value;
      }
      throw invalidValue(key, 'must be a date YYYY-MM-DD');
    case 'URL':
      if (typeof value === 'string') {
        return /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `https://${value}`;
      }
      throw invalidValue(key, 'must be a text');
    default:
      if (typeof value === 'string') {
        return value;
      }
      throw invalidValue(key, 'must be a text');
  }
}

function isLocalDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) && text.length === 10;
}

function invalidValue(key: string, problem: string): WixApiError {
  return new WixApiError(
    400,
    'INVALID_EXTENDED_FIELD_VALUE',
    `The extended field ${key} ${problem}`,
  );
}

function findOrCreateField(
  context: OperationContext,
  displayName: string,
  dataType: DataType,
): { readonly field: ExtendedField; readonly newField: boolean } {
  const fields = listFields(context);
  const found = fields.find((field) => field.displayName === displayName);
  if (found) {
    return { field: found, newField: false };
  }
  if (fields.length >= MAX_FIELDS) {
    throw new WixApiError(
      428,
      'FIELDS_QUOTA_EXCEEDED',
      `The site has ${String(MAX_FIELDS)} custom fields, which is the maximum`,
    );
  }
  const now = context.now().toISOString();
  const field: ExtendedField = {
    namespace: CUSTOM_NAMESPACE,
    key: createDefinitionKey(displayName, fields),
    displayName,
    dataType,
    fieldType: 'USER_DEFINED',
    createdDate: now,
    updatedDate: now,
  };
  writeDefinition(context, 'extended-field', field);
  return { field, newField: true };
}

/** The emulated operations of Extended Fields. */
export const EXTENDED_FIELD_OPERATIONS: readonly Operation[] = [
  defineOperation({
    rules,
    method: 'listExtendedFields',
    meta: meta.listExtendedFields,
    callers: CALLERS,
    grade: 'typed',
    source: `${DOCS}/list-extended-fields`,
    notes: 'System fields are not listed. Assumed: the order without a sort, and a limit of 1,000.',
    run(context, { fieldType, namespace, startsWith, sort, paging }) {
      const fields = listFields(context).filter(
        (field) =>
          (fieldType === undefined || field.fieldType === fieldType) &&
          field.namespace === (namespace ?? field.namespace) &&
          field.displayName.startsWith(startsWith ?? ''),
      );
      const query = { sort: sort ? [sort] : [], paging };
      const { items, metadata } = queryDefinitions(fields, query, FIELDS);
      return { fields: items, metadata };
    },
  }),
  defineOperation({
    rules,
    method: 'queryExtendedFields',
    meta: meta.queryExtendedFields,
    callers: CALLERS,
    grade: 'typed',
    source: `${DOCS}/query-extended-fields`,
    notes: 'System fields are not listed. Assumed: an invalid limit is INVALID_ARGUMENT.',
    run(context, { query = {} }) {
      const { items, metadata } = queryDefinitions(listFields(context), query, {
        ...FIELDS,
        isCaseSensitive: context.assumptions.startsWith === 'exact-case',
      });
      return { fields: items, pagingMetadata: metadata };
    },
  }),
  defineOperation({
    rules,
    method: 'findOrCreateExtendedField',
    meta: meta.findOrCreateExtendedField,
    callers: CALLERS,
    grade: 'documented',
    source: `${DOCS}/find-or-create-extended-field`,
    notes:
      'The limit of 100 fields is documented. Assumed: its status 428, and how the key follows from the display name.',
    run: (context, { displayName, dataType = 'TEXT' }) =>
      findOrCreateField(context, displayName, dataType),
  }),
  defineOperation({
    rules,
    method: 'getExtendedField',
    meta: meta.getExtendedField,
    callers: CALLERS,
    grade: 'typed',
    source: `${DOCS}/get-extended-field`,
    notes: 'Assumed: an unknown key is 404 NOT_FOUND.',
    run: (context, { key }) => ({
      field: requireDefinition(listFields(context), key, 'Extended field'),
    }),
  }),
  defineOperation({
    rules,
    method: 'renameExtendedField',
    meta: meta.renameExtendedField,
    callers: CALLERS,
    grade: 'typed',
    source: `${DOCS}/update-extended-field`,
    notes:
      'Assumed: the codes of refusals, and that a display name can be used once. The key stays the same.',
    run(context, { field: { key = '', displayName = '' } = {} }) {
      const fields = listFields(context);
      const field = requireDefinition(fields, key, 'Extended field');
      checkNameIsFree(fields, { key, displayName }, 'An extended field');
      const updatedDate = context.now().toISOString();
      const renamed: ExtendedField = { ...field, displayName, updatedDate };
      writeDefinition(context, 'extended-field', renamed);
      return { field: renamed };
    },
  }),
  defineOperation({
    rules,
    method: 'deleteExtendedField',
    meta: meta.deleteExtendedField,
    callers: CALLERS,
    grade: 'documented',
    source: `${DOCS}/delete-extended-field`,
    notes:
      'Assumed: the codes of refusals, and that each contact with a value gets a new revision and contact-updated.',
    run(context, { key }) {
      requireDefinition(listFields(context), key, 'Extended field');
      deleteDefinition(context, 'extended-field', key);
      removeFieldFromContacts(context, key);
      return {};
    },
  }),
];
