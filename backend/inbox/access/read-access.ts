import { InboxError, isCode } from 'backend/inbox/error';
import {
  callerParticipant,
  toReader,
  callerKey,
  type IdentifiedCaller,
} from 'backend/inbox/access/caller';
import type { InboxContext } from 'backend/inbox/context';
import type { Conversation, ParticipantIds } from 'public/inbox-shapes';

/**
 * Opens the speaker's conversation, if he may read it.
 *
 * Wix matches a typed address with a contact and merges the conversations, so that whoever types
 * somebody's address would read his history. What Wix answers decides, not what was asked.
 *
 * @throws {InboxError} HISTORY_NOT_AVAILABLE; TRY_LATER.
 */
export async function openReadableConversation(
  context: InboxContext,
  speaker: IdentifiedCaller,
): Promise<Conversation> {
  try {
    const conversation = await context.wix.openConversation(callerParticipant(speaker));
    if (mayRead(speaker, conversation.participant)) return conversation;
  } catch (error) {
    // Under one reading of Wix's documents an absorbed visitor's id leads nowhere.
    if (!isCode(error, 'PARTICIPANT_NOT_FOUND')) throw error;
  }
  throw new InboxError('HISTORY_NOT_AVAILABLE');
}

function mayRead(speaker: IdentifiedCaller, participant: ParticipantIds): boolean {
  const reader = toReader(participant);
  return reader !== undefined && callerKey(reader) === callerKey(speaker);
}
