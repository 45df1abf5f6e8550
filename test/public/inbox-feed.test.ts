import { expect, test, vi } from 'vitest';
import { chatPage as setup } from '../support/public/chat-page.ts';

/** Opens a chat with two messages and forgets the reads that this took. */
async function setupOpened(options: Parameters<typeof setup>[0] = {}) {
  const chatSetup = setup(options);
  chatSetup.addMessages(1, 2);
  chatSetup.chat.open();
  await chatSetup.clock.pass(0.3);
  await chatSetup.clock.pass(0.3);
  await chatSetup.clock.pass(0.3);
  chatSetup.lists.length = 0;
  return chatSetup;
}

test('subscribes to the channel of the first answer, then reads once more', async () => {
  const { chat, realtime, lists, clock } = setup();
  chat.open();
  await clock.pass(0.3);
  await clock.pass(0.3);
  expect(realtime.subscriptions.map(({ channel }) => channel)).toEqual([
    { name: 'inbox', resourceId: 'mine' },
  ]);
  expect(lists).toHaveLength(2);
  await clock.pass(20);
  expect(lists).toHaveLength(2);
});

test('shows a message when its ping arrives', async () => {
  const { realtime, addMessages, shownTexts, settle } = await setupOpened();
  addMessages(3);
  realtime.ping();
  await settle();
  expect(shownTexts()).toEqual(['text 1', 'text 2', 'text 3']);
});

test('reads at most twice for a burst of ten pings, and shows the newest message', async () => {
  const { realtime, lists, clock, addMessages, shownTexts } = await setupOpened();
  for (let id = 3; id < 13; id += 1) {
    addMessages(id);
    realtime.ping();
  }
  await clock.pass(0.3);
  await clock.pass(0.3);
  await clock.pass(0.3);
  expect(lists).toHaveLength(2);
  expect(shownTexts().at(-1)).toBe('text 12');
});

test('polls every 20 s without Realtime while the page is visible', async () => {
  let isVisible = true;
  const { lists, clock, conversation, chat } = setup({ isVisible: () => isVisible });
  conversation.channel = undefined;
  chat.open();
  await clock.pass(0.3);
  lists.length = 0;
  await clock.pass(20);
  await clock.pass(20);
  expect(lists).toHaveLength(2);
  isVisible = false;
  await clock.pass(20);
  await clock.pass(20);
  expect(lists).toHaveLength(2);
  isVisible = true;
  await clock.pass(20);
  expect(lists).toHaveLength(3);
});

test('stops polling after ten minutes without activity where the visibility of the page is unknown', async () => {
  const { page, lists, clock, conversation, chat } = setup({ isVisible: () => undefined });
  conversation.channel = undefined;
  chat.open();
  await clock.pass(0.3);
  lists.length = 0;
  for (let seconds = 0; seconds < 1200; seconds += 20) await clock.pass(20);
  expect(lists).toHaveLength(30);
  page.chatInput.enter('Still there?');
  await clock.pass(20);
  expect(lists).toHaveLength(31);
});

test('polls every 20 s when the site’s permissions refuse the subscription', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const { lists, clock } = await setupOpened({ refusesSubscriptions: true });
  await clock.pass(20);
  expect(lists).toHaveLength(1);
  await clock.pass(20);
  // Each read subscribes again.
  expect(warn.mock.calls).toEqual([
    ['Realtime refused the channel "inbox": this page polls every 20 s. checkInbox says why.'],
  ]);
});

test('shows a lost connection, polls meanwhile, and shows all messages once reconnected', async () => {
  const { page, realtime, lists, clock, addMessages, shownTexts } = await setupOpened();
  realtime.disconnect();
  expect(page.chatStatus.text).toContain('Connection lost');
  addMessages(3);
  await clock.pass(20);
  expect(lists).toHaveLength(1);
  addMessages(4);
  realtime.reconnect();
  expect(page.chatStatus.text).toBe('');
  await clock.pass(3);
  await clock.pass(0.3);
  expect(shownTexts()).toEqual(['text 1', 'text 2', 'text 3', 'text 4']);
  lists.length = 0;
  await clock.pass(20);
  await clock.pass(20);
  expect(lists).toEqual([]);
});

test('polls every 20 s after Realtime reports an error', async () => {
  const { realtime, lists, clock } = await setupOpened();
  realtime.disconnect();
  realtime.fail();
  await clock.pass(20);
  expect(lists).not.toEqual([]);
});

test.each(['login', 'logout'] as const)(
  'clears messages, subscription, queue, draft and files on %s',
  async (change) => {
    const { page, realtime, identity, shownTexts, sends, send, settle } = await setupOpened();
    await send('one');
    await send('two');
    page.chatInput.enter('a draft');
    page.chatAddImage.choose('mine.jpg');
    realtime.subscriptions.length = 1;
    const [subscription] = realtime.subscriptions;

    identity[change]();
    expect([shownTexts(), page.chatInput.value, page.chatAddImage.value]).toEqual([[], '', []]);
    await settle();
    expect(realtime.subscriptions).not.toContain(subscription);
    await sends[0]?.answer({ ok: true });
    await settle();
    expect(sends.map(({ text }) => text)).toEqual(['one']);
    expect(shownTexts()).not.toContain('one');
  },
);

test('reads as the member after a log-in, and waits for activity after a log-out', async () => {
  const { page, identity, lists, clock, realtime } = await setupOpened();
  identity.login();
  await clock.pass(0.3);
  await clock.pass(0.3);
  expect(lists.length).toBeGreaterThan(0);
  lists.length = 0;
  identity.logout();
  await clock.pass(0.3);
  await clock.pass(20);
  expect([lists, realtime.subscriptions, page.chatStatus.text]).toEqual([[], [], '']);
  expect(page.chatOpen.shown).toBe(true);
});

test('ignores the answer to a read that was pending at log-out', async () => {
  const { chat, lists, identity, shownTexts, settle, readPage, addMessages, realtime } = setup({
    areReadsPending: true,
  });
  addMessages(1);
  chat.open();
  identity.logout();
  lists[0]?.answer(readPage({}));
  await settle();
  expect([shownTexts(), realtime.subscriptions]).toEqual([[], []]);
});

test('does not retry an unconfirmed message after a log-out', async () => {
  const { sends, identity, clock, send } = await setupOpened();
  await send('one');
  await sends[0]?.answer({
    ok: false,
    error: { code: 'UNCONFIRMED', message: 'Hm.', retryAfter: 4 },
  });
  identity.logout();
  await clock.pass(4);
  expect(sends).toHaveLength(1);
});

test('refresh() reads again only if the chat is open', async () => {
  const { chat, lists, settle } = setup();
  chat.refresh();
  await settle();
  expect(lists).toEqual([]);
  const openChat = await setupOpened();
  openChat.chat.refresh();
  await settle();
  expect(openChat.lists).toHaveLength(1);
});

test('polls after a failed read until a read succeeds, while the subscription stands', async () => {
  const { realtime, lists, clock, conversation, addMessages, shownTexts } = await setupOpened();
  const message = 'Wix did not accept this request.';
  conversation.refusal = { ok: false, error: { code: 'REFUSED_BY_WIX', message } };
  addMessages(3);
  realtime.ping();
  await clock.pass(0.3);
  await clock.pass(20);
  expect(lists).toHaveLength(2);
  expect(shownTexts()).toEqual(['text 1', 'text 2']);
  conversation.refusal = undefined;
  await clock.pass(20);
  await clock.pass(0.3);
  expect(shownTexts()).toEqual(['text 1', 'text 2', 'text 3']);
  expect(lists).toHaveLength(3);
  await clock.pass(20);
  await clock.pass(20);
  expect(lists).toHaveLength(3);
  expect(realtime.subscriptions).toHaveLength(1);
});

/** What a page shows while reads are refused with `retryAfter`. */
const RETRIED = [
  { code: 'BUSY', retryAfter: 20, status: '' },
  { code: 'BUSY', retryAfter: 60, status: '' },
  {
    code: 'TRY_LATER',
    retryAfter: 20,
    status: 'Messages could not be loaded. Trying again…',
  },
] as const;

test.each(RETRIED)(
  'reads again after $retryAfter s when a read is refused with $code, also for older messages',
  async ({ code, retryAfter, status }) => {
    const { chat, page, realtime, lists, clock, conversation, addMessages, shownTexts } = setup();
    addMessages(1, 2, 3, 4);
    chat.open();
    for (let reads = 0; reads < 3; reads += 1) await clock.pass(0.3);
    lists.length = 0;
    conversation.refusal = { ok: false, error: { code, message: 'Later.', retryAfter } };
    addMessages(5);
    for (let pings = 0; pings < 31; pings += 1) realtime.ping();
    await clock.pass(1);
    page.chatOlder.click();
    await clock.pass(retryAfter - 1);
    expect([lists.length, page.chatStatus.text]).toEqual([2, status]);

    conversation.refusal = undefined;
    expect(clock.waiting().every((seconds) => seconds >= retryAfter)).toBe(true);
    await clock.pass(retryAfter + 2);
    await clock.pass(1);
    expect(shownTexts()).toEqual([1, 2, 3, 4, 5].map((id) => `text ${id}`));
    expect(page.chatStatus.text).toBe('');
  },
);

test('reads every 3 s after ten reads in a minute, however many pings arrive', async () => {
  const { realtime, lists, clock } = await setupOpened();
  for (let reads = 0; reads < 20; reads += 1) {
    realtime.ping();
    await clock.pass(0.3);
  }
  expect(lists.length).toBeLessThanOrEqual(10);
  const before = lists.length;
  await clock.pass(3);
  expect(lists).toHaveLength(before + 1);
});

test('reads at once after a log-in, while a read of the previous person waits', async () => {
  const { identity, lists, clock, conversation, realtime, settle } = await setupOpened();
  conversation.refusal = { ok: false, error: { code: 'BUSY', message: 'Later.', retryAfter: 60 } };
  realtime.ping();
  await settle();
  conversation.refusal = undefined;
  lists.length = 0;
  identity.login();
  await settle();
  expect(lists).toHaveLength(1);
  await clock.pass(0.3);
  await clock.pass(62);
  expect(lists.length).toBeLessThanOrEqual(2);
});
