// Wix's Members: sign-up, and the current member, get and query. Leaves out updates, approval, blocking, followers and badges.
import * as meta from '@wix/auto_sdk_members_members/meta';
import { readDocument } from '../../database/documents.ts';
import type { Call, Reader } from '../core/context.ts';
import { associateVisitor, findContactByEmail, insertContact } from '../contacts/contacts.ts';
import { emailKey, readContact } from '../contacts/contact-store.ts';
import { operation, type Operation } from '../core/operation.ts';
import { loadRules } from '../rules/rules.ts';
import { WixApiError } from '../core/wix-error.ts';
import { findMembers } from './query-members.ts';
import { type Fieldset, type Member, newMember, withFieldset } from './member-document.ts';

const DOCS =
  'https://dev.wix.com/docs/api-reference/crm/members-contacts/members/member-management/members';
const rules = loadRules('members');

/** Who signs up. */
export interface SignUp {
  readonly email: string;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  /** The member's id; a new one if it is left out. */
  readonly id?: string | undefined;
  /** The visitor out of whose session the sign-up comes. */
  readonly visitorId?: string | undefined;
  readonly roles?: readonly string[] | undefined;
}

/**
 * Signs a member up. A member always has a contact: the one with the address, unless that is another member's, or a
 * new one. The other APIs are told that the contact became a member.
 * @throws {WixApiError} ALREADY_EXISTS if the address is another member's log-in
 */
export function insertMember(
  call: Call,
  { email, firstName, lastName, id, visitorId, roles = [] }: SignUp,
): Member {
  if (memberByEmail(call, email)) {
    throw new WixApiError(409, 'ALREADY_EXISTS', 'There is a member with this login email');
  }
  const known = findContactByEmail(call, email);
  const contact =
    known && !memberOfContact(call, known.id)
      ? known
      : insertContact(
          call,
          {
            ...(firstName || lastName
              ? { name: { first: firstName ?? null, last: lastName ?? null } }
              : {}),
            emails: { items: [{ email, primary: true }] },
          },
          { sourceType: 'WIX_SITE_MEMBERS' },
        );
  const slug = freeSlug(call, email.split('@')[0] ?? '');
  const member = newMember(id ?? call.id(), {
    loginEmail: email,
    slug,
    contact,
    now: call.now().toISOString(),
  });
  call.database.run(
    'insert into members (id, login_email, contact_id, slug, roles, document) values (?, ?, ?, ?, ?, ?)',
    member.id,
    emailKey(email),
    contact.id,
    slug,
    JSON.stringify(roles),
    JSON.stringify(member),
  );
  call.identityChanged({
    kind: 'contact-became-member',
    contactId: contact.id,
    memberId: member.id,
  });
  if (visitorId !== undefined) {
    associateVisitor(call, visitorId, contact.id);
  }
  return member;
}

/** A member by the log-in address, compared without regard to case. */
export function memberByEmail(call: Reader, email: string): Member | undefined {
  return read(call, 'login_email', emailKey(email));
}

/** A member by its id. */
export function memberById(call: Reader, id: string): Member | undefined {
  return read(call, 'id', id);
}

/** The member that a contact is. */
export function memberOfContact(call: Reader, contactId: string): Member | undefined {
  return read(call, 'contact_id', contactId);
}

/** The roles that a member was given at sign-up or by the seed. */
export function rolesOfMember(call: Reader, id: string): readonly string[] {
  const row = call.database.get<{ readonly roles: string }>(
    'select roles from members where id = ?',
    id,
  );
  return row ? readDocument<readonly string[]>(row.roles) : [];
}

function read(
  call: Reader,
  column: 'id' | 'login_email' | 'contact_id',
  value: string,
): Member | undefined {
  const row = call.database.get<{ readonly document: string }>(
    `select document from members where ${column} = ?`,
    value,
  );
  return row && readDocument<Member>(row.document);
}

/** The slug of a profile page: the name, with a number if others have it. */
function freeSlug(call: Call, name: string): string {
  const base =
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'member';
  const taken = new Set(
    call.database
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

/** Visitors and members see of others only what is public. @throws {WixApiError} PERMISSION_DENIED */
function refuseMore(call: Call, fieldsets: readonly Fieldset[], memberId?: string): void {
  const own = call.identity?.kind === 'member' && call.identity.id === memberId;
  const business = call.identity?.kind === 'app' || call.identity?.kind === 'user';
  if (!own && !business && fieldsets.some((set) => set !== 'PUBLIC')) {
    throw new WixApiError(
      403,
      'PERMISSION_DENIED',
      'Only PUBLIC fields of other members may be read',
    );
  }
}

/** The operations of Members that are emulated. */
export const MEMBER_OPERATIONS: readonly Operation[] = [
  operation({
    rules,
    method: 'getCurrentMember',
    meta: meta.getCurrentMember,
    who: ['visitor', 'member', 'user', 'app'],
    grade: 'assumed',
    source: `${DOCS}/get-current-member`,
    notes: 'NOT_FOUND is declared; that every caller but a member gets it, with 404, is assumed.',
    run(call, { fieldsets }) {
      const member =
        call.identity?.kind === 'member' ? memberById(call, call.identity.id) : undefined;
      if (!member) {
        throw new WixApiError(404, 'NOT_FOUND', 'No member is logged in');
      }
      return { member: withFieldset(member, readContact(call, member.contactId), fieldsets) };
    },
  }),
  operation({
    rules,
    method: 'getMember',
    meta: meta.getMember,
    who: ['visitor', 'member', 'user', 'app'],
    grade: 'typed',
    source: `${DOCS}/get-member`,
    notes:
      '404 for an unknown or private member, and 403 for more than PUBLIC fields of others, are assumed.',
    run(call, { id, fieldsets = [] }) {
      refuseMore(call, fieldsets, id);
      const member = memberById(call, id);
      if (!member || !maySee(call, member)) {
        throw new WixApiError(404, 'NOT_FOUND', `Member ${id} not found`);
      }
      return { member: withFieldset(member, readContact(call, member.contactId), fieldsets) };
    },
  }),
  operation({
    rules,
    method: 'queryMembers',
    meta: meta.queryMembers,
    undeclared: ['query.sort'],
    who: ['visitor', 'member', 'user', 'app'],
    grade: 'typed',
    source: `${DOCS}/query-members`,
    notes:
      'No error codes are declared: a query that is not taken answers 400 INVALID_ARGUMENT (assumed). Free text is refused.',
    run(call, request) {
      const { fieldsets = [] } = request;
      refuseMore(call, fieldsets);
      const { members, metadata } = findMembers(call, request, (member) => maySee(call, member));
      return {
        members: members.map((member) =>
          withFieldset(member, readContact(call, member.contactId), fieldsets),
        ),
        metadata,
      };
    },
  }),
];

/** Private members are seen by themselves and the business only. */
function maySee({ identity }: Call, { id, privacyStatus }: Member): boolean {
  return (
    privacyStatus === 'PUBLIC' ||
    identity?.kind === 'app' ||
    identity?.kind === 'user' ||
    identity?.id === id
  );
}
