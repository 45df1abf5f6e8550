// Query Members: what may be asked, and which index answers it. Leaves out free-text search and sorting by distance.
import type * as meta from '@wix/auto_sdk_members_members/meta';
import { readDocument } from '../../database/documents.ts';
import type { Call } from '../core/context.ts';
import { emailKey, readContact } from '../contacts/contact-store.ts';
import type { RestRequest } from '../core/operation.ts';
import {
  exactValues,
  type Queryable,
  type QueryInput,
  type QueryResult,
  runQuery,
} from '../core/query/run-query.ts';
import { QueryProblem } from '../core/query/operators.ts';
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
  caseless: new Set(['loginEmail']),
  defaultLimit: 100,
  maxLimit: 100,
};

const INDEXES = [
  { field: 'id', column: 'id', keyOf: (value: string) => value },
  { field: 'contactId', column: 'contact_id', keyOf: (value: string) => value },
  { field: 'loginEmail', column: 'login_email', keyOf: emailKey },
  { field: 'profile.slug', column: 'slug', keyOf: (value: string) => value },
] as const;

/**
 * Answers Query Members with whole members that `visible` lets through.
 * @throws {WixApiError} INVALID_ARGUMENT for a field, operator or limit that is not taken; NOT_EMULATED for free text
 */
export function findMembers(
  call: Call,
  { query = {}, search }: RestRequest<typeof meta.queryMembers>,
  visible: (member: Member) => boolean,
): { readonly members: readonly Member[]; readonly metadata: QueryResult<Member>['metadata'] } {
  if (search?.expression) {
    throw notEmulated('the free-text search of Query Members');
  }
  const filter: unknown = query.filter;
  const members = candidates(call, filter)
    .filter(visible)
    .map((member) => withContact(call, member));
  try {
    const { items, metadata } = runQuery(
      members,
      { filter, sort: sortOf(query), paging: query.paging },
      { ...MEMBERS, exactCase: call.assumptions.startsWith === 'exact-case' },
    );
    return { members: items, metadata };
  } catch (error) {
    throw error instanceof QueryProblem
      ? new WixApiError(400, 'INVALID_ARGUMENT', error.message)
      : error;
  }
}

/** The types call it `sorting`, the package's query builder sends `sort`. */
function sortOf(query: { readonly sorting?: QueryInput['sort'] } & object): QueryInput['sort'] {
  const sent: unknown = 'sort' in query ? query.sort : undefined;
  if (!Array.isArray(sent)) {
    return query.sorting;
  }
  return sent.map((entry: unknown) => {
    const { fieldName, order = 'ASC' } = isRecord(entry) ? entry : {};
    return { fieldName: String(fieldName), order: String(order) };
  });
}

function withContact(call: Call, member: Member): Member {
  const full = withFieldset(member, readContact(call, member.contactId), ['FULL']);
  return { ...member, ...(full.contact ? { contact: full.contact } : {}) };
}

function candidates(call: Call, filter: unknown): readonly Member[] {
  for (const { field, column, keyOf } of INDEXES) {
    const values = exactValues(filter, field);
    if (values) {
      return [...new Set(values.map(keyOf))].flatMap((key) =>
        documents(call, `select document from members where ${column} = ?`, key),
      );
    }
  }
  return documents(call, 'select document from members order by sequence');
}

function documents(call: Call, sql: string, ...values: readonly string[]): readonly Member[] {
  return call.database
    .all<{ readonly document: string }>(sql, ...values)
    .map(({ document }) => readDocument<Member>(document));
}
