// Who is found in memory by what, as Wix finds contacts and members.
import type { FoundContact, FoundMember, MemberQuery } from 'backend/inbox/wix/port';
import type { Channel, PeopleQuery } from 'public/inbox-shapes';
import type { TestContact } from './port-harness.ts';

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
const begins = (text: string, beginning: string) =>
  text.toLowerCase().startsWith(beginning.toLowerCase());

/** Contacts that all that is given fits. */
export function findContacts(
  contacts: ReadonlyMap<string, TestContact>,
  { email, phone, name }: PeopleQuery,
  limit: number,
): readonly FoundContact[] {
  const fits = (contact: TestContact) =>
    (email === undefined || same(contact.email, email)) &&
    (phone === undefined || contact.phone === phone) &&
    (name === undefined || isNamed(contact, name));
  return [...contacts]
    .filter(([, contact]) => fits(contact))
    .slice(0, limit)
    .map(([id, { email: address, phone: number, firstName, lastName }]) => {
      const names = [firstName, lastName].filter((part) => part !== undefined);
      return {
        id,
        email: address,
        ...(names.length > 0 && { name: names.join(' ') }),
        ...(number !== undefined && { phone: number }),
      };
    });
}

function isNamed({ firstName = '', lastName = '' }: TestContact, name: string): boolean {
  const [first = '', ...rest] = name.trim().split(/\s+/);
  const whole = [first, ...rest].join(' ');
  const isBoth = rest.length > 0 && begins(firstName, first) && begins(lastName, rest.join(' '));
  return begins(firstName, whole) || begins(lastName, whole) || isBoth;
}

/** Members by contact, or by the address that they log in with. */
export function findMembers(
  members: ReadonlyMap<string, { readonly contactId: string; readonly email: string }>,
  by: MemberQuery,
): readonly FoundMember[] {
  return [...members]
    .filter(([, { contactId, email }]) =>
      'email' in by ? same(email, by.email) : by.contactIds.includes(contactId),
    )
    .map(([id, { contactId }]) => ({ id, contactId }));
}

/** Where somebody can be written to. */
export function channelsOf(contact: TestContact | undefined): readonly Channel[] {
  return [
    'CHAT',
    ...(contact ? (['EMAIL'] as const) : []),
    ...(contact?.phone === undefined ? [] : (['SMS'] as const)),
  ];
}
