import { toLogFields } from 'backend/inbox/log';
import { ping } from 'backend/inbox/ping';
import type { Rooms } from 'backend/inbox/rooms';
import { inTime } from 'backend/inbox/time-limit';
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
  ping(rooms, kind, await participantOf(rooms, conversationId));
}

async function participantOf(
  { wix, settings, log }: Rooms,
  conversationId: string,
): Promise<ParticipantIds | undefined> {
  try {
    const work = wix.getConversation(conversationId);
    return (await inTime('getConversation', settings.limits.callMs, work)).participant;
  } catch (error) {
    log({
      level: 'warn',
      what: 'tell a participant that something changed',
      ...toLogFields(error),
    });
    return undefined;
  }
}
