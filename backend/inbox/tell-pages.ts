import { isCode } from 'backend/inbox/inbox-error';
import { logOnce } from 'backend/inbox/log';
import { ping } from 'backend/inbox/ping';
import type { Rooms } from 'backend/inbox/rooms';
import type { ParticipantIds, Ping } from 'public/inbox-shapes';

/**
 * Tells the pages of a conversation's participant, and the owner's, that something changed in it.
 *
 * Whose conversation it is, Wix is asked: an event may say who sent a message, not to whom. It never
 * fails an event.
 */
export async function tellPages(
  rooms: Rooms,
  kind: Ping['kind'],
  conversationId: string,
): Promise<void> {
  if (rooms.settings.realtime === 'off') return;
  // Without the secret no page was told where to listen.
  const [key] = await rooms.keys.shared();
  ping(rooms, kind, key && (await participantOf(rooms, conversationId)));
}

async function participantOf(
  rooms: Rooms,
  conversationId: string,
): Promise<ParticipantIds | undefined> {
  try {
    return (await rooms.wix.getConversation(conversationId)).participant;
  } catch (error) {
    // Events come late: a conversation that was merged meanwhile has an event of its own.
    if (!isCode(error, 'CONVERSATION_NOT_FOUND')) {
      logOnce(rooms, 'tell a participant that something changed', error);
    }
    return undefined;
  }
}
