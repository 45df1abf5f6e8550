import { expect, test, vi } from 'vitest';
import { chatPage as setup, HISTORY_NOT_AVAILABLE, message } from './chat-page.ts';

test('asks nothing, subscribes to nothing and waits for nothing until somebody acts', async () => {
  const { lists, sends, feed, clock, settle } = setup();
  await settle();
  expect([lists, sends, feed.subscriptions, clock.waiting()]).toEqual([[], [], [], []]);
});

test.each<[string, (page: ReturnType<typeof setup>) => void]>([
  ['a click on the button that opens it', ({ page }) => page.chatOpen.click()],
  ['a click on the button for older messages', ({ page }) => page.chatOlder.click()],
  ['the focus', ({ page }) => page.chatInput.focus()],
  ['typing', ({ page }) => page.chatInput.enter('H')],
  ['choosing a file', ({ page }) => page.chatPicture.choose('cup.jpg')],
  ['open()', ({ chat }) => chat.open()],
])('reads once on %s', async (_, act) => {
  const made = setup({ isSlow: true, language: 'de' });
  act(made);
  act(made);
  await made.settle();
  expect(made.lists.map(({ options }) => options)).toEqual([{ language: 'de' }]);
});

test('shows the newest message at the bottom, with who wrote it and when', async () => {
  const { page, chat, givenMessages, seen, notes, settle } = setup();
  givenMessages(1, 2, 3);
  chat.open();
  expect(page.chatStatus.text).toBe('One moment…');
  await settle();
  expect(seen()).toEqual(['text 1', 'text 2', 'text 3']);
  expect(page.chatMessages.items()[0]?.chatFrom.text).toBe('Us');
  expect(notes()[0]).toMatch(/Nov/);
  expect(page.chatStatus.text).toBe('');
  expect([page.chatOlder.shown, page.chatOpen.shown]).toEqual([false, false]);
});

test('says that nothing is there yet', async () => {
  const { page, chat, settle } = setup();
  chat.open();
  await settle();
  expect(page.chatStatus.text).toContain('Nothing here yet');
});

test('reads older messages on demand, without a gap and none twice, while new ones arrive', async () => {
  const { page, chat, feed, clock, givenMessages, seen, settle } = setup();
  givenMessages(1, 2, 3, 4, 5, 6, 7, 8);
  chat.open();
  await clock.pass(1);
  expect(page.chatOlder.shown).toBe(true);
  givenMessages(9);
  page.chatOlder.click();
  await settle();
  expect(seen()).toEqual(['text 3', 'text 4', 'text 5', 'text 6', 'text 7', 'text 8']);
  feed.ping();
  await clock.pass(1);
  givenMessages(10);
  page.chatOlder.click();
  await settle();
  feed.ping();
  await clock.pass(1);
  await clock.pass(1);
  expect(seen()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((id) => `text ${id}`));
  expect(page.chatOlder.shown).toBe(false);
});

test('orders digits as numbers', async () => {
  const { chat, givenMessages, seen, settle } = setup();
  givenMessages(9, 10, 11);
  chat.open();
  await settle();
  expect(seen()).toEqual(['text 9', 'text 10', 'text 11']);
});

test('begins again at the newest page when more came than fits on one', async () => {
  const { page, chat, feed, clock, givenMessages, seen } = setup();
  givenMessages(1, 2, 3, 4);
  chat.open();
  await clock.pass(1);
  givenMessages(5, 6, 7, 8);
  feed.ping();
  await clock.pass(1);
  expect(seen()).toEqual(['text 6', 'text 7', 'text 8']);
  page.chatOlder.click();
  await clock.pass(1);
  expect(seen()).toEqual([3, 4, 5, 6, 7, 8].map((id) => `text ${id}`));
});

test('comes back to where it was when the cursor has expired, and one page further', async () => {
  const { page, chat, lists, clock, givenMessages, seen, settle, pageOf } = setup({ isSlow: true });
  givenMessages(1, 2, 3, 4, 5, 6, 7, 8);
  chat.open();
  lists[0]?.answer(pageOf({}));
  await settle();
  page.chatOlder.click();
  lists[1]?.answer({ ok: false, error: { code: 'CURSOR_EXPIRED', message: 'Old.' } });
  for (const index of [2, 3]) {
    await settle();
    lists[index]?.answer(pageOf(lists[index].options));
  }
  await clock.pass(1);
  expect(seen()).toEqual([3, 4, 5, 6, 7, 8].map((id) => `text ${id}`));
});

test('shows what the merged conversation holds, and nothing of the old one', async () => {
  const { chat, feed, clock, world, givenMessages, seen } = setup();
  givenMessages(1, 2);
  chat.open();
  await clock.pass(1);
  world.messages.splice(0, 2, message(2, 'another 2'), message(3, 'another 3'));
  feed.ping('merged');
  await clock.pass(1);
  expect(seen()).toEqual(['another 2', 'another 3']);
});

test('says as help, not as a fault, that the conversation cannot be read, and asks no more', async () => {
  const { page, chat, lists, feed, clock, world, say, sends } = setup();
  world.refusal = HISTORY_NOT_AVAILABLE;
  chat.open();
  await clock.pass(20);
  expect(page.chatStatus.text).toBe('Log in to see this conversation.');
  expect(page.chatForm.shown).toBe(true);
  expect([lists.length, feed.subscriptions.length]).toEqual([1, 0]);
  await say('Hello?');
  await sends[0]?.answer({ ok: true, once: true });
  await clock.pass(20);
  expect(page.chatMessages.items().map(({ chatText }) => chatText.text)).toEqual(['Hello?']);
  expect(page.chatMessages.items()[0]?.chatTime.text).toBe('Sent');
  expect(page.chatStatus.text).toBe('Log in to see this conversation.');
  expect(lists).toHaveLength(1);
});

test('keeps what it has when the conversation becomes unreadable in the middle', async () => {
  const { chat, feed, clock, world, givenMessages, seen, page } = setup();
  givenMessages(1);
  chat.open();
  await clock.pass(1);
  world.refusal = HISTORY_NOT_AVAILABLE;
  feed.ping();
  await clock.pass(1);
  expect(seen()).toEqual(['text 1']);
  expect(page.chatStatus.text).toContain('Log in');
  expect(feed.subscriptions).toEqual([]);
});

test('tries again later when the reading fails, and says so', async () => {
  const { page, chat, lists, clock, givenMessages, seen, settle, pageOf } = setup({ isSlow: true });
  givenMessages(1);
  chat.open();
  lists[0]?.lose();
  await settle();
  expect(page.chatStatus.text).toContain('We keep trying');
  await clock.pass(0.3);
  await clock.pass(20);
  lists[1]?.answer(pageOf({}));
  await settle();
  expect(seen()).toEqual(['text 1']);
  expect(page.chatStatus.text).toBe('');
});

test('shows pictures, files and templates, a row for each, and links only where there is one', async () => {
  const { page, chat, world, settle } = setup();
  world.messages.push({
    ...message(1),
    items: [
      { kind: 'text', text: 'Look' },
      { kind: 'image', url: 'https://static.wixstatic.com/media/a.jpg', filename: 'a.jpg' },
      { kind: 'file', url: 'https://docs.wixstatic.com/ugd/b.pdf' },
    ],
    template: {
      title: 'A course',
      lines: ['in March'],
      buttons: [{ label: 'Book', url: 'https://example.com/book' }, { label: 'Call me' }],
    },
  });
  chat.open();
  await settle();
  const rows = page.chatMessages.items();
  expect(rows.map(({ chatText }) => chatText.text)).toEqual([
    'Look',
    '',
    '',
    'A course\nin March\n• Call me',
    '',
  ]);
  expect([rows[1]?.chatImage.src, rows[1]?.chatImage.alt, rows[1]?.chatImage.shown]).toEqual([
    'https://static.wixstatic.com/media/a.jpg',
    'a.jpg',
    true,
  ]);
  expect(rows.map(({ chatLink }) => chatLink.shown && [chatLink.label, chatLink.link])).toEqual([
    false,
    false,
    ['b.pdf', 'https://docs.wixstatic.com/ugd/b.pdf'],
    false,
    ['Book', 'https://example.com/book'],
  ]);
  expect(rows.map(({ chatFrom }) => chatFrom.text)).toEqual(['Us', '', '', '', '']);
  expect(rows.map(({ chatTime }) => chatTime.shown)).toEqual([false, false, false, false, true]);
  expect([...(rows[0]?.chatBubble.classes ?? [])]).toEqual(['from-them']);
});

test('says once which elements are missing, and works without them', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const { chat, givenMessages, settle } = setup({
    leftOut: ['chatMessages', 'chatStatus', 'chatOlder', 'chatForm'],
  });
  givenMessages(1);
  chat.open();
  await settle();
  expect(warn.mock.calls).toEqual([
    ['chat: this page has no #chatMessages, #chatStatus; it works without.'],
  ]);
});

test('finds its elements under other names', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  setup({ elements: { chatInput: '#input7' } });
  expect(warn.mock.calls).toEqual([['chat: this page has no #input7; it works without.']]);
});

test('tells a site owner in preview that nobody’s conversation is shown, and listens to nothing', async () => {
  const { page, chat, lists, feed, clock, settle } = setup({ isSlow: true });
  chat.open();
  lists[0]?.answer({ ok: true, canRead: true, messages: [], preview: true });
  await settle();
  expect(page.chatStatus.text).toContain('Preview');
  expect([feed.subscriptions, clock.waiting()]).toEqual([[], [0.3]]);
});

test('empties itself when a reading names another person’s channel, though nobody told of a log-in', async () => {
  const { chat, feed, clock, world, sends, say, page, seen, settle } = setup();
  world.messages.push(message(1, 'A asked'));
  chat.open();
  await clock.pass(1);
  await clock.pass(1);
  await say('A secret one');
  await say('A secret two');
  page.chatInput.value = 'A draft';
  world.channel = { name: 'inbox', resourceId: 'of-the-next' };
  world.messages = [message(50, 'B asked')];
  feed.ping();
  await clock.pass(1);
  await clock.pass(1);
  await settle();
  await sends[0]?.answer({ ok: true, once: true });
  await settle();
  expect(sends.map(({ text }) => text)).toEqual(['A secret one']);
  expect([seen(), page.chatInput.value]).toEqual([['B asked'], '']);
  expect(feed.subscriptions.map(({ channel }) => channel.resourceId)).toEqual(['of-the-next']);
});
