import type { Message, MessagePage } from 'public/inbox-shapes';

/** The loaded messages of a conversation, as the business sees it. */
export interface MessageHistory {
  /** Oldest first. */
  readonly messages: readonly Message[];
  /** Cursor of the older messages; absent if there are none. */
  readonly cursor?: string | undefined;
}

/**
 * Merges the newest page into the history. If they do not overlap, returns only the page; its cursor loads the messages
 * before it.
 */
export function joinNewestPage(history: MessageHistory, page: MessagePage): MessageHistory {
  const newest = toHistory(page);
  const before = omit(history.messages, newest.messages);
  const overlaps = before.length < history.messages.length;
  if (!overlaps || before.length === 0) return newest;
  return { cursor: history.cursor, messages: [...before, ...newest.messages] };
}

/** Merges a page of older messages into the history. */
export function joinOlderPage({ messages }: MessageHistory, page: MessagePage): MessageHistory {
  const older = toHistory(page);
  return { cursor: older.cursor, messages: [...older.messages, ...omit(messages, older.messages)] };
}

/** Returns the messages that are not among the others. */
export function omit(messages: readonly Message[], others: readonly Message[]): readonly Message[] {
  const ids = new Set(others.map(({ _id }) => _id));
  return messages.filter(({ _id }) => !ids.has(_id));
}

function toHistory({ messages, cursor }: MessagePage): MessageHistory {
  return { messages: [...messages].reverse(), cursor };
}
