// Emulates Wix's Members: sign-up, current member, get, list and query. `manage-members.ts` and `update-member.ts` have
// the operations that change members. Not emulated: followers, badges, blocks between members.
import * as meta from '@wix/auto_sdk_members_members/meta';
import { readDocument } from '../../database/documents.ts';
import type { OperationContext, DatabaseContext } from '../core/context.ts';
import { associateVisitor, findContactByEmail, insertContact } from '../contacts/contacts.ts';
import { readContact } from '../contacts/contact-store.ts';
import { emailKey } from '../contacts/lookup-keys.ts';
import { defineOperation, type Operation, type RestRequest } from '../core/operation.ts';
import { loadRules } from '../rules/rules.ts';
import { WixApiError } from '../core/wix-error.ts';
import { queryMembers } from './query-members.ts';
import {
  type Fieldset,
  type Member,
  createMemberDocument,
  withFieldset,
} from './member-document.ts';

const DOCS =
  'https://dev.wix.com/docs/api-reference/crm/members-contacts/members/member-management/members';
const rules = loadRules('members');

/** The data of a sign-up. */
export interface SignUp {
  readonly email: string;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  /** The member's id; default a new one. */
  readonly id?: string | undefined;
  /** The visitor whose session the sign-up comes from. */
  readonly visitorId?: string | undefined;
  readonly roles?: readonly string[] | undefined;
  /** False if someone else creates the member, so that they have not logged in yet. Default true. */
  readonly isLoggedIn?: boolean | undefined;
}

/**
 * Signs up a member. Their contact is the one with the email address, or a new one if there is none or it belongs to
 * another member. Reports the change of identity to the other APIs.
 * @throws {WixApiError} 409 ALREADY_EXISTS if the email address is another member's login
 */
export function insertMember(
  context: OperationContext,
  { email, firstName, lastName, id, visitorId, roles = [], isLoggedIn = true }: SignUp,
): Member {
  if (findMemberByEmail(context, email)) {
    throw new WixApiError(409, 'ALREADY_EXISTS', 'A member with this login email already exists');
  }
  const known = findContactByEmail(context, email);
  const contact =
    known && !findMemberByContact(context, known.id)
      ? known
      : insertContact(
          context,
          {
            ...(firstName || lastName
              ? { name: { first: firstName ?? null, last: lastName ?? null } }
              : {}),
            emails: { items: [{ email, primary: true }] },
          },
          { sourceType: 'WIX_SITE_MEMBERS' },
        );
  const slug = createUniqueSlug(context, email.split('@')[0] ?? '');
  const member = createMemberDocument(id ?? context.id(), {
    loginEmail: email,
    slug,
    contact,
    now: context.now().toISOString(),
    isLoggedIn,
  });
  context.database.run(
    'insert into members (id, login_email, contact_id, slug, roles, document) values (?, ?, ?, ?, ?, ?)',
    member.id,
    emailKey(email),
    contact.id,
    slug,
    JSON.stringify(roles),
    JSON.stringify(member),
  );
  context.emit({
    name: 'member-created',
    entityId: member.id,
    body: { kind: 'created', entity: member },
  });
  context.identityChanged({
    kind: 'contact-became-member',
    contactId: contact.id,
    memberId: member.id,
  });
  if (visitorId !== undefined) {
    associateVisitor(context, visitorId, contact.id);
  }
  return member;
}

/** Finds a member by their login email, ignoring case. */
export function findMemberByEmail(context: DatabaseContext, email: string): Member | undefined {
  return readMember(context, 'login_email', emailKey(email));
}

/** Finds a member by their id. */
export function findMemberById(context: DatabaseContext, id: string): Member | undefined {
  return readMember(context, 'id', id);
}

/** Finds the member that a contact belongs to. */
export function findMemberByContact(
  context: DatabaseContext,
  contactId: string,
): Member | undefined {
  return readMember(context, 'contact_id', contactId);
}

/** Returns the roles that a member got at sign-up or from the seed. */
export function getMemberRoles(context: DatabaseContext, id: string): readonly string[] {
  const row = context.database.get<{ readonly roles: string }>(
    'select roles from members where id = ?',
    id,
  );
  return row ? readDocument<readonly string[]>(row.roles) : [];
}

function readMember(
  context: DatabaseContext,
  column: 'id' | 'login_email' | 'contact_id',
  value: string,
): Member | undefined {
  const row = context.database.get<{ readonly document: string }>(
    `select document from members where ${column} = ?`,
    value,
  );
  return row && readDocument<Member>(row.document);
}

/** Returns whether a member has the slug. */
export function isSlugTaken({ database }: DatabaseContext, slug: string): boolean {
  return database.get('select 1 from members where slug = ?', slug) !== undefined;
}

/** Creates the unique slug of a profile page: the name, with a number if it is taken. */
function createUniqueSlug(context: OperationContext, name: string): string {
  const base =
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'member';
  const taken = new Set(
    context.database
      .all<{ readonly slug: string }>(
        `select slug from members where slug = ? or slug glob ? || '-*'`,
        base,
        base,
      )
      .map(({ slug }) => slug),
  );
  let slug = base;
  for (let number = 2; taken.has(slug); number += 1) {
    slug = `${base}-${String(number)}`;
  }
  return slug;
}

/** Checks that visitors and members read only public fields of other members. @throws {WixApiError} 403 PERMISSION_DENIED */
function checkFieldsetAccess(
  context: OperationContext,
  fieldsets: readonly Fieldset[],
  memberId?: string,
): void {
  const own = context.identity?.kind === 'member' && context.identity.id === memberId;
  const business = context.identity?.kind === 'app' || context.identity?.kind === 'user';
  if (!own && !business && fieldsets.some((set) => set !== 'PUBLIC')) {
    throw new WixApiError(
      403,
      'PERMISSION_DENIED',
      `Received the field sets ${fieldsets.join(', ')}; of other members, only PUBLIC is allowed`,
    );
  }
}

/** The emulated operations of Members. */
export const MEMBER_OPERATIONS: readonly Operation[] = [
  defineOperation({
    rules,
    method: 'getCurrentMember',
    meta: meta.getCurrentMember,
    callers: ['visitor', 'member', 'user', 'app'],
    grade: 'assumed',
    source: `${DOCS}/get-current-member`,
    notes: 'Assumed: callers other than members get 404 NOT_FOUND.',
    run(context, { fieldsets }) {
      const member =
        context.identity?.kind === 'member'
          ? findMemberById(context, context.identity.id)
          : undefined;
      if (!member) {
        throw new WixApiError(404, 'NOT_FOUND', 'No member is logged in');
      }
      return { member: withFieldset(member, readContact(context, member.contactId), fieldsets) };
    },
  }),
  defineOperation({
    rules,
    method: 'getMember',
    meta: meta.getMember,
    callers: ['visitor', 'member', 'user', 'app'],
    grade: 'typed',
    source: `${DOCS}/get-member`,
    notes:
      'Assumed: 404 for an unknown or private member, and 403 for more than the PUBLIC fields of others.',
    run(context, { id, fieldsets = [] }) {
      checkFieldsetAccess(context, fieldsets, id);
      const member = findMemberById(context, id);
      if (!member || !canView(context, member)) {
        throw new WixApiError(404, 'NOT_FOUND', `Member ${id} not found`);
      }
      return { member: withFieldset(member, readContact(context, member.contactId), fieldsets) };
    },
  }),
  defineOperation({
    rules,
    method: 'listMembers',
    meta: meta.listMembers,
    callers: ['visitor', 'member', 'user', 'app'],
    grade: 'typed',
    source: `${DOCS}/list-members`,
    notes:
      'Visitors and members do not see private members (documented). Assumed: sorting and limits as in Query Members.',
    run(context, { fieldsets = [], paging, sorting }) {
      checkFieldsetAccess(context, fieldsets);
      return toMemberPage(context, fieldsets, {
        query: { ...(paging ? { paging } : {}), ...(sorting ? { sorting } : {}) },
      });
    },
  }),
  defineOperation({
    rules,
    method: 'queryMembers',
    meta: meta.queryMembers,
    undeclared: ['query.sort'],
    callers: ['visitor', 'member', 'user', 'app'],
    grade: 'typed',
    source: `${DOCS}/query-members`,
    notes:
      'No error codes are declared. Assumed: an unsupported query is refused with 400 INVALID_ARGUMENT. Free-text search is refused.',
    run(context, request) {
      const { fieldsets = [] } = request;
      checkFieldsetAccess(context, fieldsets);
      return toMemberPage(context, fieldsets, request);
    },
  }),
];

/** Runs a query over the members that the caller can see, and returns them with the fields of the field sets. */
function toMemberPage(
  context: OperationContext,
  fieldsets: readonly Fieldset[],
  request: RestRequest<typeof meta.queryMembers>,
) {
  const { members, metadata } = queryMembers(context, request, (member) =>
    canView(context, member),
  );
  return {
    members: members.map((member) =>
      withFieldset(member, readContact(context, member.contactId), fieldsets),
    ),
    metadata,
  };
}

/** Returns whether the caller can see a member. A private member is visible only to themselves and the business. */
function canView({ identity }: OperationContext, { id, privacyStatus }: Member): boolean {
  return (
    privacyStatus === 'PUBLIC' ||
    identity?.kind === 'app' ||
    identity?.kind === 'user' ||
    identity?.id === id
  );
}
