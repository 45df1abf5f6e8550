import { fingerprint } from 'backend/inbox/fingerprint';
import { toLogFields } from 'backend/inbox/log';
import type { Rooms } from 'backend/inbox/rooms';
import type { FormContact } from 'public/inbox-form';
import type { Conversation } from 'public/inbox-shapes';

/**
 * Finds the contact of a typed address, or makes it. Its id stays in the backend.
 *
 * Nothing ties it to the session, whatever the settings say: where nobody can tell whose session it
 * is, Wix would add a second person's address to the first one's contact.
 *
 * @throws {InboxError} what Wix refused with; TRY_LATER if it took longer than a call may.
 */
export function toContactId({ wix }: Rooms, contact: FormContact): Promise<string> {
  return wix.createContact(contact);
}

/**
 * Lets a visitor become a contact after his form was sent, so that Wix merges his conversations.
 *
 * Only the address and the name with it are given to Wix: never a telephone, a label or a
 * subscription, because whoever typed them may not be their owner.
 *
 * A session becomes one contact: where its conversation belongs to a contact or member already, or
 * another address was typed in it before, the address stays text in the form. Failing changes
 * nothing in the answer: the form has been sent, and says the address.
 */
export async function shareContact(
  rooms: Rooms,
  contact: FormContact,
  { participant }: Conversation,
  visitorId: string,
): Promise<void> {
  if (rooms.settings.contacts === 'off') return;
  if (participant.contactId !== undefined || participant.memberId !== undefined) return;
  try {
    const address = fingerprint(contact.email.toLowerCase());
    const known = rooms.addressOfVisitor.get(visitorId);
    if (known !== undefined && known !== address) return;
    rooms.addressOfVisitor.set(visitorId, address);
    await (rooms.settings.contacts === 'reconcile'
      ? rooms.wix.submitContact(contact)
      : toContactId(rooms, contact));
  } catch (error) {
    rooms.log({ level: 'warn', what: 'make a contact of a sent form', ...toLogFields(error) });
  }
}
