import type { InboxContext } from 'backend/inbox/context';
import { readEvent } from 'backend/inbox/events/read-event';
import { toMessageSent } from 'backend/inbox/events/read-inbox-event';
import { recordRecent } from 'backend/inbox/events/record-recent';
import { runHook } from 'backend/inbox/messaging/hooks';
import type { Direction } from 'backend/inbox/site-functions';

/**
 * Handles Inbox's event of a sent message: notifies open pages, calls the `onMessage` hook and records the event
 * for `listRecent`. Never rejects.
 *
 * Must not send messages: this would cause a loop. The import rules forbid importing code that sends in this
 * folder.
 *
 * @param direction - the direction of the event; the message may not contain it.
 */
export async function onMessageSent(
  context: Pick<InboxContext, 'wix' | 'settings' | 'pages' | 'now' | 'log' | 'logOnce'>,
  event: unknown,
  direction: Direction,
): Promise<void> {
  const sent = readEvent(context, event, 'a sent message', toMessageSent);
  if (!sent) return;
  const { conversationId, message, at } = sent;
  const { _id: messageId, visibility } = message;
  const kind = 'form' in message.content ? 'form' : 'message';
  const dedupeKey = `${conversationId}:${messageId}`;
  await Promise.all([
    recordRecent(context, { kind, dedupeKey, at, conversationId, direction }),
    runHook(context, 'onMessage', (hook) => hook(message, { conversationId, direction })),
    context.pages.announceMessage({ conversationId, messageId, visibility }),
  ]);
}
