import type { InboxContext } from 'backend/inbox/context';
import { InboxError, isCode } from 'backend/inbox/error';
import { findPeople } from 'backend/inbox/messaging/find-people';
import type { FormContact } from 'public/inbox-form';
import type { OpenedConversation } from 'backend/inbox/wix/port';
import type { Addressee, Participant, ParticipantIds } from 'public/inbox-shapes';

/** The recipient of a message; resolved immediately before sending. */
export type Recipient =
  /**
   * A participant by id, or the email address of exactly one contact or member. If Inbox does not find them, the
   * message goes to the contact with the address that they typed into a form.
   */
  | { readonly addressee: Addressee; readonly otherwise?: FormContact }
  /** Ids from an event. */
  | { readonly ids: ParticipantIds }
  /** The contact with an email address typed into a form; created if there is none. */
  | { readonly formContact: FormContact };

type RecipientContext = Pick<InboxContext, 'wix' | 'formContacts'>;

/**
 * Gets or creates the conversation with a recipient.
 *
 * Call it immediately before every send, and do not store conversation ids: they change when a visitor becomes a
 * contact, when a contact becomes a member, and when contacts merge.
 *
 * @throws {InboxError} PARTICIPANT_NOT_FOUND, PARTICIPANT_AMBIGUOUS, and the codes of Wix's errors.
 * @see https://dev.wix.com/docs/velo/apis/wix-inbox-v2/conversations/conversation-id
 */
export async function openRecipientConversation(
  context: RecipientContext,
  recipient: Recipient,
): Promise<OpenedConversation> {
  try {
    return await context.wix.openConversation(await resolveRecipient(context, recipient));
  } catch (error) {
    const otherwise = 'otherwise' in recipient ? recipient.otherwise : undefined;
    if (!otherwise || !isCode(error, 'PARTICIPANT_NOT_FOUND')) throw error;
    return openRecipientConversation(context, { formContact: otherwise });
  }
}

/**
 * Resolves an addressee to a participant. An unknown email address does not create a contact.
 *
 * @throws {InboxError} PARTICIPANT_NOT_FOUND if no one has the email address, PARTICIPANT_AMBIGUOUS if several do.
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

/** Inbox requires the member id for contacts who are members. */
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
