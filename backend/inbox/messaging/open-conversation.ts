import { InboxError } from 'backend/inbox/error';
import type { InboxContext } from 'backend/inbox/context';
import type { Conversation, Participant, ParticipantIds } from 'public/inbox-shapes';

/**
 * Finds or opens the conversation with a participant.
 *
 * Always right before a send: a conversation's id changes when a visitor becomes a contact, a contact
 * a member, or contacts merge, so that no id outlives the call.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-inbox-v2/conversations/conversation-id
 */
export function openConversation(
  { wix }: InboxContext,
  participant: Participant,
): Promise<Conversation> {
  return wix.openConversation(participant);
}

/**
 * Finds or opens the conversation with somebody whom an event names: Inbox wants a contact who is a
 * member addressed as the member.
 *
 * @throws {InboxError} PARTICIPANT_NOT_FOUND if it names nobody, and what Wix refuses with.
 */
export async function openConversationWith(
  context: InboxContext,
  { memberId, contactId, anonymousVisitorId }: ParticipantIds,
): Promise<Conversation> {
  if (memberId !== undefined) return openConversation(context, { memberId });
  if (contactId !== undefined) {
    const member = await context.wix.memberOfContact(contactId);
    return openConversation(context, member === undefined ? { contactId } : { memberId: member });
  }
  if (anonymousVisitorId !== undefined) return openConversation(context, { anonymousVisitorId });
  throw new InboxError('PARTICIPANT_NOT_FOUND');
}
