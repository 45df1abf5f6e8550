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
  await sends[1]?.answer({ ok: true });
  expect(shownTexts()).toEqual(['Hello', 'Good morning', 'Hello']);
});

test('sends on Enter, and in a text box only if the page wants it', async () => {
  for (const [inputType, sendsOnEnter, sent] of [
    ['$w.TextInput', true, 1],
    ['$w.TextInput', false, 1],
    ['$w.TextBox', true, 1],
    ['$w.TextBox', false, 0],
  ] as const) {
    const { page, sends, clock } = setup({ inputType, sendsOnEnter });
    page.chatInput.enter('Hello');
    page.chatInput.press('a');
    page.chatInput.press('Enter');
    await clock.pass(1);
    expect([inputType, sendsOnEnter, sends.length]).toEqual([inputType, sendsOnEnter, sent]);
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

test('shows the reason at a failed message, and sends it again with the same key', async () => {
  const { page, send, sends, shownTexts, shownNotes } = setup();
  await send('Hello');
  await sends[0]?.answer(REFUSED);
  expect([shownTexts(), shownNotes()]).toEqual([['Hello'], ['Not sent. Not now.']]);
  expect([page.chatInput.value, page.chatStatus.text]).toEqual([
    '',
    'Not now. You can send it again.',
  ]);
  page.chatSend.click();
  await sends[1]?.answer(REFUSED);
  expect(sends[1]?.options.idempotencyKey).toBe(sends[0]?.options.idempotencyKey);
});

test('keeps the reason of a failed message while the next ones are written and sent', async () => {
  const { page, send, sends, shownTexts, shownNotes, settle } = setup();
  await send('one');
  page.chatInput.enter('two');
  await sends[0]?.answer(REFUSED);
  expect([page.chatInput.value, shownTexts()]).toEqual(['two', ['one']]);
  page.chatSend.click();
  await settle();
  await sends[1]?.answer({ ok: true });
  await settle();
  expect(sends.map(({ text }) => text)).toEqual(['one', 'two']);
  expect(shownNotes()[0]).toBe('Not sent. Not now.');
  page.chatAddImage.choose('cup.jpg');
  expect(shownNotes()[0]).toBe('Not sent. Not now.');
  expect(page.chatStatus.text).toContain('Not now');
});

test('sends the waiting messages after a refused one', async () => {
  for (const answer of [INVALID, REFUSED]) {
    const { send, sends, settle } = setup();
    await send('one');
    await send('two');
    await sends[0]?.answer(answer);
    await settle();
    expect(sends.map(({ text }) => text)).toEqual(['one', 'two']);
  }
});

test('moves a refused text back into the input, before the text typed since', async () => {
  const { page, send, sends, shownTexts } = setup();
  await send('one');
  page.chatInput.enter('two');
  await sends[0]?.answer(INVALID);
  expect([page.chatInput.value, shownTexts()]).toEqual(['two', ['one']]);
  const [item] = page.chatMessages.items();
  expect(item?.chatSendAgain).toMatchObject({ shown: true, label: 'Edit' });
  item?.chatSendAgain.click();
  expect([page.chatInput.value, shownTexts()]).toEqual(['one\ntwo', []]);
  expect(page.chatStatus.text).not.toContain('Too long');
});

test('puts the text of a failed message back into the input if the page shows no messages', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  const { page, send, sends } = setup({ missing: ['chatMessages'] });
  await send('Hello');
  await sends[0]?.answer(INVALID);
  expect([page.chatInput.value, page.chatStatus.text]).toEqual(['Hello', 'Too long.']);
});

test('shows the contact form when the person is not identified', async () => {
  const { page, send, sends, shownNotes } = setup();
  await send('Hello');
  await sends[0]?.answer({ ok: false, error: { code: 'IDENTITY_UNKNOWN', message: 'Who?' } });
  expect([page.chatForm.shown, shownNotes(), page.chatStatus.text]).toEqual([
    true,
    ['Not sent. Who?'],
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

test('sends once for a held Enter, and sends no failed message again', async () => {
  const { page, sends, clock } = setup();
  page.chatInput.enter('Hello');
  for (let count = 0; count < 20; count += 1) page.chatInput.press('Enter');
  await clock.pass(1);
  await sends[0]?.answer(REFUSED);
  for (let count = 0; count < 20; count += 1) page.chatInput.press('Enter');
  await clock.pass(1);
  expect(sends.map(({ text }) => text)).toEqual(['Hello']);
});

test('shows the limit before it is reached, and sets it for the input', () => {
  const { page } = setup();
  expect(page.chatInput.maxLength).toBe(16384);
  page.chatInput.enter('x'.repeat(15383));
  expect(page.chatStatus.text).not.toContain('left');
  page.chatInput.enter('x'.repeat(15384));
  expect(page.chatStatus.text).toContain('1000 characters left');
});
