import { runHook } from 'backend/inbox/messaging/hooks';
import { ping } from 'backend/inbox/realtime/ping';
import { readEvent } from 'backend/inbox/events/read-event';
import { toMessageSent } from 'backend/inbox/events/read-inbox-event';
import { recordRecentEvent } from 'backend/inbox/events/recent-events';
import type { InboxContext } from 'backend/inbox/context';
import type { Direction } from 'backend/inbox/settings';
import { notifyPages } from 'backend/inbox/realtime/notify-pages';

// An event of a message must never lead to a message: nothing that sends can be imported here.

/**
 * Tells the pages, the site's hook and the owner's list of a message that Inbox has. Never rejects.
 *
 * @param direction - what the event is for; the message may leave it out.
 */
export async function onMessageSent(
  context: InboxContext,
  event: unknown,
  direction: Direction,
): Promise<void> {
  const sent = readEvent(context, event, 'a message', toMessageSent);
  if (!sent) return;
  const { conversationId, message, at } = sent;
  const fact = `${conversationId}:${message._id}`;
  const kind = 'form' in message.content ? 'form' : 'message';
  // What only the business sees is nothing new to the participant's page.
  if (message.visibility === 'BUSINESS' && !context.told.get(fact)) ping(context, 'message');
  await Promise.all([
    recordRecentEvent(context, {
      kind,
      dedupeKey: fact,
      at,
      conversationId,
      direction,
    }),
    runHook(context, 'onMessage', (hook) => hook(message, { conversationId, direction })),
    message.visibility === 'BUSINESS' || notifyPages(context, 'message', conversationId, fact),
  ]);
}
