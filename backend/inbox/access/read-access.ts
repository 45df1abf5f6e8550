import {
  callerKey,
  callerParticipant,
  toReader,
  type IdentifiedCaller,
} from 'backend/inbox/access/caller';
import type { InboxContext } from 'backend/inbox/context';
import { InboxError, isCode } from 'backend/inbox/error';
import type { Conversation, ParticipantIds } from 'public/inbox-shapes';

/**
 * Gets the caller's conversation and checks that they are allowed to read it.
 *
 * Wix matches a typed address with a contact and merges the conversations. Without this check, anyone
 * who types another person's address could read that person's history. The check uses the participant
 * that Wix returns, not the requested one.
 *
 * @throws {InboxError} HISTORY_NOT_AVAILABLE; TRY_LATER.
 */
export async function openReadableConversation(
  { wix }: Pick<InboxContext, 'wix'>,
  caller: IdentifiedCaller,
): Promise<Conversation> {
  try {
    const conversation = await wix.openConversation(callerParticipant(caller));
    if (mayRead(caller, conversation.participant)) return conversation;
  } catch (error) {
    // Wix may no longer find a visitor whose conversation was merged (not documented).
    if (!isCode(error, 'PARTICIPANT_NOT_FOUND')) throw error;
  }
  throw new InboxError('HISTORY_NOT_AVAILABLE');
}

function mayRead(caller: IdentifiedCaller, participant: ParticipantIds): boolean {
  const reader = toReader(participant);
  return reader !== undefined && callerKey(reader) === callerKey(caller);
}
