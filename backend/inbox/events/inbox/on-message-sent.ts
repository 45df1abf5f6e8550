import type { InboxContext } from 'backend/inbox/context';
import { readEvent } from 'backend/inbox/events/read-event';
import { toMessageSent } from 'backend/inbox/events/read-inbox-event';
import { recordRecent } from 'backend/inbox/events/record-recent';
import { runHook } from 'backend/inbox/messaging/hooks';
import type { Direction } from 'backend/inbox/settings';

/**
 * Handles Inbox's event of a sent message: notifies the pages, runs the site's `onMessage` hook and
 * records it for `listRecent`. Never rejects.
 *
 * It must never lead to another message. The import rules keep everything that sends out of this folder.
 *
 * @param direction - the direction that the event stands for; the message may omit it.
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
