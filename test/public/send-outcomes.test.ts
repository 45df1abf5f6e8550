// What a page does with each answer of a send: the contact form and the chat, on a virtual clock.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { waitSeconds } from 'public/inbox-submit';
import { chatPage } from '../support/public/chat-page.ts';
import { contactFormPage } from '../support/public/contact-form-page.ts';
import { OUTCOME_CASES, toChatStates, toFormStates } from '../support/public/outcome-cases.ts';
import { createScriptedSend } from '../support/public/scripted-send.ts';
import type { ScriptedAnswer } from '../support/public/scripted-send.ts';

const REPEATED_CASES = OUTCOME_CASES.filter(({ keyOfNext }) => keyOfNext !== undefined);

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

function setupForm(answers: readonly ScriptedAnswer[]) {
  const script = createScriptedSend(answers);
  const { page, fillIn } = contactFormPage({
    send: (data, options) => script.answerNext(String(data['message']), options),
    wait: waitSeconds,
  });
  fillIn();
  return {
    ...script,
    state: () => ({
      text: page.status.text + page.sent.text,
      isEnabled: page.submitButton.enabled,
      message: page.message.value,
    }),
    async send(): Promise<void> {
      page.submitButton.click();
      await pass(1);
    },
  };
}

function setupChat(answers: readonly ScriptedAnswer[]) {
  const script = createScriptedSend(answers);
  const { page, send, shownNotes } = chatPage({ send: script.answerNext, wait: waitSeconds });
  return {
    ...script,
    state: () => ({
      notes: shownNotes(),
      buttons: page.chatMessages
        .items()
        .flatMap(({ chatSendAgain }) => (chatSendAgain.shown ? chatSendAgain.label : [])),
      input: page.chatInput.value,
      hasNotice: !['', 'No messages yet. Write the first one.'].includes(page.chatStatus.text),
    }),
    async send(): Promise<void> {
      await send('Hello');
      await pass(1);
    },
    /** Sends the message again with its button, and from the input if the button moves it there. */
    async sendAgain(): Promise<void> {
      const [item] = page.chatMessages.items();
      item?.chatSendAgain.click();
      if (page.chatInput.value !== '') page.chatSend.click();
      await pass(0);
    },
  };
}

test.for(OUTCOME_CASES)('contact form: $name', async (outcome) => {
  const { answers, times, keys = times.map(() => 1) } = outcome;
  const form = setupForm(answers);

  await form.send();
  const first = form.state();
  await pass(300);

  expect([first, form.state()]).toEqual(toFormStates(outcome));
  expect([form.times(), form.keys()]).toEqual([times, keys]);
});

test.for(OUTCOME_CASES)('chat: $name', async (outcome) => {
  const { answers, times, keys = times.map(() => 1) } = outcome;
  const chat = setupChat(answers);

  await chat.send();
  const first = chat.state();
  await pass(300);

  expect([first, chat.state()]).toEqual(toChatStates(outcome));
  expect([chat.times(), chat.keys()]).toEqual([times, keys]);
});

test.for(REPEATED_CASES)('contact form, sent again: $name', async ({ answers, keyOfNext }) => {
  const form = setupForm(answers);
  await form.send();
  await pass(300);
  const before = form.calls.slice();

  await form.send();

  expect(form.calls.length).toBeGreaterThan(before.length);
  const isSame = form.calls[before.length]?.key === before.at(-1)?.key;
  expect(isSame ? 'same' : 'new').toBe(keyOfNext);
});

test.for(REPEATED_CASES)('chat, sent again: $name', async (outcome) => {
  const { answers, keyOfNext, keyOfNextInChat = keyOfNext } = outcome;
  const chat = setupChat(answers);
  await chat.send();
  await pass(300);
  const before = chat.calls.slice();

  await chat.sendAgain();

  expect(chat.calls.length).toBeGreaterThan(before.length);
  const isSame = chat.calls[before.length]?.key === before.at(-1)?.key;
  expect(isSame ? 'same' : 'new').toBe(keyOfNextInChat);
});
