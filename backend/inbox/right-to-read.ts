import { InboxError, isCode } from 'backend/inbox/inbox-error';
import { openConversation } from 'backend/inbox/open-conversation';
import { toParticipant, toReader, toSubject, type KnownSpeaker } from 'backend/inbox/participant';
import type { Rooms } from 'backend/inbox/rooms';
import type { Conversation, ParticipantIds } from 'public/inbox-shapes';

/**
 * Opens the speaker's conversation, if he may read it.
 *
 * Wix matches a typed address with a contact and merges the conversations, so that whoever types
 * somebody's address would read his history. What Wix answers decides, not what was asked.
 *
 * @throws {InboxError} HISTORY_NOT_AVAILABLE; TRY_LATER.
 */
export async function openReadable(rooms: Rooms, speaker: KnownSpeaker): Promise<Conversation> {
  try {
    const conversation = await openConversation(rooms, toParticipant(speaker));
    if (mayRead(speaker, conversation.participant)) return conversation;
  } catch (error) {
    // Under one reading of Wix's documents an absorbed visitor's id leads nowhere.
    if (!isCode(error, 'PARTICIPANT_NOT_FOUND')) throw error;
  }
  throw new InboxError('HISTORY_NOT_AVAILABLE');
}

function mayRead(speaker: KnownSpeaker, participant: ParticipantIds): boolean {
  const reader = toReader(participant);
  return reader !== undefined && toSubject(reader) === toSubject(speaker);
}
