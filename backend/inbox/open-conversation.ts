import type { Rooms } from 'backend/inbox/rooms';
import { inTime } from 'backend/inbox/time-limit';
import type { Conversation, Participant } from 'public/inbox-shapes';

/**
 * Finds or opens the conversation with a participant.
 *
 * Always right before a send: a conversation's id changes when a visitor becomes a contact, a contact
 * a member, or contacts merge, so that no id outlives the call.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-inbox-v2/conversations/conversation-id
 */
export function openConversation(
  { wix, settings }: Rooms,
  participant: Participant,
): Promise<Conversation> {
  const { callMs } = settings.limits;
  return inTime('openConversation', callMs, wix.openConversation(participant));
}
