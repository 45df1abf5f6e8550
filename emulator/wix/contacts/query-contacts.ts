// Emulates Query Contacts and List Contacts: the fields that they may use, and the index for each. Not emulated:
// free-text search, system fields, streets, formatted phone numbers.
import type { OperationContext } from '../core/context.ts';
import {
  extractEqualityValues,
  type Queryable,
  type QueryInput,
  type QueryResult,
  runQuery,
} from '../core/query/run-query.ts';
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
import { listQueryableFields } from './extended-fields.ts';
import { projectContact } from './projection.ts';

const TEXT: QuerySpec['fields'][string] = {
  operators: ['$eq', '$ne', '$in', '$exists', '$startsWith'],
  sort: 'NONE',
};
const SORTABLE_TEXT: QuerySpec['fields'][string] = { ...TEXT, sort: 'BOTH' };
const STATUS: QuerySpec['fields'][string] = {
  operators: ['$eq', '$ne', '$in', '$nin'],
  sort: 'NONE',
};
const NAME_OF_PLACE: QuerySpec['fields'][string] = {
  operators: ['$eq', '$ne', '$in', '$exists'],
  sort: 'NONE',
};

/**
 * The fields that Wix's page of supported filters lists in addition to the package.
 * @see https://dev.wix.com/docs/api-reference/crm/members-contacts/contacts/contacts/contact-v4/sort-filter-and-search
 */
const DOCUMENTED: QuerySpec['fields'] = {
  'primaryEmail.email': SORTABLE_TEXT,
  'primaryEmail.subscriptionStatus': STATUS,
  'primaryEmail.deliverabilityStatus': STATUS,
  'primaryPhone.phone': TEXT,
  'primaryPhone.e164Phone': TEXT,
  'primaryPhone.countryCode': SORTABLE_TEXT,
  'primaryPhone.subscriptionStatus': STATUS,
  'info.emails.email': TEXT,
  'info.phones.phone': TEXT,
  'info.phones.e164Phone': TEXT,
  'info.addresses.city': TEXT,
  'info.addresses.subdivision': NAME_OF_PLACE,
  'info.addresses.country': NAME_OF_PLACE,
};

/** Where the fields of addresses are in a contact. */
const ADDRESS_PATHS: readonly (readonly [field: string, keys: readonly string[]])[] = [
  'city',
  'subdivision',
  'country',
].map((name) => [`info.addresses.${name}`, ['info', 'addresses', 'address', name]]);

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

/** A query of contacts, as Query Contacts, List Contacts and the bulk methods send it. */
export interface ContactsQuery extends QueryInput {
  readonly fields?: readonly string[] | undefined;
  readonly fieldsets?: readonly string[] | undefined;
}

/**
 * Filters, sorts and pages contacts. Without a sort, the oldest come first.
 * @throws {WixApiError} with the codes that Query Contacts declares: UNSUPPORTED_FILTER_…, MALFORMED_FILTER,
 *   UNSUPPORTED_SORT_FIELD, ILLEGAL_LIMIT
 */
export function queryContacts(
  context: OperationContext,
  { filter, sort = [], paging, fields, fieldsets }: ContactsQuery,
): { readonly contacts: readonly Contact[]; readonly metadata: QueryResult<Contact>['metadata'] } {
  const ordered = { filter, sort: sort.length === 0 ? OLDEST_FIRST : sort, paging };
  return withCodes(() => {
    const candidates = selectCandidates(context, filter);
    const { items, metadata } = runQuery(candidates, ordered, toQueryable(context));
    return {
      contacts: items.map((contact) => projectContact(contact, fields, fieldsets)),
      metadata,
    };
  });
}

/** Returns every contact that a filter matches, oldest first. @throws {WixApiError} as {@link queryContacts} */
export function filterContacts(context: OperationContext, filter: unknown): readonly Contact[] {
  const candidates = selectCandidates(context, filter);
  const everyOne = { ...toQueryable(context), maxLimit: Number.MAX_SAFE_INTEGER };
  const query = { filter, paging: { limit: Number.MAX_SAFE_INTEGER } };
  return withCodes(() => runQuery(candidates, query, everyOne).items);
}

/** @throws {WixApiError} NOT_EMULATED if a request has a free-text search */
export function refuseSearch(search: string | null | undefined, method: string): void {
  if (search) {
    throw notEmulated(`Free-text search in ${method}`, 'Use a filter instead.');
  }
}

function toQueryable(context: OperationContext): Queryable {
  const extended = listQueryableFields(context);
  return {
    ...CONTACTS,
    fields: { ...CONTACTS.fields, ...extended },
    paths: new Map([
      ...ADDRESS_PATHS,
      ...Object.keys(extended).map((field) => [field, toFieldKeys(field)] as const),
    ]),
    isCaseSensitive: context.assumptions.startsWith === 'exact-case',
  };
}

/** `info.extendedFields.custom.notes` is the value at `custom.notes` in `info.extendedFields.items`. */
function toFieldKeys(field: string): readonly string[] {
  return ['info', 'extendedFields', 'items', field.slice('info.extendedFields.'.length)];
}

function withCodes<T>(run: () => T): T {
  try {
    return run();
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
