// Who a conversation is with, as Inbox shows and addresses people. Reads contacts and members; changes neither.
import type { Reader } from '../core/context.ts';
import { readContact } from '../contacts/contact-store.ts';
import { memberById } from '../members/members.ts';

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

/** Wix's name for a visitor without one: "Visitor #8145". The number is made from the id. */
function visitorName(visitorId: string): string {
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
      const contact = readContact(call, person.id);
      if (!contact) {
        return undefined;
      }
      const { first, last } = contact.info?.name ?? {};
      const { email, phone } = contact.primaryInfo ?? {};
      return {
        name: [first, last].filter(Boolean).join(' ') || email || phone || 'Contact',
        contactId: person.id,
        ...(email ? { email } : {}),
        ...(phone ? { phone } : {}),
      };
    }
    case 'member': {
      const member = memberById(call, person.id);
      if (!member) {
        return undefined;
      }
      const contact = displayOf(call, { kind: 'contact', id: member.contactId });
      const name = member.profile?.nickname || contact?.name || member.loginEmail;
      return { ...contact, name, email: member.loginEmail };
    }
  }
}
