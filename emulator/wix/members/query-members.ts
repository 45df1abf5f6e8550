// Emulates Query Members: the fields that a query may use, and the index for each. Not emulated: free-text search,
// sorting by distance.
import type * as meta from '@wix/auto_sdk_members_members/meta';
import { readDocument } from '../../database/documents.ts';
import type { OperationContext } from '../core/context.ts';
import { readContact } from '../contacts/contact-store.ts';
import { emailKey } from '../contacts/lookup-keys.ts';
import type { RestRequest } from '../core/operation.ts';
import {
  extractEqualityValues,
  type Queryable,
  type QueryInput,
  type QueryResult,
  runQuery,
} from '../core/query/run-query.ts';
import { QueryError } from '../core/query/operators.ts';
import { loadRules } from '../rules/rules.ts';
import { isRecord } from '../core/validation/violations.ts';
import { notEmulated, WixApiError } from '../core/wix-error.ts';
import { type Member, withFieldset } from './member-document.ts';

/** Sortable fields, default limit and maximum. @see the comment on `queryMembers` in the package's typings */
const SORTABLE = [
  'profile.nickname',
  'contact.firstName',
  'contact.lastName',
  'createdDate',
  'updatedDate',
  'lastLoginDate',
];
const declared = loadRules('members').queries['Member']?.fields ?? {};
const MEMBERS: Queryable = {
  fields: {
    ...declared,
    ...Object.fromEntries(
      SORTABLE.map((field) => [
        field,
        { operators: declared[field]?.operators ?? [], sort: 'BOTH' as const },
      ]),
    ),
  },
  caseInsensitive: new Set(['loginEmail']),
  defaultLimit: 100,
  maxLimit: 100,
};

const INDEXES = [
  { field: 'id', column: 'id', toKey: (value: string) => value },
  { field: 'contactId', column: 'contact_id', toKey: (value: string) => value },
  { field: 'loginEmail', column: 'login_email', toKey: emailKey },
  { field: 'profile.slug', column: 'slug', toKey: (value: string) => value },
] as const;

/**
 * Runs Query Members over the members that pass `isVisible`. Returns them with all fields.
 * @throws {WixApiError} INVALID_ARGUMENT for an unsupported field, operator or limit; NOT_EMULATED for free-text search
 */
export function queryMembers(
  context: OperationContext,
  { query = {}, search }: RestRequest<typeof meta.queryMembers>,
  isVisible: (member: Member) => boolean,
): { readonly members: readonly Member[]; readonly metadata: QueryResult<Member>['metadata'] } {
  if (search?.expression) {
    throw notEmulated('Free-text search in Query Members', 'Use a filter instead.');
  }
  const filter: unknown = query.filter;
  const members = selectCandidates(context, filter)
    .filter(isVisible)
    .map((member) => withContact(context, member));
  try {
    const { items, metadata } = runQuery(
      members,
      { filter, sort: getSort(query), paging: query.paging },
      { ...MEMBERS, isCaseSensitive: context.assumptions.startsWith === 'exact-case' },
    );
    return { members: items, metadata };
  } catch (error) {
    throw error instanceof QueryError
      ? new WixApiError(400, 'INVALID_ARGUMENT', error.message)
      : error;
  }
}

/** Returns the sort of a query. The package's types call it `sorting`; its query builder sends `sort`. */
function getSort(query: { readonly sorting?: QueryInput['sort'] } & object): QueryInput['sort'] {
  const sent: unknown = 'sort' in query ? query.sort : undefined;
  if (!Array.isArray(sent)) {
    return query.sorting;
  }
  return sent.map((entry: unknown) => {
    const { fieldName, order = 'ASC' } = isRecord(entry) ? entry : {};
    return { fieldName: String(fieldName), order: String(order) };
  });
}

function withContact(context: OperationContext, member: Member): Member {
  const full = withFieldset(member, readContact(context, member.contactId), ['FULL']);
  return { ...member, ...(full.contact ? { contact: full.contact } : {}) };
}

function selectCandidates(context: OperationContext, filter: unknown): readonly Member[] {
  for (const { field, column, toKey } of INDEXES) {
    const values = extractEqualityValues(filter, field);
    if (values) {
      return [...new Set(values.map(toKey))].flatMap((key) =>
        readMembers(context, `select document from members where ${column} = ?`, key),
      );
    }
  }
  return readMembers(context, 'select document from members order by sequence');
}

function readMembers(
  context: OperationContext,
  sql: string,
  ...values: readonly string[]
): readonly Member[] {
  return context.database
    .all<{ readonly document: string }>(sql, ...values)
    .map(({ document }) => readDocument<Member>(document));
}
