// The chat's queue while messages are unconfirmed, on a virtual clock.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { waitSeconds } from 'public/inbox-submit';
import { chatPage, message } from '../support/public/chat-page.ts';
import { createScriptedSend, refusal } from '../support/public/scripted-send.ts';
import type { ScriptedAnswer } from '../support/public/scripted-send.ts';

const OK = { ok: true, once: true } as const;
/** The answers to a message that is never confirmed: the first try and four more. */
const NEVER_CONFIRMED: readonly ScriptedAnswer[] = Array.from({ length: 5 }, () => 'lost');

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'Date'] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** Lets seconds pass on the virtual clock. */
async function pass(seconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(seconds * 1000);
}

function setup(answers: readonly ScriptedAnswer[], options: Parameters<typeof chatPage>[0] = {}) {
  // A call takes half a second.
  const script = createScriptedSend(answers, 0.5);
  const chat = chatPage({ send: script.answerNext, wait: waitSeconds, ...options });
  return {
    ...chat,
    ...script,
    texts: () => script.calls.map(({ text }) => text),
    /** Clicks the button that sends a message again. */
    async sendAgain(text: string): Promise<void> {
      chat.page.chatMessages
        .items()
        .find(({ chatText }) => chatText.text === text)
        ?.chatSendAgain.click();
      await pass(0);
    },
  };
}

test('holds the queue while a message is checked, and continues it after the last try', async () => {
  const chat = setup([...NEVER_CONFIRMED, OK]);

  await chat.send('one');
  await chat.send('two');
  await chat.send('three');
  await pass(39);
  expect(chat.shownNotes()).toEqual(['Confirming…', 'Waiting', 'Waiting']);
  expect(new Set(chat.texts())).toEqual(new Set(['one']));
  await pass(4);

  expect(chat.texts().slice(5)).toEqual(['two', 'three']);
  expect([chat.shownTexts(), chat.shownNotes()]).toEqual([['one'], ['Not confirmed']]);
});

test('sends an unconfirmed message again with its key, after others were sent', async () => {
  const chat = setup([...NEVER_CONFIRMED, OK]);
  await chat.send('one');
  await chat.send('two');
  await pass(60);

  const [item] = chat.page.chatMessages.items();
  expect(item?.chatSendAgain.clickHandlers).toHaveLength(1);
  await chat.sendAgain('one');
  await pass(1);

  expect(chat.texts().slice(5)).toEqual(['two', 'one']);
  expect(chat.keys()).toEqual([1, 1, 1, 1, 1, 2, 1]);
  expect(chat.shownTexts()).toEqual([]);
});

test('sends unconfirmed messages again on Send with an empty input', async () => {
  const chat = setup([...NEVER_CONFIRMED, OK]);
  await chat.send('one');
  await pass(60);

  chat.page.chatSend.click();
  await pass(1);

  expect(chat.keys()).toEqual([1, 1, 1, 1, 1, 1]);
});

test('sends an unclear message again only on its own button', async () => {
  const chat = setup([refusal('UNCLEAR'), OK]);
  await chat.send('one');
  await pass(1);

  chat.page.chatSend.click();
  await pass(60);
  expect(chat.keys()).toEqual([1]);
  await chat.sendAgain('one');
  await pass(1);

  expect(chat.keys()).toEqual([1, 2]);
  expect(chat.shownTexts()).toEqual([]);
});

test('gives two messages with the same text two keys', async () => {
  const chat = setup([...NEVER_CONFIRMED, OK]);

  await chat.send('ok');
  await chat.send('ok');
  await pass(60);

  expect(chat.keys()).toEqual([1, 1, 1, 1, 1, 2]);
});

test('removes an unconfirmed message that is in the conversation', async () => {
  const chat = setup(NEVER_CONFIRMED);
  chat.addMessages(5);
  chat.chat.open();
  await pass(1);
  await chat.send('Hello');
  chat.conversation.messages.push({ ...message(6, 'Hello'), from: 'me' });

  await pass(60);
  expect(chat.shownTexts()).toEqual(['text 5', 'Hello']);
  expect(chat.page.chatStatus.text).toBe('');
  chat.page.chatSend.click();
  await pass(60);

  expect(chat.calls).toHaveLength(5);
});

test('keeps an unconfirmed message if the same text in the conversation can be another message', async () => {
  const chat = setup([...NEVER_CONFIRMED, OK]);
  chat.addMessages(5);
  chat.chat.open();
  await pass(1);
  await chat.send('ok');
  await pass(60);
  await chat.send('ok');
  chat.conversation.messages.push({ ...message(6, 'ok'), from: 'me' });
  await pass(60);

  expect(chat.shownTexts()).toEqual(['text 5', 'ok', 'ok']);
  expect(chat.shownNotes()[2]).toBe('Not confirmed');
});

test('keeps an unconfirmed message while another one with its text is being sent', async () => {
  const chat = setup([...NEVER_CONFIRMED, OK]);
  chat.chat.open();
  await pass(1);
  await chat.send('ok');
  await pass(60);
  await chat.send('ok');
  chat.conversation.messages.push({ ...message(6, 'ok'), from: 'me' });

  // The ping arrives before the answer.
  chat.realtime.ping();
  await pass(0.4);
  expect(chat.shownNotes()).toContain('Not confirmed');
  await pass(60);

  expect(chat.shownTexts()).toEqual(['ok', 'ok']);
  expect(chat.shownNotes()[1]).toBe('Not confirmed');
});

test('keeps an unconfirmed message that was written before the conversation was read', async () => {
  const chat = setup(NEVER_CONFIRMED, { areReadsPending: true });
  chat.conversation.messages.push({ ...message(5, 'Hello'), from: 'me' });
  await chat.send('Hello');
  chat.lists[0]?.answer(chat.readPage({}));
  await pass(60);
  chat.lists[1]?.answer(chat.readPage({}));
  await pass(1);

  expect(chat.shownTexts()).toEqual(['Hello', 'Hello']);
  expect(chat.shownNotes()[1]).toBe('Not confirmed');
});

test('stops asking when the user logs out', async () => {
  const chat = setup(['lost']);
  await chat.send('Hello');
  await pass(1);

  chat.identity.logout();
  await pass(120);

  expect(chat.calls).toHaveLength(1);
  expect(chat.shownTexts()).toEqual([]);
  expect(chat.page.chatStatus.text).toBe('');
});

test('sends a failed message again on its button, before the waiting ones', async () => {
  const chat = setup([refusal('PERMISSION_DENIED'), OK]);
  await chat.send('one');
  chat.page.chatInput.enter('two');
  await pass(1);
  expect(chat.shownNotes()).toEqual(['Not sent. Message of PERMISSION_DENIED.']);

  chat.page.chatInput.enter('');
  await chat.sendAgain('one');
  await pass(1);

  expect(chat.keys()).toEqual([1, 1]);
  expect(chat.shownTexts()).toEqual([]);
});

test('shows the states in German', async () => {
  const chat = setup([refusal('TOO_MANY_MESSAGES', 12), refusal('UNCLEAR')], { language: 'de' });
  await chat.send('Hallo');
  await pass(1);
  expect(chat.shownNotes()).toEqual(['Zu viele Nachrichten. Wird in 12 s gesendet.']);
  await pass(13);

  expect(chat.shownNotes()).toEqual(['Vielleicht nicht angekommen']);
  expect(chat.page.chatStatus.text).toMatch(/wenn keine Antwort kommt\.$/);
});

test('continues without the button, and reports no missing element', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const chat = setup([...NEVER_CONFIRMED, OK]);
  for (const item of chat.page.chatMessages.items()) Reflect.deleteProperty(item, 'chatSendAgain');
  await chat.send('one');
  await pass(60);

  expect(chat.shownNotes()).toEqual(['Not confirmed']);
  expect(warn).not.toHaveBeenCalled();
});
