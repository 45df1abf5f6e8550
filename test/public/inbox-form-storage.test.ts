// What the contact form keeps when its page is loaded again. A second page in the same tab is the reloaded one.
import { expect, test } from 'vitest';
import type { Answer, OpenedForm } from 'public/inbox-shapes';
import { chatPage, HISTORY_NOT_AVAILABLE } from '../support/public/chat-page.ts';
import { contactFormPage } from '../support/public/contact-form-page.ts';
import { createFakeIdentity, createFakeStorage } from '../support/public/fake-ports.ts';

const UNCONFIRMED = { ok: false, error: { code: 'UNCLEAR', message: 'Unclear.' } } as const;

function setup() {
  const tab = createFakeStorage();
  const identity = createFakeIdentity();
  let ticketCount = 0;
  let session = 'mine';
  const openForm = async (): Promise<Answer<OpenedForm>> => {
    ticketCount += 1;
    return { ok: true, ticket: `ticket-${ticketCount}`, session };
  };
  return {
    tab,
    identity,
    load: () => contactFormPage({ storage: tab.port, openForm, identity: identity.port }),
    changePerson: () => (session = 'another'),
    opened: () => ticketCount,
  };
}

test('stores nothing and requests no ticket until the user types', async () => {
  const { tab, load, opened } = setup();
  const form = load();
  await form.settle();
  expect([tab.keys(), opened()]).toEqual([[], 0]);
});

test('fills in what the same person had typed', async () => {
  const { load } = setup();
  const form = load();
  form.fillIn();
  form.page.message.enter('Hello\nthere');
  await form.settle();
  const reloaded = load();
  await reloaded.settle();
  expect([reloaded.page.firstName.value, reloaded.page.message.value]).toEqual([
    'Nora',
    'Hello\nthere',
  ]);
  expect(reloaded.sends).toEqual([]);
});

test('does not replace what was typed before the stored data was read', async () => {
  const { load } = setup();
  const form = load();
  form.fillIn();
  await form.settle();
  const reloaded = load();
  reloaded.page.firstName.enter('Ada');
  await reloaded.settle();
  expect([reloaded.page.firstName.value, reloaded.page.email.value]).toEqual([
    'Ada',
    'nora@example.com',
  ]);
});

test('continues a send with the same ticket, so that it is sent once', async () => {
  const { tab, load } = setup();
  const form = load();
  form.fillIn();
  form.page.submitButton.click();
  await form.settle();
  const reloaded = load();
  await reloaded.settle();
  expect(reloaded.sends).toMatchObject([{ options: { ticket: 'ticket-1' } }]);
  expect(reloaded.sends[0]?.data).toEqual(form.sends[0]?.data);
  expect(reloaded.page.submitButton.enabled).toBe(false);
  reloaded.sends[0]?.answer({ ok: true, replayed: true });
  await reloaded.settle();
  expect(reloaded.page.sent.text).toContain('Thank you');
  expect([reloaded.page.message.value, tab.keys()]).toEqual(['', ['velo-inbox.sent']]);
  const again = load();
  await again.settle();
  expect([again.sends, again.page.message.value]).toEqual([[], '']);
});

test('does not send again on its own what was answered', async () => {
  const { load } = setup();
  const form = load();
  form.fillIn();
  form.page.submitButton.click();
  await form.settle();
  form.sends[0]?.answer(UNCONFIRMED);
  await form.settle();
  const reloaded = load();
  await reloaded.settle();
  expect([reloaded.sends, reloaded.page.message.value]).toEqual([[], 'Hello']);
});

test('fills in and sends nothing for another person, and removes it', async () => {
  const { tab, load, changePerson } = setup();
  const form = load();
  form.fillIn();
  form.page.submitButton.click();
  await form.settle();
  changePerson();
  const reloaded = load();
  await reloaded.settle();
  expect([reloaded.sends, reloaded.page.message.value, tab.keys()]).toEqual([[], '', []]);
});

test('removes what is stored and typed when the user logs out', async () => {
  const { tab, identity, load } = setup();
  const form = load();
  form.fillIn();
  await form.settle();
  identity.logout();
  await form.settle();
  expect([form.page.message.value, tab.keys()]).toEqual(['', []]);
});

test('shows a sent form in the chat of the same person, who is not allowed to read', async () => {
  const { tab, load } = setup();
  const form = load();
  form.fillIn();
  form.page.submitButton.click();
  await form.settle();
  form.sends[0]?.answer({ ok: true });
  await form.settle();
  const chat = chatPage({ storage: tab.port });
  const { error } = HISTORY_NOT_AVAILABLE;
  chat.conversation.refusal = { ok: false, error: { ...error, session: 'mine' } };
  chat.chat.open();
  await chat.settle();
  expect(chat.shownTexts()).toEqual([
    'First name: Nora\nE-mail: nora@example.com\nMessage: Hello\nNewsletter: No',
  ]);
});
