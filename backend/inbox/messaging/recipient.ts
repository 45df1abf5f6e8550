import type { InboxContext } from 'backend/inbox/context';
import { InboxError } from 'backend/inbox/error';
import { findPeople } from 'backend/inbox/messaging/find-people';
import type { FormContact } from 'public/inbox-form';
import type { Addressee, Conversation, Participant, ParticipantIds } from 'public/inbox-shapes';

/** The participant that a message goes to, as data: it is resolved right before the send. */
export type Recipient =
  /** Addressed as given, or by the e-mail of exactly one contact or member. */
  | { readonly addressee: Addressee }
  /** The ids that an event names. */
  | { readonly ids: ParticipantIds }
  /** The contact of an address typed into a form; it is created if there is none. */
  | { readonly formContact: FormContact };

type RecipientContext = Pick<InboxContext, 'wix' | 'formContacts'>;

/**
 * Finds or opens the conversation with a recipient.
 *
 * It runs right before every send: a conversation's id changes when a visitor becomes a contact, when a
 * contact becomes a member, and when contacts merge. So no id outlives the call.
 *
 * @throws {InboxError} PARTICIPANT_NOT_FOUND, PARTICIPANT_AMBIGUOUS, and the codes of Wix's errors.
 * @see https://dev.wix.com/docs/velo/apis/wix-inbox-v2/conversations/conversation-id
 */
export async function openRecipientConversation(
  context: RecipientContext,
  recipient: Recipient,
): Promise<Conversation> {
  return context.wix.openConversation(await resolveRecipient(context, recipient));
}

/**
 * Resolves an addressee to a participant. An e-mail without a contact or member never creates one.
 *
 * @throws {InboxError} PARTICIPANT_NOT_FOUND if no one has the e-mail, PARTICIPANT_AMBIGUOUS if several do.
 */
export async function resolveAddressee(
  context: Pick<InboxContext, 'wix'>,
  addressee: Addressee,
): Promise<Participant> {
  if (!('email' in addressee)) return addressee;
  const [found, ...more] = await findPeople(context, addressee);
  if (!found) throw new InboxError('PARTICIPANT_NOT_FOUND');
  if (more.length > 0) throw new InboxError('PARTICIPANT_AMBIGUOUS');
  return found.participant;
}

async function resolveRecipient(
  context: RecipientContext,
  recipient: Recipient,
): Promise<Participant> {
  if ('addressee' in recipient) return resolveAddressee(context, recipient.addressee);
  if ('ids' in recipient) return resolveIds(context, recipient.ids);
  return { contactId: await context.formContacts.findOrCreate(recipient.formContact) };
}

/** Inbox requires that a contact who is a member is addressed as the member. */
async function resolveIds(
  { wix }: RecipientContext,
  { memberId, contactId, anonymousVisitorId }: ParticipantIds,
): Promise<Participant> {
  if (memberId !== undefined) return { memberId };
  if (contactId !== undefined) {
    const member = await wix.memberOfContact(contactId);
    return member === undefined ? { contactId } : { memberId: member };
  }
  if (anonymousVisitorId !== undefined) return { anonymousVisitorId };
  throw new InboxError('PARTICIPANT_NOT_FOUND');
}
