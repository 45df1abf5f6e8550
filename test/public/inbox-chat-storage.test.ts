// What a chat keeps when its page is loaded again. A second page in the same tab is the reloaded one.
import { expect, test } from 'vitest';
import { chatPage, HISTORY_NOT_AVAILABLE, message } from '../support/public/chat-page.ts';
import { createSentMessages } from 'public/inbox-sent-messages';
import { createFakeStorage } from '../support/public/fake-ports.ts';

const NOT_READABLE = {
  ...HISTORY_NOT_AVAILABLE,
  error: { ...HISTORY_NOT_AVAILABLE.error, session: 'mine' },
};

function setup() {
  const tab = createFakeStorage();
  const load = (options: Parameters<typeof chatPage>[0] = {}) =>
    chatPage({ storage: tab.port, ...options });
  return { tab, load };
}

test('stores nothing and calls no web method until the user acts', async () => {
  const { tab, load } = setup();
  const chat = load();
  await chat.settle();
  expect([tab.keys(), chat.lists]).toEqual([[], []]);
});

test('keeps a draft for the same person, with its line breaks', async () => {
  const { load } = setup();
  const chat = load();
  chat.page.chatInput.enter('Hello\nthere');
  await chat.settle();
  chat.page.chatInput.enter('Hello\nthere, Ada');
  await chat.settle();
  const reloaded = load();
  await reloaded.settle();
  expect(reloaded.page.chatInput.value).toBe('Hello\nthere, Ada');
});

test('puts a stored draft before what was typed since', async () => {
  const { load } = setup();
  const chat = load();
  chat.page.chatInput.enter('one');
  await chat.settle();
  const reloaded = load();
  reloaded.page.chatInput.enter('two');
  await reloaded.settle();
  expect(reloaded.page.chatInput.value).toBe('one\ntwo');
});

test('continues the queue with the same keys, in order', async () => {
  const { tab, load } = setup();
  const chat = load();
  await chat.send('one');
  await chat.send('two');
  const reloaded = load();
  await reloaded.settle();
  expect(reloaded.shownTexts()).toEqual(['one', 'two']);
  expect(reloaded.sends.map(({ text, options }) => [text, options.idempotencyKey])).toEqual([
    ['one', chat.sends[0]?.options.idempotencyKey],
  ]);
  await reloaded.sends[0]?.answer({ ok: true, replayed: true });
  await reloaded.sends[1]?.answer({ ok: true });
  expect(reloaded.sends.map(({ text }) => text)).toEqual(['one', 'two']);
  await reloaded.settle();
  expect(tab.keys()).toEqual(['velo-inbox.sent']);
});

test('keeps a failed message with its reason, and does not send it on its own', async () => {
  const { load } = setup();
  const chat = load();
  await chat.send('one');
  await chat.sends[0]?.answer({ ok: false, error: { code: 'BLOCKED', message: 'Not this.' } });
  const reloaded = load();
  await reloaded.settle();
  expect([reloaded.shownNotes(), reloaded.sends]).toEqual([['Not sent. Not this.'], []]);
});

test('returns the text of a message whose files were being uploaded', async () => {
  const { load } = setup();
  const chat = load();
  chat.page.chatInput.focus();
  await chat.settle();
  chat.page.chatAddFile.uploadFiles = () => new Promise(() => {});
  chat.page.chatAddFile.choose('plan.pdf');
  await chat.send('Look');
  expect(chat.shownNotes()).toEqual(['', 'Uploading…']);
  const reloaded = load();
  await reloaded.settle();
  expect([reloaded.page.chatInput.value, reloaded.sends]).toEqual(['Look', []]);
  expect(reloaded.page.chatStatus.text).toContain('choose it again');
});

test.for([
  [
    'another person loads the page',
    (chat: ReturnType<typeof chatPage>) => {
      chat.conversation.channel = { name: 'inbox', resourceId: 'another' };
    },
  ],
  [
    'the person logs out',
    (chat: ReturnType<typeof chatPage>) => {
      chat.chat.open();
      chat.identity.logout();
    },
  ],
] as const)('shows and sends nothing of before, and removes it: %s', async ([, change]) => {
  const { tab, load } = setup();
  const chat = load();
  await chat.send('one');
  chat.page.chatInput.enter('draft');
  await chat.settle();
  const next = load();
  change(next);
  await next.settle();
  await next.settle();
  expect([next.page.chatInput.value, next.shownTexts(), next.sends]).toEqual(['', [], []]);
  expect(tab.items.get('velo-inbox.chat') ?? '').not.toContain('draft');
});

test('works without storage, and if the storage fails', async () => {
  const fail = () => {
    throw new Error('full');
  };
  for (const storage of [undefined, { getItem: fail, setItem: fail, removeItem: fail }]) {
    const chat = chatPage(storage && { storage });
    await chat.send('one');
    expect(chat.sends).toHaveLength(1);
  }
});

test('stores the queue without the draft, or nothing of before, if the storage is full', async () => {
  const { tab, load } = setup();
  const chat = load({
    storage: {
      ...tab.port,
      async setItem(key, value) {
        if (value.length > 2000) throw new Error('full');
        tab.items.set(key, value);
      },
    },
  });
  await chat.send('one');
  chat.page.chatInput.enter('d'.repeat(2000));
  await chat.settle();
  expect(tab.items.get('velo-inbox.chat')).toMatch(/"draft":"","queue":\[{[^}]*"text":"one"/);
  await chat.send('t'.repeat(3000));
  await chat.sends[0]?.answer({ ok: true });
  // A stored state with the first message would send it again.
  expect(tab.keys()).toEqual(['velo-inbox.sent']);
});

test('keeps the newest of what the person sent if the storage is full', async () => {
  const { tab } = setup();
  const sent = createSentMessages({
    ...tab.port,
    async setItem(key, value) {
      if (value.length > 6000) throw new Error('full');
      tab.items.set(key, value);
    },
  });
  for (const letter of ['a', 'b', 'c']) await sent.add('ada', letter.repeat(2500));
  const texts = (await sent.list('ada')).flatMap(({ items }) => items);
  expect(texts).toEqual(['b', 'c'].map((letter) => ({ kind: 'text', text: letter.repeat(2500) })));
});

test('shows what the person sent from this tab if they are not allowed to read', async () => {
  const { load } = setup();
  const chat = load();
  await chat.send('one');
  await chat.sends[0]?.answer({ ok: true });
  const reloaded = load();
  reloaded.conversation.refusal = NOT_READABLE;
  reloaded.chat.open();
  await reloaded.settle();
  expect(reloaded.shownTexts()).toEqual(['one']);
  await reloaded.send('two');
  await reloaded.sends[0]?.answer({ ok: true });
  expect(reloaded.shownTexts()).toEqual(['one', 'two']);
  expect(reloaded.page.chatStatus.text).toContain('Log in to see this conversation.');

  const other = load();
  other.conversation.refusal = { ...NOT_READABLE, error: { ...NOT_READABLE.error, session: 'x' } };
  other.chat.open();
  await other.settle();
  expect(other.shownTexts()).toEqual([]);
});

test('shows the messages of Wix, not those of the tab, to a person who is allowed to read', async () => {
  const { load } = setup();
  const chat = load();
  await chat.send('one');
  await chat.sends[0]?.answer({ ok: true });
  const reloaded = load();
  reloaded.conversation.messages.push({ ...message(7, 'one'), from: 'me' });
  reloaded.chat.open();
  await reloaded.settle();
  expect(reloaded.shownTexts()).toEqual(['one']);
});
