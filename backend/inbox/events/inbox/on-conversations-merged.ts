import type { InboxContext } from 'backend/inbox/context';
import { readEvent } from 'backend/inbox/events/read-event';
import { toConversationsMerged } from 'backend/inbox/events/read-inbox-event';
import { recordRecent } from 'backend/inbox/events/record-recent';

/**
 * Handles Inbox's event of merged conversations: notifies open pages and records the event for `listRecent`, once for
 * each old conversation, so that `getConversation` finds the new one by the old id. Never rejects.
 *
 * Must not send messages. The import rules forbid importing code that sends in this folder.
 */
export async function onConversationsMerged(
  context: Pick<InboxContext, 'wix' | 'pages' | 'now' | 'log' | 'logOnce'>,
  event: unknown,
): Promise<void> {
  const merged = readEvent(context, event, 'merged conversations', toConversationsMerged);
  if (!merged) return;
  const { conversationId, oldConversationIds, at } = merged;
  await Promise.all([
    ...oldConversationIds.map((dedupeKey) =>
      recordRecent(context, { kind: 'merged', dedupeKey, at, conversationId }),
    ),
    context.pages.announceChange('merged', conversationId),
  ]);
}
