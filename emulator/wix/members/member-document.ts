// A member as Wix's Members shows it, and which of its fields each field set has. Leaves out photos and custom fields.
import type * as meta from '@wix/auto_sdk_members_members/meta';
import type { FromWire } from '../core/operation.ts';
import type { Contact } from '../contacts/contact-document.ts';
import { emailsOf, phonesOf } from '../contacts/contact-document.ts';

type GetMemberResponse = FromWire<ReturnType<typeof meta.getMember>['__originalResponseType']>;

/** A member as it is stored; dates are ISO strings. A member always has a contact. */
export type Member = NonNullable<GetMemberResponse['member']> & {
  readonly id: string;
  readonly contactId: string;
  readonly loginEmail: string;
};

/** The sets of fields: PUBLIC (the default), EXTENDED, FULL. */
export type Fieldset = 'PUBLIC' | 'EXTENDED' | 'FULL';

/** Makes the document of a new member. Members are approved and public from the start (assumed). */
export function newMember(
  id: string,
  {
    loginEmail,
    slug,
    contact,
    now,
  }: {
    readonly loginEmail: string;
    readonly slug: string;
    readonly contact: Contact;
    readonly now: string;
  },
): Member {
  return {
    id,
    loginEmail,
    loginEmailVerified: false,
    status: 'APPROVED',
    contactId: contact.id,
    profile: { nickname: nicknameOf(contact, loginEmail), slug },
    privacyStatus: 'PUBLIC',
    activityStatus: 'ACTIVE',
    createdDate: now,
    updatedDate: now,
    lastLoginDate: now,
  };
}

/** The name that others see: the contact's, else what stands before the @ of the log-in address (assumed). */
function nicknameOf({ info }: Contact, loginEmail: string): string {
  return (
    [info.name?.first, info.name?.last].filter(Boolean).join(' ') ||
    (loginEmail.split('@')[0] ?? '')
  );
}

/**
 * A member with the fields of the largest set asked for. `contact` is as the contact list has it now.
 * @see `Set` in the package's typings
 */
export function withFieldset(
  member: Member,
  contact: Contact | undefined,
  fieldsets: readonly Fieldset[] = [],
): Member | PublicMember {
  if (fieldsets.includes('FULL')) {
    return contact ? { ...member, contact: contactOf(contact) } : member;
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

/** A member without what only itself and the business may see. */
export type PublicMember = Omit<Member, 'loginEmail'>;

function contactOf({ info }: Contact): NonNullable<Member['contact']> {
  const { name, company, jobTitle, birthdate } = info;
  return {
    ...(name?.first ? { firstName: name.first } : {}),
    ...(name?.last ? { lastName: name.last } : {}),
    phones: phonesOf(info),
    emails: emailsOf(info),
    addresses: [],
    ...(company ? { company } : {}),
    ...(jobTitle ? { jobTitle } : {}),
    ...(birthdate ? { birthdate } : {}),
    customFields: {},
  };
}
