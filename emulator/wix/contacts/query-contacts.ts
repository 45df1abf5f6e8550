// Query Contacts: what may be asked, and which index answers it. Leaves out free-text search and extended fields.
import type * as meta from '@wix/auto_sdk_crm_contacts/meta';
import type { Call } from '../core/context.ts';
import type { RestRequest, RestResponse } from '../core/operation.ts';
import { exactValues, type Queryable, runQuery } from '../core/query/run-query.ts';
import { QueryProblem } from '../core/query/operators.ts';
import { loadRules, type QuerySpec } from '../rules/rules.ts';
import { notEmulated, WixApiError } from '../core/wix-error.ts';
import type { Contact } from './contact-document.ts';
import {
  contactIdsByEmail,
  contactIdsByPhone,
  readContact,
  readContacts,
} from './contact-store.ts';
import { project } from './projection.ts';

const TEXT: QuerySpec['fields'][string] = {
  operators: ['$eq', '$ne', '$in', '$exists', '$startsWith'],
  sort: 'NONE',
};

/**
 * What Wix's page of supported filters has beyond the package's own list.
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

/** Default limit and maximum, and the default order above, as Wix documents them. */
const CONTACTS: Queryable = {
  fields: { ...loadRules('contacts').queries['Contact']?.fields, ...DOCUMENTED },
  caseless: new Set(['primaryInfo.email', 'primaryEmail.email', 'info.emails.email']),
  defaultLimit: 50,
  maxLimit: 1000,
};

/** Fields whose demanded values an index finds. A contact has one primary address, but is found by every address. */
const INDEXES: readonly (readonly [
  field: string,
  find: (call: Call, value: string) => readonly string[],
])[] = [
  ['id', (_call, id) => [id]],
  ['primaryInfo.email', contactIdsByEmail],
  ['info.emails.email', contactIdsByEmail],
  ['primaryEmail.email', contactIdsByEmail],
  ['primaryInfo.phone', contactIdsByPhone],
  ['info.phones.phone', contactIdsByPhone],
];

/**
 * Answers Query Contacts.
 * @throws {WixApiError} with the codes that the method declares: UNSUPPORTED_FILTER_…, MALFORMED_FILTER,
 *   UNSUPPORTED_SORT_FIELD, ILLEGAL_LIMIT; NOT_EMULATED for free text
 */
export function findContacts(
  call: Call,
  { query = {}, search }: RestRequest<typeof meta.queryContacts>,
): RestResponse<typeof meta.queryContacts> {
  if (search) {
    throw notEmulated('the free-text search of Query Contacts');
  }
  const { filter, sort = [], paging, fields, fieldsets } = query;
  try {
    const ordered = { filter, sort: sort.length === 0 ? OLDEST_FIRST : sort, paging };
    const { items, metadata } = runQuery(candidates(call, filter), ordered, {
      ...CONTACTS,
      exactCase: call.assumptions.startsWith === 'exact-case',
    });
    return {
      contacts: items.map((contact) => project(contact, fields, fieldsets)),
      pagingMetadata: metadata,
    };
  } catch (error) {
    throw error instanceof QueryProblem ? new WixApiError(400, error.code, error.message) : error;
  }
}

function candidates(call: Call, filter: unknown): readonly Contact[] {
  for (const [field, find] of INDEXES) {
    const values = exactValues(filter, field);
    if (values) {
      const ids = new Set(values.flatMap((value) => find(call, value)));
      return [...ids].flatMap((id) => readContact(call, id) ?? []);
    }
  }
  return readContacts(call);
}
