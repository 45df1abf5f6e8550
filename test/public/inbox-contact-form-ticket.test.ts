// The form tickets of the contact form, on a virtual clock.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { waitSeconds } from 'public/inbox-submit';
import type { Answer, OpenedForm, SendFormOptions, Sent } from 'public/inbox-shapes';
import { contactFormPage } from '../support/public/contact-form-page.ts';
import { refusal } from '../support/public/scripted-send.ts';

const OK: Answer<Sent> = { ok: true, once: true };

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

interface RecordedSend {
  /** Seconds since the start of the test. */
  readonly at: number;
  readonly options: SendFormOptions;
}

/** A contact form whose `sendFormData` returns the answers in order, the last one again and again. */
function setup(answers: readonly Answer<Sent>[] = [OK], openForm = createOpenForm().openForm) {
  const startedAt = Date.now();
  const sends: RecordedSend[] = [];
  const form = contactFormPage({
    openForm,
    wait: waitSeconds,
    send: async (_data, options) => {
      sends.push({ at: (Date.now() - startedAt) / 1000, options });
      return answers[Math.min(sends.length, answers.length) - 1] ?? OK;
    },
  });
  return {
    ...form,
    sends,
    /** Returns the tickets of the calls, or `key` for a call with an idempotency key. */
    tickets: () => sends.map(({ options }) => options.ticket ?? (options.idempotencyKey && 'key')),
    times: () => sends.map(({ at }) => at),
  };
}

/** An `openForm` that returns `ticket-1`, `ticket-2`, … and records the names of forms. */
function createOpenForm() {
  const forms: string[] = [];
  return {
    forms,
    openForm: async (form: string): Promise<Answer<OpenedForm>> => {
      forms.push(form);
      return { ok: true, ticket: `ticket-${forms.length}`, notBeforeMs: 2_000 };
    },
  };
}

test('requests a ticket when the user begins to fill in the form, not before', async () => {
  const { forms, openForm } = createOpenForm();
  const { page } = setup([OK], openForm);
  await pass(10);
  expect(forms).toEqual([]);
  page.firstName.enter('N');
  page.firstName.enter('No');
  page.subscribeNewsletter.leave();
  await pass(10);
  expect(forms).toEqual(['contact']);
});

test('sends with the ticket at once if the user took longer than two seconds', async () => {
  const { page, sends, fillIn, times } = setup();
  fillIn();
  await pass(5);
  page.submitButton.click();
  await pass(0);
  expect(times()).toEqual([5]);
  expect(sends[0]?.options).toEqual({ form: 'contact', language: 'en', ticket: 'ticket-1' });
  expect(page.sent.text).toContain('Thank you');
});

test('waits until the ticket can be used if the form was filled in at once', async () => {
  const { page, fillIn, tickets, times } = setup();
  fillIn();
  page.submitButton.click();
  await pass(1.9);
  expect(page.status.text).toBe('Sending your message…');
  expect(page.submitButton.enabled).toBe(false);
  expect(times()).toEqual([]);
  await pass(0.1);
  expect([times(), tickets()]).toEqual([[2], ['ticket-1']]);
  expect(page.sent.text).toContain('Thank you');
});

test('requests the ticket on a click if the browser filled in the form without an event', async () => {
  const { page, tickets, times } = setup();
  page.firstName.value = 'Nora';
  page.email.value = 'nora@example.com';
  page.message.value = 'Hello';
  page.submitButton.click();
  page.submitButton.click();
  await pass(2);
  expect([times(), tickets()]).toEqual([[2], ['ticket-1']]);
});

test('takes a new ticket for the next message', async () => {
  const { page, fillIn, tickets } = setup();
  for (let count = 0; count < 2; count += 1) {
    fillIn();
    page.submitButton.click();
    await pass(2);
  }
  expect(tickets()).toEqual(['ticket-1', 'ticket-2']);
});

test('keeps the ticket while the outcome is unknown', async () => {
  const { page, fillIn, tickets } = setup([refusal('UNCONFIRMED'), refusal('IN_PROGRESS'), OK]);
  fillIn();
  page.submitButton.click();
  await pass(20);
  expect(tickets()).toEqual(['ticket-1', 'ticket-1', 'ticket-1']);
  expect(page.sent.text).toContain('Thank you');
});

test('waits and sends with the same ticket if the clock of the backend says that it is too early', async () => {
  const { page, fillIn, tickets, times } = setup([refusal('TICKET_TOO_EARLY', 1), OK]);
  fillIn();
  page.submitButton.click();
  await pass(3);
  expect([times(), tickets()]).toEqual([
    [2, 3],
    ['ticket-1', 'ticket-1'],
  ]);
});

test('renews an expired ticket without telling the user', async () => {
  const { page, fillIn, tickets, times } = setup([refusal('TICKET_EXPIRED'), OK]);
  fillIn();
  await pass(7_200);
  page.submitButton.click();
  await pass(1);
  expect(page.status.text).toBe('Sending your message…');
  await pass(1);
  expect([times(), tickets()]).toEqual([
    [7_200, 7_202],
    ['ticket-1', 'ticket-2'],
  ]);
  expect(page.sent.text).toContain('Thank you');
});

test('says that the user logged in or out, keeps the text and takes a new ticket', async () => {
  const { page, fillIn, tickets } = setup([refusal('IDENTITY_CHANGED'), OK]);
  fillIn();
  await pass(2);
  page.submitButton.click();
  // Typed while the form is being sent: this ticket is of the former session too.
  page.phone.enter('1');
  await pass(1);
  expect(page.status.text).toBe('Message of IDENTITY_CHANGED.');
  expect(page.message.value).toBe('Hello');
  page.submitButton.click();
  await pass(2);
  expect(tickets()).toEqual(['ticket-1', 'ticket-3']);
  expect(page.sent.text).toContain('Thank you');
});

test.each([
  ['nothing may have arrived', [], ['ticket-1', 'ticket-2'], 'Thank you'],
  [
    'an earlier try may have arrived',
    [refusal('UNCONFIRMED')],
    ['ticket-1', 'ticket-1'],
    'Your message may or may not have arrived',
  ],
])('handles a ticket that the site cannot open if %s', async (_, before, expected, shown) => {
  const error = { code: 'INVALID_INPUT', message: '', fields: { 'options.ticket': 'x' } } as const;
  const { page, fillIn, tickets } = setup([...before, { ok: false, error }, OK]);
  fillIn();
  page.submitButton.click();
  await pass(10);
  expect(tickets()).toEqual(expected);
  expect(page.status.text + page.sent.text).toContain(shown);
});

test.each<[string, () => Promise<Answer<OpenedForm>>]>([
  ['rejects', () => Promise.reject(new Error('lost'))],
  ['fails', async () => ({ ok: false, error: { code: 'TRY_LATER', message: '' } })],
  ['returns no ticket', async () => ({ ok: true })],
  ['is called in preview', async () => ({ ok: true, preview: true })],
])('sends with an idempotency key, without delay, if openForm %s', async (_, openForm) => {
  const { page, fillIn, sends, times } = setup([OK], openForm);
  fillIn();
  page.submitButton.click();
  await pass(0);
  expect(times()).toEqual([0]);
  expect(sends[0]?.options.idempotencyKey).toMatch(/^[\w-]{22,64}$/);
  expect(sends[0]?.options).not.toHaveProperty('ticket');
  expect(page.sent.text).toContain('Thank you');
});
