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
 * Opens the caller's conversation if they may read it.
 *
 * Wix matches a typed address with a contact and merges the conversations. Without this check, anyone
 * who types another person's address could read that person's history. The decision rests on the
 * participant that Wix returned, not on the one that was requested.
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
    // By one assumption about Wix, the id of a visitor whose conversation was merged is not found.
    if (!isCode(error, 'PARTICIPANT_NOT_FOUND')) throw error;
  }
  throw new InboxError('HISTORY_NOT_AVAILABLE');
}

function mayRead(caller: IdentifiedCaller, participant: ParticipantIds): boolean {
  const reader = toReader(participant);
  return reader !== undefined && callerKey(reader) === callerKey(caller);
}
