import { readEvent } from 'backend/inbox/events/read-event';
import { toConversationsMerged } from 'backend/inbox/events/read-inbox-event';
import { recordRecentEvent } from 'backend/inbox/events/recent-events';
import type { InboxContext } from 'backend/inbox/context';
import { notifyPages } from 'backend/inbox/realtime/notify-pages';

// An event of Inbox must never lead to a message: nothing that sends can be imported here.

/** Tells the pages and the owner's list that conversations became one. Never rejects. */
export async function onConversationsMerged(context: InboxContext, event: unknown): Promise<void> {
  const merged = readEvent(context, event, 'merged conversations', toConversationsMerged);
  if (!merged) return;
  const { conversationId, oldConversationIds, at } = merged;
  const fact = [conversationId, ...[...oldConversationIds].sort()].join();
  await Promise.all([
    recordRecentEvent(context, { kind: 'merged', dedupeKey: fact, at, conversationId }),
    notifyPages(context, 'merged', conversationId),
  ]);
}
