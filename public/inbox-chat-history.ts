import { isUnconfirmed } from 'public/inbox-chat-outbox';
import type { QueuedMessage } from 'public/inbox-chat-outbox';
import { toFileName } from 'public/inbox-message-rows';
import type { ChatMessage } from 'public/inbox-shapes';

/** The loaded messages of a conversation, oldest first, without gaps. */
export interface ChatHistory {
  readonly messages: readonly ChatMessage[];
  /** Cursor of the messages before these; absent if there are none. */
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
 * Merges the newest page into the history.
 *
 * The page replaces the messages of its range. If they do not overlap (more messages arrived than fit on a page, or
 * Wix merged the conversation into another one), returns only the page; its cursor loads the messages before it.
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

/** Merges a page of older messages into the history. */
export function joinOlder({ messages }: ChatHistory, older: NewestFirst): ChatHistory {
  const page = toHistory(older);
  const [oldest] = messages;
  const before = oldest
    ? page.messages.filter((message) => isBefore(message, oldest))
    : page.messages;
  return { ...page, messages: [...before, ...messages] };
}

/**
 * The ids of the rows of messages that were queued on this page, by message id: a message keeps the row of its queued
 * message, so that the row is not replaced and read again by a screen reader.
 */
export type RowIds = Map<string, string>;

/**
 * Removes queued messages that are already in the conversation, and adds the row ids of those to `rowIds`. A message that
 * was written before the first read keeps its own id, because it can be compared with an old message.
 *
 * They are compared by text, because a queued message has no id: a ping can arrive before the response of the send.
 * Only the user's messages after it was written count, and each matches at most one queued message. An unconfirmed
 * message is not removed if the match could be another message with the same text.
 */
export function omitDelivered(
  outgoing: readonly QueuedMessage[],
  messages: readonly ChatMessage[],
  rowIds: RowIds = new Map(),
): readonly QueuedMessage[] {
  return outgoing.filter((queued) => {
    const { id, state, after } = queued;
    if (state === 'waiting' || state === 'failed') return true;
    if (isUnconfirmed(queued) && !isIdentifiable(queued, outgoing)) return true;
    const match = messages.find(
      (message) =>
        message.from === 'me' &&
        (rowIds.get(message._id) ?? id) === id &&
        hasContent(message, queued) &&
        (after === undefined || isBefore({ _id: after }, message)),
    );
    if (match && after !== undefined) rowIds.set(match._id, id);
    return !match;
  });
}

/** Compares by text. A message without a text is compared by the number of its files, after it was sent. */
function hasContent(
  { items }: ChatMessage,
  { text, attachments, state, after }: QueuedMessage,
): boolean {
  if (text !== '') return items.some((item) => item.kind === 'text' && item.text === text);
  const isComparable = state === 'sent' && after !== undefined;
  return (
    isComparable &&
    items.length === attachments.length &&
    items.every(({ kind }) => kind !== 'text')
  );
}

function isIdentifiable(
  { text, after }: QueuedMessage,
  outgoing: readonly QueuedMessage[],
): boolean {
  return after !== undefined && outgoing.filter((other) => other.text === text).length === 1;
}

/**
 * Returns the sent messages that are not shown yet: not as a message of the conversation, and not as a queued one. They
 * are compared by text; each shown message matches at most one.
 */
export function omitShown(
  sent: readonly ChatMessage[],
  {
    messages,
    outgoing,
  }: { readonly messages: readonly ChatMessage[]; readonly outgoing: readonly QueuedMessage[] },
): readonly ChatMessage[] {
  const written = messages.filter(({ from }) => from === 'me');
  const shown = [
    ...written.map(toPlainText),
    ...outgoing.filter(({ state }) => state === 'sent').map(toQueuedText),
  ];
  return sent.filter((message) => {
    const index = shown.indexOf(toPlainText(message));
    if (index >= 0) shown.splice(index, 1);
    return index < 0;
  });
}

/** Returns the text of a queued message as it is shown later, with the names of its files. */
export function toQueuedText({ text, attachments }: QueuedMessage): string {
  return toLines([text, ...attachments.map((url) => toFileName(url))]);
}

function toPlainText({ items }: ChatMessage): string {
  return toLines(
    items.map((item) => (item.kind === 'text' ? item.text : toFileName(item.url, item.filename))),
  );
}

function toLines(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n');
}

/** Returns the unconfirmed messages that are in the conversation. */
export function findArrived(
  outgoing: readonly QueuedMessage[],
  messages: readonly ChatMessage[],
  rowIds: RowIds,
): readonly QueuedMessage[] {
  const missing = omitDelivered(outgoing, messages, rowIds);
  return outgoing.filter((queued) => isUnconfirmed(queued) && !missing.includes(queued));
}

/** Returns whether a message comes before another one of its conversation. Ids are digits of any length. */
export function isBefore(
  message: Pick<ChatMessage, '_id'>,
  other: Pick<ChatMessage, '_id'>,
): boolean {
  const [id, otherId] = [message._id, other._id];
  return id.length === otherId.length ? id < otherId : id.length < otherId.length;
}
