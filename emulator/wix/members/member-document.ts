// Emulates the member that Wix's Members API returns, and the fields of each field set. Not emulated: custom
// fields.
import type * as meta from '@wix/auto_sdk_members_members/meta';
import type { FromWire } from '../core/operation.ts';
import type { Contact } from '../contacts/contact-document.ts';
import { getEmails, getPhones } from '../contacts/contact-document.ts';

type GetMemberResponse = FromWire<ReturnType<typeof meta.getMember>['__originalResponseType']>;

/** A member as they are stored; dates are ISO strings. A member always has a contact. */
export type Member = NonNullable<GetMemberResponse['member']> & {
  readonly id: string;
  readonly contactId: string;
  readonly loginEmail: string;
};

/** The field sets: PUBLIC (the default), EXTENDED, FULL. */
export type Fieldset = 'PUBLIC' | 'EXTENDED' | 'FULL';

/** Creates the document of a new member. Assumed: members are approved and public from the start. */
export function createMemberDocument(
  id: string,
  {
    loginEmail,
    slug,
    contact,
    now,
    isLoggedIn,
  }: {
    readonly loginEmail: string;
    readonly slug: string;
    readonly contact: Contact;
    readonly now: string;
    readonly isLoggedIn: boolean;
  },
): Member {
  return {
    id,
    loginEmail,
    loginEmailVerified: false,
    status: 'APPROVED',
    contactId: contact.id,
    profile: { nickname: getNickname(contact, loginEmail), slug },
    privacyStatus: 'PUBLIC',
    activityStatus: 'ACTIVE',
    createdDate: now,
    updatedDate: now,
    ...(isLoggedIn ? { lastLoginDate: now } : {}),
  };
}

/** Returns the nickname: the contact's name, or else the part of the login email before the @ (assumed). */
function getNickname({ info }: Contact, loginEmail: string): string {
  return (
    [info.name?.first, info.name?.last].filter(Boolean).join(' ') ||
    (loginEmail.split('@')[0] ?? '')
  );
}

/**
 * Returns a member with the fields of the largest requested field set. `contact` is the current contact.
 * @see `Set` in the package's typings
 */
export function withFieldset(
  member: Member,
  contact: Contact | undefined,
  fieldsets: readonly Fieldset[] = [],
): Member | PublicMember {
  if (fieldsets.includes('FULL')) {
    return contact ? { ...member, contact: toMemberContact(contact) } : member;
  }
  if (fieldsets.includes('EXTENDED')) {
    const { loginEmailVerified: _verified, lastLoginDate: _login, ...extended } = member;
    return extended;
  }
  const { id, contactId, createdDate, updatedDate, profile } = member;
  return {
    id,
    contactId,
    ...(createdDate ? { createdDate } : {}),
    ...(updatedDate ? { updatedDate } : {}),
    ...(profile ? { profile } : {}),
    status: 'UNKNOWN',
    privacyStatus: 'UNKNOWN',
    activityStatus: 'UNKNOWN',
  };
}

/** A member without the fields that only they and the business may see. */
export type PublicMember = Omit<Member, 'loginEmail'>;

function toMemberContact({ info }: Contact): NonNullable<Member['contact']> {
  const { name, addresses, company, jobTitle, birthdate } = info;
  return {
    ...(name?.first ? { firstName: name.first } : {}),
    ...(name?.last ? { lastName: name.last } : {}),
    phones: getPhones(info),
    emails: getEmails(info),
    addresses: (addresses?.items ?? []).map(({ id, address }) => ({
      ...address,
      ...(id ? { id } : {}),
    })),
    ...(company ? { company } : {}),
    ...(jobTitle ? { jobTitle } : {}),
    ...(birthdate ? { birthdate } : {}),
    customFields: {},
  };
}
