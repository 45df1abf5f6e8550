import { expect, it } from 'vitest';
import { joinNewest, joinOlder, omitShown } from 'public/inbox-chat-history';
import type { QueuedMessage } from 'public/inbox-chat-outbox';
import type { ChatMessage } from 'public/inbox-shapes';

/** A message, by its number: later ones have higher ones. */
const message = (number: number, text = String(number)): ChatMessage => ({
  _id: String(number),
  from: 'me',
  at: new Date(number * 1000).toISOString(),
  items: [{ kind: 'text', text }],
});
const range = (first: number, last: number): readonly ChatMessage[] =>
  Array.from({ length: last - first + 1 }, (_, index) => message(first + index));
const texts = (messages: readonly ChatMessage[]) =>
  messages.flatMap(({ items }) => items.map((item) => (item.kind === 'text' ? item.text : '')));
const page = (first: number, last: number, cursor?: string) => ({
  messages: range(first, last).toReversed(),
  ...(cursor !== undefined && { cursor }),
});

const queued = (text: string, state: QueuedMessage['state'] = 'sent'): QueuedMessage => ({
  id: `row-${text}`,
  text,
  attachments: [],
  state,
});

it.each<
  [
    what: string,
    sent: readonly string[],
    shown: readonly string[],
    outgoing: readonly QueuedMessage[],
    expected: readonly string[],
  ]
>([
  ['all, if none is shown', ['a', 'b'], [], [], ['a', 'b']],
  ['none, if all are shown, in their order', ['a', 'b', 'c'], ['a', 'b', 'c'], [], []],
  ['none, if all are shown, in another order', ['a', 'b', 'c'], ['c', 'a', 'b'], [], []],
  ['one of two with the same text, if one is shown', ['a', 'a'], ['a'], [], ['a']],
  ['none that is queued and sent', ['a'], [], [queued('a')], []],
  ['one that is queued and waits', ['a'], [], [queued('a', 'waiting')], ['a']],
])('of what was sent in this session, shows %s', (_, sent, shown, outgoing, expected) => {
  const toMessages = (list: readonly string[]) =>
    list.map((text, index) => message(index + 1, text));
  const left = omitShown(toMessages(sent), { messages: toMessages(shown), outgoing });
  expect(texts(left)).toEqual(expected);
});

it('does not take a message of the business for one of the visitor', () => {
  const fromBusiness: ChatMessage = { ...message(1, 'a'), from: 'business' };
  const left = omitShown([message(2, 'a')], { messages: [fromBusiness], outgoing: [] });
  expect(texts(left)).toEqual(['a']);
});

it.each<
  [
    what: string,
    known: readonly [number, number],
    newest: readonly [number, number, string?],
    expected: { readonly from: number; readonly to: number; readonly cursor?: string },
  ]
>([
  ['the same page', [4, 6], [4, 6, 'new'], { from: 4, to: 6, cursor: 'old' }],
  ['a page with new messages', [1, 6], [4, 9, 'new'], { from: 1, to: 9, cursor: 'old' }],
  ['a page that does not overlap', [1, 3], [5, 9, 'new'], { from: 5, to: 9, cursor: 'new' }],
  ['the whole conversation', [1, 3], [1, 4], { from: 1, to: 4 }],
])('joins %s with what is loaded', (_, known, newest, { from, to, cursor }) => {
  const history = { messages: range(...known), cursor: 'old' };
  expect(joinNewest(history, page(...newest))).toEqual({
    messages: range(from, to),
    ...(cursor !== undefined && { cursor }),
  });
});

it('joins an older page, also one that overlaps', () => {
  const history = { messages: range(4, 6), cursor: 'old' };
  expect(joinOlder(history, page(2, 4, 'older'))).toEqual({
    messages: range(2, 6),
    cursor: 'older',
  });
  expect(joinOlder({ messages: [] }, page(1, 2))).toEqual({ messages: range(1, 2) });
});
