import { fingerprint } from 'backend/inbox/access/fingerprint';
import { createBoundedMap } from 'backend/inbox/bounded-map';
import type { InboxDependencies } from 'backend/inbox/context';
import { toLogFields } from 'backend/inbox/log';
import type { FormContact } from 'public/inbox-form';
import type { Conversation } from 'public/inbox-shapes';

/** Creates contacts for the addresses typed into forms. */
export interface FormContacts {
  /**
   * Finds the contact with a typed address, or creates it. Returns its id, which stays in the backend.
   *
   * It is not connected to the session, whatever the settings say: for an unidentified session, Wix
   * would add a second person's address to the first person's contact.
   *
   * @throws {InboxError} the code of Wix's error; TRY_LATER after the time limit of a call.
   */
  findOrCreate(contact: FormContact): Promise<string>;
  /**
   * Makes a visitor a contact after their form was sent, so that Wix merges their conversations.
   *
   * Wix gets the address and the name only, never a phone, a label or a subscription: the person who
   * typed them may not own them. The contact of the address is created first, elevated, so that Wix always
   * matches by address. If the session's conversation already has a contact or member, or if the session
   * typed another address before (a hint that is remembered per container), the address stays text in the form.
   *
   * It never rejects. A failure is logged and does not change the answer: the form was sent.
   */
  submit(contact: FormContact, conversation: Conversation, visitorId: string): Promise<void>;
}

/** Visitors whose address is remembered. */
const MAX_VISITORS = 10_000;

/** Creates the service. The one address of each visitor is remembered per container. */
export function createFormContacts({
  wix,
  settings,
  log,
}: Pick<InboxDependencies, 'wix' | 'settings' | 'log'>): FormContacts {
  const addressOfVisitor = createBoundedMap<string>(MAX_VISITORS);
  const findOrCreate = (contact: FormContact) => wix.createContact(contact);

  return {
    findOrCreate,
    async submit(contact, { participant }, visitorId) {
      if (settings.contacts === 'off') return;
      if (participant.contactId !== undefined || participant.memberId !== undefined) return;
      try {
        const address = fingerprint(contact.email.toLowerCase());
        const known = addressOfVisitor.get(visitorId);
        if (known !== undefined && known !== address) return;
        addressOfVisitor.set(visitorId, address);
        // The contact of the address exists first. Without it, Wix would add the address to the contact of
        // the session, and its owner could later read that contact's history.
        await findOrCreate(contact);
        if (settings.contacts === 'reconcile') await wix.submitContact(contact);
      } catch (error) {
        const what = 'Failed to create a contact for a sent form';
        log({ level: 'warn', what, ...toLogFields(error) });
      }
    },
  };
}
