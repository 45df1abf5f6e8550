// Reads the participants of conversations and their display data from contacts and members. Changes neither.
import type { DatabaseContext } from '../core/context.ts';
import { readContact } from '../contacts/contact-store.ts';
import { findMemberById } from '../members/members.ts';

/** A participant: a visitor, contact or member with one conversation. */
export interface Participant {
  readonly kind: 'visitor' | 'contact' | 'member';
  readonly id: string;
}

/** The display data of a participant, and their email address and phone number. */
export interface ParticipantDisplayData {
  readonly name: string;
  readonly imageUrl?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly contactId?: string;
}

/** Returns Wix's default name of a visitor: "Visitor #8145". The number is derived from the id. */
function getVisitorName(visitorId: string): string {
  return `Visitor #${String(parseInt(visitorId.slice(0, 8), 16) % 10_000).padStart(4, '0')}`;
}

/** Returns the display data of a participant; undefined if the contact or member does not exist. Every visitor exists. */
export function getParticipantDisplayData(
  context: DatabaseContext,
  participant: Participant,
): ParticipantDisplayData | undefined {
  switch (participant.kind) {
    case 'visitor':
      return {
        name: getVisitorName(participant.id),
        imageUrl:
          'https://static.parastorage.com/services/engage-web/1.6076.0/assets/visitor-avatars-faces/Avatar1Orange.png',
      };
    case 'contact': {
      const contact = readContact(context, participant.id);
      if (!contact) {
        return undefined;
      }
      const { first, last } = contact.info?.name ?? {};
      const { email, phone } = contact.primaryInfo ?? {};
      return {
        name: [first, last].filter(Boolean).join(' ') || email || phone || 'Contact',
        contactId: participant.id,
        ...(email ? { email } : {}),
        ...(phone ? { phone } : {}),
      };
    }
    case 'member': {
      const member = findMemberById(context, participant.id);
      if (!member) {
        return undefined;
      }
      const contact = getParticipantDisplayData(context, { kind: 'contact', id: member.contactId });
      const name = member.profile?.nickname || contact?.name || member.loginEmail;
      return { ...contact, name, email: member.loginEmail };
    }
  }
}
