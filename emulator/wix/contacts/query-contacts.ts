// Emulates Query Contacts: the fields that a query may use, and the index for each. Not emulated: free-text
// search, extended fields.
import type * as meta from '@wix/auto_sdk_crm_contacts/meta';
import type { OperationContext } from '../core/context.ts';
import type { RestRequest, RestResponse } from '../core/operation.ts';
import { extractEqualityValues, type Queryable, runQuery } from '../core/query/run-query.ts';
import { QueryError } from '../core/query/operators.ts';
import { loadRules, type QuerySpec } from '../rules/rules.ts';
import { notEmulated, WixApiError } from '../core/wix-error.ts';
import type { Contact } from './contact-document.ts';
import {
  findContactIdsByEmail,
  findContactIdsByPhone,
  readContact,
  listContacts,
} from './contact-store.ts';
import { projectContact } from './projection.ts';

const TEXT: QuerySpec['fields'][string] = {
  operators: ['$eq', '$ne', '$in', '$exists', '$startsWith'],
  sort: 'NONE',
};

/**
 * The fields that Wix's page of supported filters lists in addition to the package.
 * @see https://dev.wix.com/docs/api-reference/crm/members-contacts/contacts/contacts/contact-v4/sort-filter-and-search
 */
const DOCUMENTED: QuerySpec['fields'] = {
  'primaryEmail.email': { ...TEXT, sort: 'BOTH' },
  'primaryPhone.phone': TEXT,
  'primaryPhone.e164Phone': TEXT,
  'info.emails.email': TEXT,
  'info.phones.phone': TEXT,
  'info.phones.e164Phone': TEXT,
};

const OLDEST_FIRST = [{ fieldName: 'createdDate', order: 'ASC' }];

/** Limits and default order as Wix documents them. */
const CONTACTS: Queryable = {
  fields: { ...loadRules('contacts').queries['Contact']?.fields, ...DOCUMENTED },
  caseInsensitive: new Set(['primaryInfo.email', 'primaryEmail.email', 'info.emails.email']),
  defaultLimit: 50,
  maxLimit: 1000,
};

/**
 * The fields with an index. The index holds every email address of a contact, so a lookup of the primary address returns
 * candidates, which the filter then checks.
 */
const INDEXES: readonly (readonly [
  field: string,
  find: (context: OperationContext, value: string) => readonly string[],
])[] = [
  ['id', (_context, id) => [id]],
  ['primaryInfo.email', findContactIdsByEmail],
  ['info.emails.email', findContactIdsByEmail],
  ['primaryEmail.email', findContactIdsByEmail],
  ['primaryInfo.phone', findContactIdsByPhone],
  ['info.phones.phone', findContactIdsByPhone],
];

/**
 * Runs Query Contacts.
 * @throws {WixApiError} with the codes that the method declares: UNSUPPORTED_FILTER_…, MALFORMED_FILTER,
 *   UNSUPPORTED_SORT_FIELD, ILLEGAL_LIMIT; NOT_EMULATED for free-text search
 */
export function queryContacts(
  context: OperationContext,
  { query = {}, search }: RestRequest<typeof meta.queryContacts>,
): RestResponse<typeof meta.queryContacts> {
  if (search) {
    throw notEmulated('Free-text search in Query Contacts', 'Use a filter instead.');
  }
  const { filter, sort = [], paging, fields, fieldsets } = query;
  try {
    const ordered = { filter, sort: sort.length === 0 ? OLDEST_FIRST : sort, paging };
    const { items, metadata } = runQuery(selectCandidates(context, filter), ordered, {
      ...CONTACTS,
      isCaseSensitive: context.assumptions.startsWith === 'exact-case',
    });
    return {
      contacts: items.map((contact) => projectContact(contact, fields, fieldsets)),
      pagingMetadata: metadata,
    };
  } catch (error) {
    throw error instanceof QueryError ? new WixApiError(400, error.code, error.message) : error;
  }
}

function selectCandidates(context: OperationContext, filter: unknown): readonly Contact[] {
  for (const [field, find] of INDEXES) {
    const values = extractEqualityValues(filter, field);
    if (values) {
      const ids = new Set(values.flatMap((value) => find(context, value)));
      return [...ids].flatMap((id) => readContact(context, id) ?? []);
    }
  }
  return listContacts(context);
}
