import { expect, test } from 'vitest';
import { chatPage as setup } from './chat-page.ts';

async function opened(options: Parameters<typeof setup>[0] = {}) {
  const made = setup(options);
  made.givenMessages(1, 2);
  made.chat.open();
  await made.clock.pass(0.3);
  await made.clock.pass(0.3);
  await made.clock.pass(0.3);
  made.lists.length = 0;
  return made;
}

test('subscribes to the channel that the reading answered, and reads once more for what came meanwhile', async () => {
  const { chat, feed, lists, clock } = setup();
  chat.open();
  await clock.pass(0.3);
  await clock.pass(0.3);
  expect(feed.subscriptions.map(({ channel }) => channel)).toEqual([
    { name: 'inbox', resourceId: 'mine' },
  ]);
  expect(lists).toHaveLength(2);
  await clock.pass(20);
  expect(lists).toHaveLength(2);
});

test('shows a message as soon as its ping comes', async () => {
  const { feed, givenMessages, seen, settle } = await opened();
  givenMessages(3);
  feed.ping();
  await settle();
  expect(seen()).toEqual(['text 1', 'text 2', 'text 3']);
});

test('reads at most twice for ten pings in a burst, and ends with the newest list', async () => {
  const { feed, lists, clock, givenMessages, seen } = await opened();
  for (let id = 3; id < 13; id += 1) {
    givenMessages(id);
    feed.ping();
  }
  await clock.pass(0.3);
  await clock.pass(0.3);
  await clock.pass(0.3);
  expect(lists).toHaveLength(2);
  expect(seen().at(-1)).toBe('text 12');
});

test('asks every 20 s without Realtime, while the page is visible', async () => {
  let isVisible = true;
  const { lists, clock, world, chat } = setup({ isVisible: () => isVisible });
  world.channel = undefined;
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

test('stops asking after ten minutes without an act where the page cannot tell whether it is seen', async () => {
  const { page, lists, clock, world, chat } = setup({ isVisible: () => undefined });
  world.channel = undefined;
  chat.open();
  await clock.pass(0.3);
  lists.length = 0;
  for (let seconds = 0; seconds < 1200; seconds += 20) await clock.pass(20);
  expect(lists).toHaveLength(30);
  page.chatInput.enter('Still there?');
  await clock.pass(20);
  expect(lists).toHaveLength(31);
});

test('asks every 20 s where the site’s permissions refuse the subscription', async () => {
  const { lists, clock } = await opened({ refusesSubscriptions: true });
  await clock.pass(20);
  expect(lists).toHaveLength(1);
});

test('says that the connection is lost, asks meanwhile, and ends with the same list when it is back', async () => {
  const { page, feed, lists, clock, givenMessages, seen } = await opened();
  feed.lose();
  expect(page.chatStatus.text).toContain('connection is lost');
  givenMessages(3);
  await clock.pass(20);
  expect(lists).toHaveLength(1);
  givenMessages(4);
  feed.restore();
  await clock.pass(0.3);
  expect(page.chatStatus.text).toBe('');
  expect(seen()).toEqual(['text 1', 'text 2', 'text 3', 'text 4']);
  lists.length = 0;
  await clock.pass(20);
  await clock.pass(20);
  expect(lists).toEqual([]);
});

test('asks every 20 s after its subscription could not be made again', async () => {
  const { feed, lists, clock } = await opened();
  feed.lose();
  feed.fail();
  await clock.pass(20);
  expect(lists).not.toEqual([]);
});

test.each(['login', 'logout'] as const)(
  'empties itself on a %s: messages, subscription, queue, draft and files',
  async (change) => {
    const { page, feed, people, seen, sends, say, settle } = await opened();
    await say('one');
    await say('two');
    page.chatInput.enter('a draft');
    page.chatPicture.choose('mine.jpg');
    feed.subscriptions.length = 1;
    const [mine] = feed.subscriptions;

    people[change]();
    expect([seen(), page.chatInput.value, page.chatPicture.value]).toEqual([[], '', []]);
    await settle();
    expect(feed.subscriptions).not.toContain(mine);
    await sends[0]?.answer({ ok: true });
    await settle();
    expect(sends.map(({ text }) => text)).toEqual(['one']);
    expect(seen()).not.toContain('one');
  },
);

test('reads on as the member after a log-in, and waits for an act after a log-out', async () => {
  const { page, people, lists, clock, feed } = await opened();
  people.login();
  await clock.pass(0.3);
  await clock.pass(0.3);
  expect(lists.length).toBeGreaterThan(0);
  lists.length = 0;
  people.logout();
  await clock.pass(0.3);
  await clock.pass(20);
  expect([lists, feed.subscriptions, page.chatStatus.text]).toEqual([[], [], '']);
  expect(page.chatOpen.shown).toBe(true);
});

test('shows nothing of an answer that was on its way when somebody logged out', async () => {
  const { chat, lists, people, seen, settle, pageOf, givenMessages, feed } = setup({
    isSlow: true,
  });
  givenMessages(1);
  chat.open();
  people.logout();
  lists[0]?.answer(pageOf({}));
  await settle();
  expect([seen(), feed.subscriptions]).toEqual([[], []]);
});

test('does not ask again, as somebody else, about what is not known to have arrived', async () => {
  const { sends, people, clock, say } = await opened();
  await say('one');
  await sends[0]?.answer({
    ok: false,
    error: { code: 'UNCONFIRMED', message: 'Hm.', retryAfter: 4 },
  });
  people.logout();
  await clock.pass(4);
  expect(sends).toHaveLength(1);
});

test('reads again when a form beside it was sent, if it is open', async () => {
  const { chat, lists, settle } = setup();
  chat.refresh();
  await settle();
  expect(lists).toEqual([]);
  const open = await opened();
  open.chat.refresh();
  await settle();
  expect(open.lists).toHaveLength(1);
});

test('asks again where a reading failed, until one does not, though its subscription stands', async () => {
  const { feed, lists, clock, world, givenMessages, seen } = await opened();
  const message = 'Too much is going on right now.';
  world.refusal = { ok: false, error: { code: 'BUSY', message, retryAfter: 20 } };
  givenMessages(3);
  feed.ping();
  await clock.pass(0.3);
  await clock.pass(20);
  expect(lists).toHaveLength(2);
  expect(seen()).toEqual(['text 1', 'text 2']);
  world.refusal = undefined;
  await clock.pass(20);
  await clock.pass(0.3);
  expect(seen()).toEqual(['text 1', 'text 2', 'text 3']);
  expect(lists).toHaveLength(3);
  await clock.pass(20);
  await clock.pass(20);
  expect(lists).toHaveLength(3);
  expect(feed.subscriptions).toHaveLength(1);
});
