import { fingerprint } from 'backend/inbox/access/fingerprint';
import { toLogFields } from 'backend/inbox/log';
import type { InboxContext } from 'backend/inbox/context';
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
export function resolveContactId({ wix }: InboxContext, contact: FormContact): Promise<string> {
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
export async function submitFormContact(
  context: InboxContext,
  contact: FormContact,
  { participant }: Conversation,
  visitorId: string,
): Promise<void> {
  if (context.settings.contacts === 'off') return;
  if (participant.contactId !== undefined || participant.memberId !== undefined) return;
  try {
    const address = fingerprint(contact.email.toLowerCase());
    const known = context.addressOfVisitor.get(visitorId);
    if (known !== undefined && known !== address) return;
    context.addressOfVisitor.set(visitorId, address);
    await (context.settings.contacts === 'reconcile'
      ? context.wix.submitContact(contact)
      : resolveContactId(context, contact));
  } catch (error) {
    context.log({ level: 'warn', what: 'make a contact of a sent form', ...toLogFields(error) });
  }
}
