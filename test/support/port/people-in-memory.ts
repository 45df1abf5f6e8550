// Finds contacts and members in memory, as Wix's queries do.
import { matchesName, matchesPhone } from 'backend/inbox/wix/match-people';
import type { FoundContact, FoundMember, MemberQuery } from 'backend/inbox/wix/port';
import type { Channel, PeopleQuery } from 'public/inbox-shapes';
import { VELO_APP_ID } from './world.ts';
import type { TestContact } from './port-harness.ts';

const equalsIgnoringCase = (one: string, other: string) =>
  one.toLowerCase() === other.toLowerCase();

/** Finds contacts that match every given property. */
export function findContacts(
  contacts: ReadonlyMap<string, TestContact>,
  { email, phone, name }: PeopleQuery,
  limit: number,
): readonly FoundContact[] {
  const matches = (contact: TestContact) =>
    (email === undefined || equalsIgnoringCase(contact.email, email)) &&
    (phone === undefined || matchesPhone(contact.phone ?? '', phone)) &&
    (name === undefined || matchesName(fullName(contact), name));
  return [...contacts]
    .filter(([, contact]) => matches(contact))
    .slice(0, limit)
    .map(([id, contact]) => {
      const names = [contact.firstName, contact.lastName].filter((part) => part !== undefined);
      return {
        id,
        email: contact.email,
        ...(names.length > 0 && { name: names.join(' ') }),
        ...(contact.phone !== undefined && { phone: contact.phone }),
      };
    });
}

function fullName({ firstName = '', lastName = '' }: TestContact): string {
  return `${firstName} ${lastName}`;
}

/** Finds members by contact IDs or by log-in e-mail. */
export function findMembers(
  members: ReadonlyMap<string, { readonly contactId: string; readonly email: string }>,
  by: MemberQuery,
): readonly FoundMember[] {
  return [...members]
    .filter(([, { contactId, email }]) =>
      'email' in by ? equalsIgnoringCase(email, by.email) : by.contactIds.includes(contactId),
    )
    .map(([id, { contactId }]) => ({ id, contactId }));
}

/** Returns the channels on which a contact can be reached. */
export function channelsOf(contact: TestContact | undefined): readonly Channel[] {
  return [
    'CHAT',
    ...(contact ? (['EMAIL'] as const) : []),
    ...(contact?.phone === undefined ? [] : (['SMS'] as const)),
  ];
}

/** Returns the id of a contact's member. */
export function memberIdOf(
  members: ReadonlyMap<string, { readonly contactId: string }>,
  contactId: string,
): string | undefined {
  return [...members].find(([, member]) => member.contactId === contactId)?.[0];
}

/** Returns the sources of the newest contacts: the site's backend creates all of them. */
export function sourcesOf(contacts: ReadonlyMap<string, TestContact>, limit: number) {
  return [...contacts].slice(-limit).map(() => ({ sourceType: 'WIX_APP', appId: VELO_APP_ID }));
}
