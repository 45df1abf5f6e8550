import type { Outgoing } from 'public/inbox-chat-outbox';
import type { ChatMessage } from 'public/inbox-shapes';

/** The part of a conversation that the page has: without a gap, oldest first. */
export interface ChatHistory {
  readonly messages: readonly ChatMessage[];
  /** Of the messages before them; absent where there are none. */
  readonly cursor?: string;
}

/** A page of messages, newest first. */
interface NewestFirst {
  readonly messages: readonly ChatMessage[];
  readonly cursor?: string;
}

/** Begins with the newest page. */
export function toHistory({ messages, cursor }: NewestFirst): ChatHistory {
  return { messages: [...messages].reverse(), ...(cursor !== undefined && { cursor }) };
}

/**
 * Joins the newest page to what the page has.
 *
 * What the page says replaces what was known of that stretch. Where the two do not meet (more came than
 * fits on a page, or Wix merged the conversation into another), only the newest page is left: what came
 * before it is then read again by its cursor, so that nothing is missing and nothing is there twice.
 */
export function joinNewest(history: ChatHistory, newest: NewestFirst): ChatHistory {
  const page = toHistory(newest);
  const [oldest] = page.messages;
  const meets = page.messages.some(({ _id, at }) =>
    history.messages.some((known) => known._id === _id && known.at === at),
  );
  if (!oldest || !meets || page.cursor === undefined) return page;
  const before = history.messages.filter((known) => isBefore(known, oldest));
  return { ...history, messages: [...before, ...page.messages] };
}

/** Joins a page of older messages. */
export function joinOlder({ messages }: ChatHistory, older: NewestFirst): ChatHistory {
  const page = toHistory(older);
  const [oldest] = messages;
  const before = oldest ? page.messages.filter((it) => isBefore(it, oldest)) : page.messages;
  return { ...page, messages: [...before, ...messages] };
}

/**
 * Leaves out what the conversation shows by now, though its sending is not answered yet: a ping is faster.
 *
 * A message has no id before it is answered, so it is known by its text, among those that came after it was
 * written; each stands for one.
 */
export function notYetAmong(
  outgoing: readonly Outgoing[],
  messages: readonly ChatMessage[],
): readonly Outgoing[] {
  const taken = new Set<ChatMessage>();
  return outgoing.filter(({ text, state, after }) => {
    if (text === '' || state === 'waiting' || state === 'failed') return true;
    const same = messages.find(
      (it) =>
        !taken.has(it) &&
        it.from === 'me' &&
        it.items.some((item) => item.kind === 'text' && item.text === text) &&
        (after === undefined || isBefore({ _id: after }, it)),
    );
    if (same) taken.add(same);
    return !same;
  });
}

/** Tells whether a message stands before another one of its conversation: ids are digits of any length. */
export function isBefore(one: Pick<ChatMessage, '_id'>, other: Pick<ChatMessage, '_id'>): boolean {
  const [a, b] = [one._id, other._id];
  return a.length === b.length ? a < b : a.length < b.length;
}
