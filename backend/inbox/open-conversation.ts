import { InboxError } from 'backend/inbox/inbox-error';
import type { Rooms } from 'backend/inbox/rooms';
import type { Conversation, Participant, ParticipantIds } from 'public/inbox-shapes';

/**
 * Finds or opens the conversation with a participant.
 *
 * Always right before a send: a conversation's id changes when a visitor becomes a contact, a contact
 * a member, or contacts merge, so that no id outlives the call.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-inbox-v2/conversations/conversation-id
 */
export function openConversation({ wix }: Rooms, participant: Participant): Promise<Conversation> {
  return wix.openConversation(participant);
}

/**
 * Finds or opens the conversation with somebody whom an event names: Inbox wants a contact who is a
 * member addressed as the member.
 *
 * @throws {InboxError} PARTICIPANT_NOT_FOUND if it names nobody, and what Wix refuses with.
 */
export async function openConversationOf(
  rooms: Rooms,
  { memberId, contactId, anonymousVisitorId }: ParticipantIds,
): Promise<Conversation> {
  if (memberId !== undefined) return openConversation(rooms, { memberId });
  if (contactId !== undefined) {
    const member = await rooms.wix.memberOfContact(contactId);
    return openConversation(rooms, member === undefined ? { contactId } : { memberId: member });
  }
  if (anonymousVisitorId !== undefined) return openConversation(rooms, { anonymousVisitorId });
  throw new InboxError('PARTICIPANT_NOT_FOUND');
}
