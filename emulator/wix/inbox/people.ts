// Who a conversation is with, as Inbox shows and addresses people. Reads contacts and members; changes neither.
import { readDocument } from '../../database/documents.ts';
import type { Call } from '../call.ts';

/** What reading people needs of a call. */
type Reader = Pick<Call, 'database'>;

/** The person of a conversation: one conversation each. */
export interface Person {
  readonly kind: 'visitor' | 'contact' | 'member';
  readonly id: string;
}

/** What Inbox shows of a person and how it reaches them. */
export interface PersonDisplay {
  readonly name: string;
  readonly imageUrl?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly contactId?: string;
}

interface ContactDocument {
  readonly info?: {
    readonly name?: { readonly first?: string; readonly last?: string };
    readonly emails?: { readonly items?: readonly { readonly email?: string }[] };
    readonly phones?: { readonly items?: readonly { readonly phone?: string }[] };
  };
}

interface MemberDocument {
  readonly loginEmail?: string;
  readonly contactId?: string;
  readonly profile?: { readonly nickname?: string };
}

function document<T>(call: Reader, table: 'contacts' | 'members', id: string): T | undefined {
  const row = call.database.get<{ readonly document: string }>(
    `select document from ${table} where id = ?`,
    id,
  );
  return row ? readDocument<T>(row.document) : undefined;
}

/** The member that a contact belongs to. */
export function memberIdOfContact(call: Reader, contactId: string): string | undefined {
  return call.database.get<{ readonly id: string }>(
    'select id from members where contact_id = ?',
    contactId,
  )?.id;
}

/** The contact that a visitor's session was tied to. */
export function contactIdOfVisitor(call: Reader, visitorId: string): string | undefined {
  return call.database.get<{ readonly contact_id: string }>(
    'select contact_id from visitor_contacts where visitor_id = ?',
    visitorId,
  )?.contact_id;
}

/** Wix's name for a visitor without one: "Visitor #8145". The number is made from the id. */
export function visitorName(visitorId: string): string {
  return `Visitor #${String(parseInt(visitorId.slice(0, 8), 16) % 10_000).padStart(4, '0')}`;
}

/** What Inbox shows of a person; undefined where the contact or member does not exist. Visitors always do. */
export function displayOf(call: Reader, person: Person): PersonDisplay | undefined {
  switch (person.kind) {
    case 'visitor':
      return {
        name: visitorName(person.id),
        imageUrl:
          'https://static.parastorage.com/services/engage-web/1.6076.0/assets/visitor-avatars-faces/Avatar1Orange.png',
      };
    case 'contact': {
      const contact = document<ContactDocument>(call, 'contacts', person.id);
      if (!contact) {
        return undefined;
      }
      const { name, emails, phones } = contact.info ?? {};
      const email = emails?.items?.[0]?.email;
      const phone = phones?.items?.[0]?.phone;
      const full = [name?.first, name?.last].filter(Boolean).join(' ');
      return {
        name: full || email || phone || 'Contact',
        contactId: person.id,
        ...(email === undefined ? {} : { email }),
        ...(phone === undefined ? {} : { phone }),
      };
    }
    case 'member': {
      const member = document<MemberDocument>(call, 'members', person.id);
      if (!member) {
        return undefined;
      }
      const contact = member.contactId
        ? displayOf(call, { kind: 'contact', id: member.contactId })
        : undefined;
      return {
        ...contact,
        name: member.profile?.nickname || contact?.name || member.loginEmail || 'Member',
        ...(member.loginEmail === undefined ? {} : { email: member.loginEmail }),
      };
    }
  }
}
