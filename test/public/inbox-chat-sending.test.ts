import { expect, test, vi } from 'vitest';
import { chatPage as setup, message } from '../support/public/chat-page.ts';

const REFUSED = {
  ok: false,
  error: { code: 'PERMISSION_DENIED', message: 'Not now.' },
} as const;
const INVALID = { ok: false, error: { code: 'INVALID_INPUT', message: 'Too long.' } } as const;

test('sends on a click with a key and the page’s language, and shows the message at once', async () => {
  const { page, send, sends, shownTexts, shownNotes } = setup({ language: 'de-AT' });
  await send('  Hello  ');
  expect(sends).toMatchObject([{ text: 'Hello', options: { language: 'de-AT' } }]);
  expect(sends[0]?.options.idempotencyKey).toMatch(/^[\da-f]{32}$/);
  expect(sends[0]?.options).not.toHaveProperty('attachments');
  expect([shownTexts(), shownNotes()]).toEqual([['Hello'], ['Wird gesendet…']]);
  expect(page.chatInput.value).toBe('');
});

test('replaces a sent message by that of the conversation', async () => {
  const { send, sends, conversation, clock, shownTexts, shownNotes } = setup();
  await send('Hello');
  conversation.messages.push({ ...message(7, 'Hello'), from: 'me' });
  await sends[0]?.answer({ ok: true, once: true });
  await clock.pass(0.3);
  await clock.pass(0.3);
  expect(shownTexts()).toEqual(['Hello']);
  expect(shownNotes()[0]).toMatch(/Nov/);
});

test('sends the normalized text, and recognizes it in the conversation', async () => {
  const { send, sends, conversation, clock, shownTexts } = setup();
  await send('\ufeffa\r\nJose\u0301\u200b ');
  expect(sends).toMatchObject([{ text: 'a\nJosé' }]);
  conversation.messages.push({ ...message(7, 'a\nJosé'), from: 'me' });
  await sends[0]?.answer({ ok: true, once: true });
  await clock.pass(0.3);
  await clock.pass(0.3);
  expect(shownTexts()).toEqual(['a\nJosé']);
});

test('sends nothing if only invisible characters were typed', async () => {
  const { send, sends } = setup();
  await send(' \u200b\r\n\u3164');
  expect(sends).toEqual([]);
});

test('shows a message once if its ping arrives before its answer, and a repeated text twice', async () => {
  const { send, sends, conversation, realtime, clock, shownTexts, settle } = setup();
  conversation.messages.push({ ...message(5, 'Hello'), from: 'me' });
  await send('Good morning');
  await settle();
  await clock.pass(0.3);
  await sends[0]?.answer({ ok: true });
  await send('Hello');
  expect(shownTexts()).toEqual(['Hello', 'Good morning', 'Hello']);

  conversation.messages.push({ ...message(6, 'Good morning'), from: 'me' });
  conversation.messages.push({ ...message(7, 'Hello'), from: 'me' });
  realtime.ping();
  await clock.pass(0.3);
  await clock.pass(0.3);
  expect(shownTexts()).toEqual(['Hello', 'Good morning', 'Hello']);
  await sends[1]?.answer(REFUSED);
  expect(shownTexts()).toEqual(['Hello', 'Good morning', 'Hello']);
});

test('sends on Enter in a one-line input, but not in a text box', async () => {
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

test('ignores a text of spaces, and sends one message for ten clicks and an Enter', async () => {
  const { page, send, sends, clock } = setup();
  await send('   ');
  expect(sends).toEqual([]);
  await send('Hello');
  page.chatInput.press('Enter');
  for (let click = 0; click < 10; click += 1) page.chatSend.click();
  await clock.pass(1);
  expect(sends).toHaveLength(1);
});

test('sends one message at a time, in the order of writing', async () => {
  const { send, sends, shownNotes, settle } = setup();
  await send('one');
  await send('two');
  await send('three');
  expect(sends.map(({ text }) => text)).toEqual(['one']);
  expect(shownNotes()).toEqual(['Sending…', 'Waiting', 'Waiting']);
  await sends[0]?.answer({ ok: true });
  await settle();
  expect(sends.map(({ text }) => text)).toEqual(['one', 'two']);
  expect(new Set(sends.map(({ options }) => options.idempotencyKey)).size).toBe(2);
});

test('returns the text of a failed message with the reason, and sends it again with the same key', async () => {
  const { page, send, sends, shownTexts } = setup();
  await send('Hello');
  await sends[0]?.answer(REFUSED);
  expect([page.chatInput.value, page.chatStatus.text, shownTexts()]).toEqual([
    'Hello',
    'Not now.',
    [],
  ]);
  page.chatSend.click();
  await sends[1]?.answer(REFUSED);
  expect(sends[1]?.options.idempotencyKey).toBe(sends[0]?.options.idempotencyKey);
});

test('keeps a failed message in the list if the next one is being typed, and sends both in order', async () => {
  const { page, send, sends, shownTexts, shownNotes, settle } = setup();
  await send('one');
  page.chatInput.enter('two');
  await sends[0]?.answer(REFUSED);
  expect([page.chatInput.value, shownTexts(), shownNotes()]).toEqual([
    'two',
    ['one'],
    ['Not sent'],
  ]);
  expect(page.chatStatus.text).toBe('Not now. Select Send to try again.');
  page.chatSend.click();
  await settle();
  await sends[1]?.answer({ ok: true });
  await settle();
  expect(sends.map(({ text }) => text)).toEqual(['one', 'one', 'two']);
  expect(sends[1]?.options.idempotencyKey).toBe(sends[0]?.options.idempotencyKey);
  expect(page.chatStatus.text).not.toContain('Not now');
});

test('sends waiting messages after the failed one before them is corrected', async () => {
  const { page, send, sends, settle } = setup();
  await send('one');
  await send('two');
  await sends[0]?.answer(INVALID);
  expect([page.chatInput.value, sends.length]).toEqual(['one', 1]);
  await send('one, shorter');
  await sends[1]?.answer({ ok: true });
  await settle();
  expect(sends.map(({ text }) => text)).toEqual(['one', 'one, shorter', 'two']);
});

test('returns an invalid text to the input, before the text typed since', async () => {
  const { page, send, sends, shownTexts } = setup();
  await send('one');
  page.chatInput.enter('two');
  await sends[0]?.answer(INVALID);
  expect([page.chatInput.value, shownTexts()]).toEqual(['one two', []]);
});

test('uploads the chosen files when the message is sent, and attaches them', async () => {
  const { page, send, sends, shownTexts, settle } = setup();
  page.chatAddImage.choose('cup.jpg');
  page.chatAddFile.choose('plan.pdf');
  expect(page.chatStatus.text).toBe('Attached: cup.jpg, plan.pdf');
  await send('Look');
  await settle();
  expect(sends).toMatchObject([
    {
      text: 'Look',
      options: { attachments: ['wix:image://v1/id/cup.jpg', 'wix:image://v1/id/plan.pdf'] },
    },
  ]);
  expect(shownTexts()).toEqual(['Look', 'cup.jpg', 'plan.pdf']);
  expect(page.chatAddImage.value).toEqual([]);
});

test('sends a file without a text', async () => {
  const { page, sends, settle } = setup();
  page.chatAddImage.choose('cup.jpg');
  page.chatSend.click();
  await settle();
  expect(sends).toMatchObject([
    { text: '', options: { attachments: ['wix:image://v1/id/cup.jpg'] } },
  ]);
});

test('keeps the text and shows an error when an upload fails', async () => {
  const { page, send, sends } = setup();
  page.chatAddImage.fails = true;
  page.chatAddImage.choose('film.mov');
  await send('Look');
  expect(sends).toEqual([]);
  expect(page.chatInput.value).toBe('Look');
  expect(page.chatStatus.text).toContain('could not be uploaded');
});

test('retries a failed message with files from the list', async () => {
  const { page, send, sends, settle } = setup();
  page.chatAddImage.choose('cup.jpg');
  await send('Look');
  await settle();
  await sends[0]?.answer(REFUSED);
  page.chatSend.click();
  await settle();
  expect(sends.map(({ options }) => options.attachments)).toEqual([
    ['wix:image://v1/id/cup.jpg'],
    ['wix:image://v1/id/cup.jpg'],
  ]);
});

test('shows the contact form when the person is not identified', async () => {
  const { page, send, sends } = setup();
  await send('Hello');
  await sends[0]?.answer({ ok: false, error: { code: 'IDENTITY_UNKNOWN', message: 'Who?' } });
  expect([page.chatForm.shown, page.chatInput.value, page.chatStatus.text]).toEqual([
    true,
    'Hello',
    'Who?',
  ]);
});

test('calls onSent for sent messages, but not in preview', async () => {
  const onSent = vi.fn();
  const { page, send, sends } = setup({ onSent });
  await send('one');
  await sends[0]?.answer({ ok: true, once: true });
  expect(onSent).toHaveBeenCalledExactlyOnceWith({ ok: true, once: true });
  await send('two');
  await sends[1]?.answer({ ok: true, preview: true });
  expect(onSent).toHaveBeenCalledOnce();
  expect([page.chatInput.value, page.chatStatus.text]).toEqual([
    'two',
    expect.stringContaining('Preview'),
  ]);
});
