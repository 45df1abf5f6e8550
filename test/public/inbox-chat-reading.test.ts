import { expect, test, vi } from 'vitest';
import { chatPage as setup, HISTORY_NOT_AVAILABLE, message } from '../support/public/chat-page.ts';

test('does not read, send, subscribe or wait before the first activity', async () => {
  const { lists, sends, realtime, clock, settle } = setup();
  await settle();
  expect([lists, sends, realtime.subscriptions, clock.waiting()]).toEqual([[], [], [], []]);
});

test.each<[string, (page: ReturnType<typeof setup>) => void]>([
  ['a click on #chatOpen', ({ page }) => page.chatOpen.click()],
  ['a click on #chatOlder', ({ page }) => page.chatOlder.click()],
  ['focus in the input', ({ page }) => page.chatInput.focus()],
  ['typing', ({ page }) => page.chatInput.enter('H')],
  ['choosing a file', ({ page }) => page.chatAddImage.choose('cup.jpg')],
  ['open()', ({ chat }) => chat.open()],
])('reads once on %s', async (_, start) => {
  const chatSetup = setup({ areReadsPending: true, language: 'de' });
  start(chatSetup);
  start(chatSetup);
  await chatSetup.settle();
  expect(chatSetup.lists.map(({ options }) => options)).toEqual([{ language: 'de' }]);
});

test('shows messages oldest first, with sender and date', async () => {
  const { page, chat, addMessages, shownTexts, shownNotes, settle } = setup();
  addMessages(1, 2, 3);
  chat.open();
  expect(page.chatStatus.text).toBe('Loading messages…');
  await settle();
  expect(shownTexts()).toEqual(['text 1', 'text 2', 'text 3']);
  expect(page.chatMessages.items()[0]?.chatFrom.text).toBe('Us');
  expect(shownNotes()[0]).toMatch(/Nov/);
  expect(page.chatStatus.text).toBe('');
  expect([page.chatOlder.shown, page.chatOpen.shown]).toEqual([false, false]);
});

test('shows that a conversation has no messages yet', async () => {
  const { page, chat, settle } = setup();
  chat.open();
  await settle();
  expect(page.chatStatus.text).toContain('No messages yet');
});

test('reads older messages on demand without gaps or duplicates while new ones arrive', async () => {
  const { page, chat, realtime, clock, addMessages, shownTexts, settle } = setup();
  addMessages(1, 2, 3, 4, 5, 6, 7, 8);
  chat.open();
  await clock.pass(1);
  expect(page.chatOlder.shown).toBe(true);
  addMessages(9);
  page.chatOlder.click();
  await settle();
  expect(shownTexts()).toEqual(['text 3', 'text 4', 'text 5', 'text 6', 'text 7', 'text 8']);
  realtime.ping();
  await clock.pass(1);
  addMessages(10);
  page.chatOlder.click();
  await settle();
  realtime.ping();
  await clock.pass(1);
  await clock.pass(1);
  expect(shownTexts()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((id) => `text ${id}`));
  expect(page.chatOlder.shown).toBe(false);
});

test('orders message ids as numbers', async () => {
  const { chat, addMessages, shownTexts, settle } = setup();
  addMessages(9, 10, 11);
  chat.open();
  await settle();
  expect(shownTexts()).toEqual(['text 9', 'text 10', 'text 11']);
});

test('starts again from the newest page when more messages arrived than fit on it', async () => {
  const { page, chat, realtime, clock, addMessages, shownTexts } = setup();
  addMessages(1, 2, 3, 4);
  chat.open();
  await clock.pass(1);
  addMessages(5, 6, 7, 8);
  realtime.ping();
  await clock.pass(1);
  expect(shownTexts()).toEqual(['text 6', 'text 7', 'text 8']);
  page.chatOlder.click();
  await clock.pass(1);
  expect(shownTexts()).toEqual([3, 4, 5, 6, 7, 8].map((id) => `text ${id}`));
});

test('reads back to the oldest shown message, and one page further, after the cursor expired', async () => {
  const { page, chat, lists, clock, addMessages, shownTexts, settle, readPage } = setup({
    areReadsPending: true,
  });
  addMessages(1, 2, 3, 4, 5, 6, 7, 8);
  chat.open();
  lists[0]?.answer(readPage({}));
  await settle();
  page.chatOlder.click();
  lists[1]?.answer({ ok: false, error: { code: 'CURSOR_EXPIRED', message: 'Old.' } });
  for (const index of [2, 3]) {
    await settle();
    lists[index]?.answer(readPage(lists[index].options));
  }
  await clock.pass(1);
  expect(shownTexts()).toEqual([3, 4, 5, 6, 7, 8].map((id) => `text ${id}`));
});

test('replaces the messages by those of the merged conversation', async () => {
  const { chat, realtime, clock, conversation, addMessages, shownTexts } = setup();
  addMessages(1, 2);
  chat.open();
  await clock.pass(1);
  conversation.messages.splice(0, 2, message(2, 'another 2'), message(3, 'another 3'));
  realtime.ping('merged');
  await clock.pass(1);
  expect(shownTexts()).toEqual(['another 2', 'another 3']);
});

test('shows how to read the conversation when it is not available, and stops reading', async () => {
  const { page, chat, lists, realtime, clock, conversation, send, sends } = setup();
  conversation.refusal = HISTORY_NOT_AVAILABLE;
  chat.open();
  await clock.pass(20);
  expect(page.chatStatus.text).toBe('Log in to see this conversation.');
  expect(page.chatForm.shown).toBe(true);
  expect([lists.length, realtime.subscriptions.length]).toEqual([1, 0]);
  await send('Hello?');
  await sends[0]?.answer({ ok: true, once: true });
  await clock.pass(20);
  expect(page.chatMessages.items().map(({ chatText }) => chatText.text)).toEqual(['Hello?']);
  expect(page.chatMessages.items()[0]?.chatTime.text).toBe('Sent');
  expect(page.chatStatus.text).toBe('Log in to see this conversation.');
  expect(lists).toHaveLength(1);
});

test('keeps the shown messages when the conversation becomes unavailable', async () => {
  const { chat, realtime, clock, conversation, addMessages, shownTexts, page } = setup();
  addMessages(1);
  chat.open();
  await clock.pass(1);
  conversation.refusal = HISTORY_NOT_AVAILABLE;
  realtime.ping();
  await clock.pass(1);
  expect(shownTexts()).toEqual(['text 1']);
  expect(page.chatStatus.text).toContain('Log in');
  expect(realtime.subscriptions).toEqual([]);
});

test('shows a failed read and retries it', async () => {
  const { page, chat, lists, clock, addMessages, shownTexts, settle, readPage } = setup({
    areReadsPending: true,
  });
  addMessages(1);
  chat.open();
  lists[0]?.fail();
  await settle();
  expect(page.chatStatus.text).toContain('Trying again');
  await clock.pass(0.3);
  await clock.pass(20);
  lists[1]?.answer(readPage({}));
  await settle();
  expect(shownTexts()).toEqual(['text 1']);
  expect(page.chatStatus.text).toBe('');
});

test('shows images, files and templates, one row each, with links where there are addresses', async () => {
  const { page, chat, conversation, settle } = setup();
  conversation.messages.push({
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
    'A course\nin March',
    '',
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
    ['Call me', ''],
  ]);
  expect(rows.map(({ chatLink }) => chatLink.enabled)).toEqual([
    true,
    true,
    true,
    true,
    true,
    false,
  ]);
  expect(rows.map(({ chatFrom }) => chatFrom.text)).toEqual(['Us', '', '', '', '', '']);
  expect(rows.findIndex(({ chatTime }) => chatTime.shown)).toBe(rows.length - 1);
  expect([...(rows[0]?.chatBubble.classes ?? [])]).toEqual(['from-them']);
});

test('reports missing elements once, and works without them', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const { chat, addMessages, settle } = setup({
    missing: ['chatMessages', 'chatStatus', 'chatOlder', 'chatForm'],
  });
  addMessages(1);
  chat.open();
  await settle();
  expect(warn.mock.calls).toEqual([
    ['chat: elements not found on this page: #chatMessages, #chatStatus'],
  ]);
});

test('finds elements by the selectors of `elements`', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  setup({ elements: { chatInput: '#input7' } });
  expect(warn.mock.calls).toEqual([['chat: elements not found on this page: #input7']]);
});

test('shows a site owner in preview no conversation, and does not subscribe', async () => {
  const { page, chat, lists, realtime, clock, settle } = setup({ areReadsPending: true });
  chat.open();
  lists[0]?.answer({ ok: true, canRead: true, messages: [], preview: true });
  await settle();
  expect(page.chatStatus.text).toContain('Preview');
  expect([realtime.subscriptions, clock.waiting()]).toEqual([[], [0.3]]);
});

test('clears the chat when a read returns another person’s channel without a log-in event', async () => {
  const { chat, realtime, clock, conversation, sends, send, page, shownTexts, settle } = setup();
  conversation.messages.push(message(1, 'A asked'));
  chat.open();
  await clock.pass(1);
  await clock.pass(1);
  await send('A secret one');
  await send('A secret two');
  page.chatInput.value = 'A draft';
  conversation.channel = { name: 'inbox', resourceId: 'theirs' };
  conversation.messages = [message(50, 'B asked')];
  realtime.ping();
  await clock.pass(1);
  await clock.pass(1);
  await settle();
  await sends[0]?.answer({ ok: true, once: true });
  await settle();
  expect(sends.map(({ text }) => text)).toEqual(['A secret one']);
  expect([shownTexts(), page.chatInput.value]).toEqual([['B asked'], '']);
  expect(realtime.subscriptions.map(({ channel }) => channel.resourceId)).toEqual(['theirs']);
});
