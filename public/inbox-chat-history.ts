import type { QueuedMessage } from 'public/inbox-chat-outbox';
import type { ChatMessage } from 'public/inbox-shapes';

/** The part of a conversation that the page has read: without a gap, oldest first. */
export interface ChatHistory {
  readonly messages: readonly ChatMessage[];
  /** Cursor of the messages before these; absent where there are none. */
  readonly cursor?: string;
}

/** One page of messages as the web method returns it: newest first. */
interface NewestFirst {
  readonly messages: readonly ChatMessage[];
  readonly cursor?: string;
}

/** Creates a history from the newest page. */
export function toHistory({ messages, cursor }: NewestFirst): ChatHistory {
  return { messages: [...messages].reverse(), ...(cursor !== undefined && { cursor }) };
}

/**
 * Joins the newest page to a history.
 *
 * The page replaces the messages of its range. If the two do not overlap (more messages arrived than fit on a
 * page, or Wix merged the conversation into another one), the page alone is returned: its cursor then leads
 * to the messages before it, so that none is missing and none appears twice.
 */
export function joinNewest(history: ChatHistory, newest: NewestFirst): ChatHistory {
  const page = toHistory(newest);
  const [oldest] = page.messages;
  const overlaps = page.messages.some(({ _id, at }) =>
    history.messages.some((known) => known._id === _id && known.at === at),
  );
  if (!oldest || !overlaps || page.cursor === undefined) return page;
  const before = history.messages.filter((known) => isBefore(known, oldest));
  return { ...history, messages: [...before, ...page.messages] };
}

/** Joins a page of older messages to a history. */
export function joinOlder({ messages }: ChatHistory, older: NewestFirst): ChatHistory {
  const page = toHistory(older);
  const [oldest] = messages;
  const before = oldest
    ? page.messages.filter((message) => isBefore(message, oldest))
    : page.messages;
  return { ...page, messages: [...before, ...messages] };
}

/**
 * Leaves out the outgoing messages that the conversation already contains.
 *
 * A ping can arrive before the response of the send, and a message has no id until then. It is therefore
 * matched by its text with the person's messages that came after it was written. Each of those matches one
 * outgoing message at most.
 */
export function omitDelivered(
  outgoing: readonly QueuedMessage[],
  messages: readonly ChatMessage[],
): readonly QueuedMessage[] {
  const matched = new Set<ChatMessage>();
  return outgoing.filter(({ text, state, after }) => {
    if (text === '' || state === 'waiting' || state === 'failed') return true;
    const match = messages.find(
      (message) =>
        !matched.has(message) &&
        message.from === 'me' &&
        message.items.some((item) => item.kind === 'text' && item.text === text) &&
        (after === undefined || isBefore({ _id: after }, message)),
    );
    if (match) matched.add(match);
    return !match;
  });
}

/** Returns whether a message comes before another one of its conversation. Ids are digits of any length. */
export function isBefore(
  message: Pick<ChatMessage, '_id'>,
  other: Pick<ChatMessage, '_id'>,
): boolean {
  const [id, otherId] = [message._id, other._id];
  return id.length === otherId.length ? id < otherId : id.length < otherId.length;
}
