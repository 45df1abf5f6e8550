// Emulates how members and the site change a member: profile, contact, slug, privacy. Not emulated: custom fields.
import * as meta from '@wix/auto_sdk_members_members/meta';
import { type ContactInfo, createNextRevision } from '../contacts/contact-document.ts';
import { requireContact, writeContact } from '../contacts/contact-store.ts';
import type { OperationContext } from '../core/context.ts';
import { defineOperation, type Operation, type RestRequest } from '../core/operation.ts';
import { notEmulated, WixApiError } from '../core/wix-error.ts';
import { loadRules } from '../rules/rules.ts';
import { changeMember, requireMember } from './change-members.ts';
import type { Member } from './member-document.ts';
import { isSlugTaken } from './members.ts';

const DOCS =
  'https://dev.wix.com/docs/api-reference/crm/members-contacts/members/member-management/members';
const rules = loadRules('members');

type MemberInput = NonNullable<RestRequest<typeof meta.updateMember>['member']>;
type ContactInput = NonNullable<MemberInput['contact']>;
/** What can be changed of a member. An absent field stays; an empty text clears it. */
export type MemberChanges = {
  readonly [Key in 'contact' | 'profile' | 'privacyStatus']?: MemberInput[Key] | undefined;
};

/**
 * Changes a member and their contact, and returns all of the member's fields. Raises `member-updated`, and
 * `contact-updated` if the contact changes.
 * @throws {WixApiError} 501 NOT_EMULATED for custom fields
 */
export function updateMember(
  context: OperationContext,
  member: Member,
  { contact, profile, privacyStatus }: MemberChanges,
): Member {
  if (contact) {
    changeContact(context, member, (info) => withChanges(context, info, contact));
  }
  const { nickname, title, photo, cover } = profile ?? {};
  return changeMember(context, member, {
    profile: {
      ...member.profile,
      ...omitAbsent({ nickname, title, photo, cover }),
    },
    ...(privacyStatus === 'PUBLIC' || privacyStatus === 'PRIVATE' ? { privacyStatus } : {}),
  });
}

/** Changes the contact of a member, and raises `contact-updated` if that changes anything. */
function changeContact(
  context: OperationContext,
  { contactId }: Member,
  change: (info: ContactInfo) => ContactInfo,
): void {
  const contact = requireContact(context, contactId);
  const info = change(contact.info);
  if (JSON.stringify(info) === JSON.stringify(contact.info)) {
    return;
  }
  const updated = createNextRevision(context, contact, info);
  writeContact(context, updated);
  context.emit({
    name: 'contact-updated',
    entityId: contactId,
    body: { kind: 'updated', entity: updated },
  });
}

/** "Passing an empty array will have no effect", and a list replaces the whole list. @see the comment on `updateMember` in the package's typings */
function withChanges(
  { id }: OperationContext,
  info: ContactInfo,
  { firstName, lastName, emails, phones, addresses, customFields, ...change }: ContactInput,
): ContactInfo {
  if (customFields && Object.keys(customFields).length > 0) {
    throw notEmulated('Writing custom fields of a member', 'Send the other fields without them.');
  }
  const { company, jobTitle, birthdate } = change;
  return {
    ...info,
    ...omitAbsent({ company, jobTitle, birthdate }),
    ...(firstName === undefined && lastName === undefined
      ? {}
      : { name: { ...info.name, ...omitAbsent({ first: firstName, last: lastName }) } }),
    ...(emails?.length ? { emails: { items: emails.map((email) => ({ email })) } } : {}),
    ...(phones?.length ? { phones: { items: phones.map((phone) => ({ phone })) } } : {}),
    ...(addresses?.length
      ? { addresses: { items: addresses.map((address) => ({ id: id(), address })) } }
      : {}),
  };
}

/** Returns the properties of an object that are not undefined. */
function omitAbsent<Value extends object>(
  value: Value,
): { readonly [Key in keyof Value]?: Exclude<Value[Key], undefined> };
function omitAbsent(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));
}

/** Reads the member to change: members can change only themselves. @throws {WixApiError} 404 NOT_FOUND, 403 PERMISSION_DENIED */
function requireOwnMember(context: OperationContext, id: string): Member {
  const member = requireMember(context, id);
  if (context.identity?.kind === 'member' && context.identity.id !== id) {
    throw new WixApiError(403, 'PERMISSION_DENIED', 'A member can change only their own data');
  }
  return member;
}

/** Gives a member a slug. @throws {WixApiError} 409 SLUG_ALREADY_EXISTS */
function changeSlug(context: OperationContext, member: Member, slug: string) {
  if (slug !== member.profile?.slug && isSlugTaken(context, slug)) {
    throw new WixApiError(409, 'SLUG_ALREADY_EXISTS', 'Another member has this slug', { slug });
  }
  return { member: changeMember(context, member, { profile: { ...member.profile, slug } }) };
}

/** Clears a list of a member's contact. */
function clearList(context: OperationContext, id: string, list: 'emails' | 'phones' | 'addresses') {
  const member = requireOwnMember(context, id);
  changeContact(context, member, ({ [list]: _cleared, ...info }) => info);
  return { member: changeMember(context, member, {}) };
}

const UPDATED = { rules, callers: ['member', 'app', 'user'], grade: 'typed' } as const;
const OWN = 'Assumed: 403 for a member who changes another one, 404 NOT_FOUND for an unknown id.';

/** The emulated operations that change the data of a member. */
export const MEMBER_UPDATE_OPERATIONS: readonly Operation[] = [
  defineOperation({
    ...UPDATED,
    method: 'updateMember',
    meta: meta.updateMember,
    source: `${DOCS}/update-member`,
    notes: `Changes the given fields; a list that is not empty replaces the list (documented). The login email cannot be changed. ${OWN} Custom fields are refused.`,
    run(context, { member }) {
      const { id, contact, profile, privacyStatus } = { ...member };
      return {
        member: updateMember(context, requireOwnMember(context, id ?? ''), {
          contact,
          profile,
          privacyStatus,
        }),
      };
    },
  }),
  defineOperation({
    ...UPDATED,
    method: 'updateMemberSlug',
    meta: meta.updateMemberSlug,
    source: `${DOCS}/update-member-slug`,
    notes: `SLUG_ALREADY_EXISTS is declared; its status 409 is assumed. ${OWN}`,
    run: (context, { id, slug }) => changeSlug(context, requireOwnMember(context, id), slug),
  }),
  defineOperation({
    ...UPDATED,
    callers: ['member'],
    method: 'updateCurrentMemberSlug',
    meta: meta.updateCurrentMemberSlug,
    source: `${DOCS}/update-my-slug`,
    notes: 'SLUG_ALREADY_EXISTS is declared; its status 409 is assumed.',
    run: (context, { slug }) =>
      changeSlug(context, requireMember(context, context.identity?.id ?? ''), slug),
  }),
  defineOperation({
    ...UPDATED,
    method: 'deleteMemberPhones',
    meta: meta.deleteMemberPhones,
    source: `${DOCS}/delete-member-phones`,
    notes: OWN,
    run: (context, { id }) => clearList(context, id, 'phones'),
  }),
  defineOperation({
    ...UPDATED,
    method: 'deleteMemberEmails',
    meta: meta.deleteMemberEmails,
    source: `${DOCS}/delete-member-emails`,
    notes: `The login email stays (documented). ${OWN}`,
    run: (context, { id }) => clearList(context, id, 'emails'),
  }),
  defineOperation({
    ...UPDATED,
    method: 'deleteMemberAddresses',
    meta: meta.deleteMemberAddresses,
    source: `${DOCS}/delete-member-addresses`,
    notes: OWN,
    run: (context, { id }) => clearList(context, id, 'addresses'),
  }),
  defineOperation({
    ...UPDATED,
    callers: ['member'],
    method: 'joinCommunity',
    meta: meta.joinCommunity,
    source: `${DOCS}/join-community`,
    notes: 'The profile becomes public (documented). COMMUNITY_JOIN_IMPOSSIBLE does not occur.',
    run: (context) => changeCurrentPrivacy(context, 'PUBLIC'),
  }),
  defineOperation({
    ...UPDATED,
    callers: ['member'],
    method: 'leaveCommunity',
    meta: meta.leaveCommunity,
    source: `${DOCS}/leave-community`,
    notes: 'The profile becomes private (documented).',
    run: (context) => changeCurrentPrivacy(context, 'PRIVATE'),
  }),
];

function changeCurrentPrivacy(context: OperationContext, privacyStatus: 'PUBLIC' | 'PRIVATE') {
  const member = requireMember(context, context.identity?.id ?? '');
  return { member: changeMember(context, member, { privacyStatus }) };
}
