import { tellHook } from 'backend/inbox/hooks';
import { ping } from 'backend/inbox/ping';
import { readEvent } from 'backend/inbox/read-event';
import { toMessageSent } from 'backend/inbox/read-event-inbox';
import { noteRecent } from 'backend/inbox/recent-log';
import type { Rooms } from 'backend/inbox/rooms';
import type { Direction } from 'backend/inbox/settings';
import { tellPages } from 'backend/inbox/tell-pages';

// An event of a message must never lead to a message: nothing that sends can be imported here.

/**
 * Tells the pages, the site's hook and the owner's list of a message that Inbox has. Never rejects.
 *
 * @param direction - what the event is for; the message may leave it out.
 */
export async function noteMessage(
  rooms: Rooms,
  event: unknown,
  direction: Direction,
): Promise<void> {
  const sent = readEvent(rooms, event, 'a message', toMessageSent);
  if (!sent) return;
  const { conversationId, message, at } = sent;
  const fact = `${conversationId}:${message._id}`;
  const kind = 'form' in message.content ? 'form' : 'message';
  // What only the business sees is nothing new to the participant's page.
  if (message.visibility === 'BUSINESS' && !rooms.told.get(fact)) ping(rooms, 'message');
  await Promise.all([
    noteRecent(rooms, {
      kind,
      fact,
      at,
      conversationId,
      direction,
    }),
    tellHook(rooms, 'onMessage', (hook) => hook(message, { conversationId, direction })),
    message.visibility === 'BUSINESS' || tellPages(rooms, 'message', conversationId, fact),
  ]);
}
