import { readEvent } from 'backend/inbox/read-event';
import { toConversationsMerged } from 'backend/inbox/read-event-inbox';
import { noteRecent } from 'backend/inbox/recent-log';
import type { Rooms } from 'backend/inbox/rooms';
import { tellPages } from 'backend/inbox/tell-pages';

// An event of Inbox must never lead to a message: nothing that sends can be imported here.

/** Tells the pages and the owner's list that conversations became one. Never rejects. */
export async function noteMerge(rooms: Rooms, event: unknown): Promise<void> {
  const merged = readEvent(rooms, event, 'merged conversations', toConversationsMerged);
  if (!merged) return;
  const { conversationId, oldConversationIds, at } = merged;
  const fact = [conversationId, ...[...oldConversationIds].sort()].join();
  await Promise.all([
    noteRecent(rooms, { kind: 'merged', fact, at, conversationId }),
    tellPages(rooms, 'merged', conversationId),
  ]);
}
