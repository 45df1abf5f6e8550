import { expect, test, vi } from 'vitest';
import { chatPage as setup, message } from './chat-page.ts';

const REFUSED = {
  ok: false,
  error: { code: 'TRY_LATER', message: 'Not now.', retryAfter: 5 },
} as const;
const INVALID = { ok: false, error: { code: 'INVALID_INPUT', message: 'Too long.' } } as const;
const UNCONFIRMED = {
  ok: false,
  error: { code: 'UNCONFIRMED', message: 'Hm.', retryAfter: 4 },
} as const;

test('sends on a click, with a key and the page’s language, and shows the message at once', async () => {
  const { page, say, sends, seen, notes } = setup({ language: 'de-AT' });
  await say('  Hello  ');
  expect(sends).toMatchObject([{ text: 'Hello', options: { language: 'de-AT' } }]);
  expect(sends[0]?.options.idempotencyKey).toMatch(/^[\da-f]{32}$/);
  expect(sends[0]?.options).not.toHaveProperty('attachments');
  expect([seen(), notes()]).toEqual([['Hello'], ['Wird gesendet…']]);
  expect(page.chatInput.value).toBe('');
});

test('replaces what it showed by what the conversation holds', async () => {
  const { say, sends, world, clock, seen, notes } = setup();
  await say('Hello');
  world.messages.push({ ...message(7, 'Hello'), from: 'me' });
  await sends[0]?.answer({ ok: true, once: true });
  await clock.pass(0.3);
  await clock.pass(0.3);
  expect(seen()).toEqual(['Hello']);
  expect(notes()[0]).toMatch(/Nov/);
});

test('shows a message once whose ping came before its answer, and the same words again when sent again', async () => {
  const { say, sends, world, feed, clock, seen, settle } = setup();
  world.messages.push({ ...message(5, 'Hello'), from: 'me' });
  await say('Good morning');
  await settle();
  await clock.pass(0.3);
  await sends[0]?.answer({ ok: true });
  await say('Hello');
  expect(seen()).toEqual(['Hello', 'Good morning', 'Hello']);

  world.messages.push({ ...message(6, 'Good morning'), from: 'me' });
  world.messages.push({ ...message(7, 'Hello'), from: 'me' });
  feed.ping();
  await clock.pass(0.3);
  await clock.pass(0.3);
  expect(seen()).toEqual(['Hello', 'Good morning', 'Hello']);
  await sends[1]?.answer(REFUSED);
  expect(seen()).toEqual(['Hello', 'Good morning', 'Hello']);
});

test('sends by Enter in a one-line input, and begins a line in a text box', async () => {
  for (const [inputType, sent] of [
    ['$w.TextInput', 1],
    ['$w.TextBox', 0],
  ] as const) {
    const { page, sends, clock } = setup({ inputType });
    page.chatInput.enter('Hello');
    page.chatInput.press('a');
    page.chatInput.press('Enter');
    await clock.pass(1);
    expect([inputType, sends.length]).toEqual([inputType, sent]);
  }
});

test('sends nothing but spaces, and one message for ten clicks and an Enter', async () => {
  const { page, say, sends, clock } = setup();
  await say('   ');
  expect(sends).toEqual([]);
  await say('Hello');
  page.chatInput.press('Enter');
  for (let click = 0; click < 10; click += 1) page.chatSend.click();
  await clock.pass(1);
  expect(sends).toHaveLength(1);
});

test('has one message on its way at a time, in the order of writing', async () => {
  const { say, sends, notes, settle } = setup();
  await say('one');
  await say('two');
  await say('three');
  expect(sends.map(({ text }) => text)).toEqual(['one']);
  expect(notes()).toEqual(['Sending…', 'Waiting', 'Waiting']);
  await sends[0]?.answer({ ok: true });
  await settle();
  expect(sends.map(({ text }) => text)).toEqual(['one', 'two']);
  expect(new Set(sends.map(({ options }) => options.idempotencyKey)).size).toBe(2);
});

test('gives the text back when a send fails, says why, and sends it again with the same key', async () => {
  const { page, say, sends, seen } = setup();
  await say('Hello');
  await sends[0]?.answer(REFUSED);
  expect([page.chatInput.value, page.chatStatus.text, seen()]).toEqual(['Hello', 'Not now.', []]);
  page.chatSend.click();
  await sends[1]?.answer(REFUSED);
  expect(sends[1]?.options.idempotencyKey).toBe(sends[0]?.options.idempotencyKey);
});

test('keeps a failed message in the list while the person types the next, and sends both in order', async () => {
  const { page, say, sends, seen, notes, settle } = setup();
  await say('one');
  page.chatInput.enter('two');
  await sends[0]?.answer(REFUSED);
  expect([page.chatInput.value, seen(), notes()]).toEqual(['two', ['one'], ['Not sent']]);
  expect(page.chatStatus.text).toBe('Not now. Press Send to try again.');
  page.chatSend.click();
  await settle();
  await sends[1]?.answer({ ok: true });
  await settle();
  expect(sends.map(({ text }) => text)).toEqual(['one', 'one', 'two']);
  expect(sends[1]?.options.idempotencyKey).toBe(sends[0]?.options.idempotencyKey);
  expect(page.chatStatus.text).not.toContain('Not now');
});

test('keeps messages behind one that failed, and sends them after it is mended', async () => {
  const { page, say, sends, settle } = setup();
  await say('one');
  await say('two');
  await sends[0]?.answer(INVALID);
  expect([page.chatInput.value, sends.length]).toEqual(['one', 1]);
  await say('one, shorter');
  await sends[1]?.answer({ ok: true });
  await settle();
  expect(sends.map(({ text }) => text)).toEqual(['one', 'one, shorter', 'two']);
});

test('puts a text that cannot be sent as it is before what was typed since', async () => {
  const { page, say, sends, seen } = setup();
  await say('one');
  page.chatInput.enter('two');
  await sends[0]?.answer(INVALID);
  expect([page.chatInput.value, seen()]).toEqual(['one two', []]);
});

test('asks again with the same key when it is not known whether a message arrived, and holds the queue', async () => {
  const { say, sends, notes, clock, settle } = setup();
  await say('one');
  await say('two');
  await sends[0]?.answer(UNCONFIRMED);
  expect(notes()).toEqual(['Still checking…', 'Waiting']);
  await clock.pass(4);
  expect(sends.map(({ text }) => text)).toEqual(['one', 'one']);
  expect(sends[1]?.options.idempotencyKey).toBe(sends[0]?.options.idempotencyKey);
  await sends[1]?.answer({ ok: true, once: true, replayed: true });
  await settle();
  expect(sends.at(-1)?.text).toBe('two');
});

test('treats a lost answer as not known', async () => {
  const { page, say, sends, clock } = setup();
  await say('one');
  await sends[0]?.lose();
  await clock.pass(3);
  await sends[1]?.lose();
  expect(page.chatInput.value).toBe('one');
  expect(page.chatStatus.text).toContain('could not confirm');
});

test('uploads what was chosen when the message is sent, and sends it with the text', async () => {
  const { page, say, sends, seen, settle } = setup();
  page.chatPicture.choose('cup.jpg');
  page.chatFile.choose('plan.pdf');
  expect(page.chatStatus.text).toBe('Goes with your message: cup.jpg, plan.pdf');
  await say('Look');
  await settle();
  expect(sends).toMatchObject([
    {
      text: 'Look',
      options: { attachments: ['wix:image://v1/id/cup.jpg', 'wix:image://v1/id/plan.pdf'] },
    },
  ]);
  expect(seen()).toEqual(['Look', 'cup.jpg', 'plan.pdf']);
  expect(page.chatPicture.value).toEqual([]);
});

test('sends a file without a text', async () => {
  const { page, sends, settle } = setup();
  page.chatPicture.choose('cup.jpg');
  page.chatSend.click();
  await settle();
  expect(sends).toMatchObject([
    { text: '', options: { attachments: ['wix:image://v1/id/cup.jpg'] } },
  ]);
});

test('keeps the text when an upload fails, and says so', async () => {
  const { page, say, sends } = setup();
  page.chatPicture.fails = true;
  page.chatPicture.choose('film.mov');
  await say('Look');
  expect(sends).toEqual([]);
  expect(page.chatInput.value).toBe('Look');
  expect(page.chatStatus.text).toContain('could not be sent');
});

test('tries a message with files again from the list', async () => {
  const { page, say, sends, settle } = setup();
  page.chatPicture.choose('cup.jpg');
  await say('Look');
  await settle();
  await sends[0]?.answer(REFUSED);
  page.chatSend.click();
  await settle();
  expect(sends.map(({ options }) => options.attachments)).toEqual([
    ['wix:image://v1/id/cup.jpg'],
    ['wix:image://v1/id/cup.jpg'],
  ]);
});

test('shows the way by e-mail when it is not known who is writing', async () => {
  const { page, say, sends } = setup();
  await say('Hello');
  await sends[0]?.answer({ ok: false, error: { code: 'IDENTITY_UNKNOWN', message: 'Who?' } });
  expect([page.chatForm.shown, page.chatInput.value, page.chatStatus.text]).toEqual([
    true,
    'Hello',
    'Who?',
  ]);
});

test('tells who embeds it of what was sent, and says in preview that nothing was', async () => {
  const onSent = vi.fn();
  const { page, say, sends } = setup({ onSent });
  await say('one');
  await sends[0]?.answer({ ok: true, once: true });
  expect(onSent).toHaveBeenCalledExactlyOnceWith({ ok: true, once: true });
  await say('two');
  await sends[1]?.answer({ ok: true, preview: true });
  expect(onSent).toHaveBeenCalledOnce();
  expect([page.chatInput.value, page.chatStatus.text]).toEqual([
    'two',
    expect.stringContaining('Preview'),
  ]);
});
