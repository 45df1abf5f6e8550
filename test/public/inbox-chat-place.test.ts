import { expect, test } from 'vitest';
import { chatPage as setup, message } from '../support/public/chat-page.ts';

/** Opens a chat with two messages; all of its rows are visible. */
async function setupOpened(options: Parameters<typeof setup>[0] = {}) {
  const chatSetup = setup(options);
  chatSetup.addMessages(1, 2);
  chatSetup.chat.open();
  for (let reads = 0; reads < 3; reads += 1) await chatSetup.clock.pass(0.3);
  const { page } = chatSetup;
  for (const { chatBubble } of page.chatMessages.items()) chatBubble.setVisible(true);
  const rowIds = () => page.chatMessages.data.map(({ _id }) => _id);
  return { ...chatSetup, rowIds };
}

test('keeps the row of a message from the queue to the conversation, before and after its answer', async () => {
  const { send, sends, conversation, realtime, clock, rowIds, settle } = await setupOpened();
  for (const [index, id] of ['3', '4'].entries()) {
    await send('Hello');
    const queued = rowIds();
    conversation.messages.push({ ...message(Number(id), 'Hello'), from: 'me' });
    // The ping of the second message arrives before the answer.
    if (index === 1) realtime.ping();
    await clock.pass(0.3);
    await sends[index]?.answer({ ok: true, once: true });
    for (let reads = 0; reads < 3; reads += 1) await clock.pass(0.3);
    await settle();
    expect(rowIds()).toEqual(queued);
  }
  expect(new Set(rowIds()).size).toBe(4);
});

test('keeps the row of a message with only a file', async () => {
  const { page, sends, conversation, clock, rowIds, settle } = await setupOpened();
  page.chatAddImage.choose('cup.jpg');
  page.chatSend.click();
  await settle();
  const queued = rowIds();
  conversation.messages.push({
    ...message(3),
    from: 'me',
    items: [{ kind: 'image', url: 'https://static.wixstatic.com/media/cup.jpg' }],
  });
  await sends[0]?.answer({ ok: true, once: true });
  for (let reads = 0; reads < 3; reads += 1) await clock.pass(0.3);
  expect(queued).toHaveLength(3);
  expect(rowIds()).toEqual(queued);
});

test('announces a message with the text of the one before', async () => {
  const { page, conversation, realtime, clock } = await setupOpened();
  const announced: string[] = [];
  for (const id of [3, 4]) {
    conversation.messages.push(message(id, 'Yes'));
    realtime.ping();
    for (let reads = 0; reads < 3; reads += 1) await clock.pass(0.3);
    announced.push(page.chatAnnouncement.text);
  }
  // A live region reads a text only if it is another one.
  expect(announced).toEqual(['Us: Yes', 'Us: Yes\u00a0']);
});

test('announces each new message of the business once, and no history', async () => {
  const { page, conversation, addMessages, realtime, clock, settle } = await setupOpened();
  const announced: string[] = [];
  Object.defineProperty(page.chatAnnouncement, 'text', {
    set: (text: string) => {
      announced.push(text);
    },
  });
  realtime.ping();
  await clock.pass(0.3);
  addMessages(3);
  conversation.messages.push({ ...message(4, 'from another tab'), from: 'me' });
  realtime.ping();
  await clock.pass(0.3);
  realtime.disconnect();
  addMessages(5, 6);
  realtime.reconnect();
  await clock.pass(3);
  await settle();
  expect(announced).toEqual(['Us: text 3', 'Us: text 5\nUs: text 6']);
});

test('announces and counts no older messages', async () => {
  const { page, chat, addMessages, clock } = setup();
  addMessages(1, 2, 3, 4, 5);
  chat.open();
  await clock.pass(0.5);
  page.chatOlder.click();
  await clock.pass(0.5);
  expect(page.chatMessages.data).toHaveLength(5);
  expect([page.chatAnnouncement.text, page.chatNew.shown]).toEqual(['', false]);
});

test('shows how many new messages are not visible, until they are', async () => {
  const { page, realtime, addMessages, clock, settle } = await setupOpened();
  const arrive = async (...ids: number[]) => {
    addMessages(...ids);
    realtime.ping();
    await clock.pass(0.3);
    await settle();
  };
  await arrive(3);
  expect(page.chatNew.shown).toBe(false);
  await clock.pass(0.5);
  expect([page.chatNew.shown, page.chatNew.label]).toEqual([true, '1 new message']);
  await arrive(4);
  await clock.pass(0.5);
  expect(page.chatNew.label).toBe('2 new messages');
  page.chatMessages.items()[2]?.chatBubble.setVisible(true);
  expect(page.chatNew.label).toBe('1 new message');

  const focusCount = page.chatInput.focusCount;
  page.chatNew.click();
  expect(page.chatNew.shown).toBe(false);
  expect(page.chatMessages.items().map(({ chatBubble }) => chatBubble.scrolls)).toEqual([
    0, 0, 0, 1,
  ]);
  expect(page.chatInput.focusCount).toBe(focusCount + 1);

  page.chatMessages.items()[3]?.chatBubble.setVisible(true);
  await arrive(5);
  page.chatMessages.items()[4]?.chatBubble.setVisible(true);
  await clock.pass(0.5);
  expect(page.chatNew.shown).toBe(false);
});

test('scrolls to the message that the user has just sent, if it is not visible', async () => {
  const { page, send, clock } = await setupOpened();
  await send('one');
  await clock.pass(0.5);
  await send('two');
  page.chatMessages.items()[3]?.chatBubble.setVisible(true);
  await clock.pass(0.5);
  expect(page.chatMessages.items().map(({ chatBubble }) => chatBubble.scrolls)).toEqual([
    0, 0, 1, 0,
  ]);
});

/** Acts on a button that disappears or loses the focus. */
const ACTS = [
  ['chatOpen', 0],
  ['chatSend', 2],
  ['chatOlder', 4],
] as const;

test.each(ACTS)('moves the focus to the input after a click on #%s', async (button, messages) => {
  const { page, chat, addMessages, clock } = setup();
  addMessages(...Array.from({ length: messages }, (_, index) => index + 1));
  if (button !== 'chatOpen') chat.open();
  await clock.pass(0.3);
  const before = page.chatInput.focusCount;
  page[button].click();
  await clock.pass(0.3);
  expect(page.chatInput.focusCount).toBe(before + 1);
});

test('opens without moving the focus if the page opens the chat', async () => {
  const { page } = await setupOpened();
  expect(page.chatInput.focusCount).toBe(0);
});
