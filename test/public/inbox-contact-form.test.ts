import { expect, test, vi } from 'vitest';
import { contactForm } from 'public/inbox-contact-form';
import type { ContactFormData, ContactFormOptions } from 'public/inbox-contact-form';
import type { Answer, SendFormOptions, Sent } from 'public/inbox-shapes';
import { createFakePage } from './fake-page.ts';

interface SendSeen {
  readonly data: ContactFormData;
  readonly options: SendFormOptions;
  answer(answer: Answer<Sent>): void;
  lose(): void;
}

/** The contact page with its form, a person who fills it in, and a web method that the test answers. */
function setup({
  leftOut = [],
  ...options
}: Partial<ContactFormOptions> & { leftOut?: string[] } = {}) {
  const page = createFakePage(leftOut);
  const sends: SendSeen[] = [];
  const waits: { readonly seconds: number; over(): void }[] = [];
  contactForm(page.$w, {
    send: (data, sendOptions) =>
      new Promise((answer, lose) => {
        sends.push({ data, options: sendOptions, answer, lose: () => lose(new Error('lost')) });
      }),
    wait: (seconds) => new Promise((over) => waits.push({ seconds, over })),
    ...options,
  });
  function fillIn(): void {
    page.firstName.enter('Nora');
    page.email.enter('nora@example.com');
    page.message.enter('Hello');
  }
  const settle = () => new Promise((done) => setImmediate(done));
  return { page, sends, waits, fillIn, settle };
}

function refused(error: { message?: string; fields?: Record<string, string> }): Answer<Sent> {
  return { ok: false, error: { code: 'TRY_LATER', message: 'Please try again.', ...error } };
}

test('sends nothing by itself', async () => {
  const { page, sends, fillIn, settle } = setup();

  fillIn();
  page.email.change();
  await settle();

  expect(sends).toEqual([]);
});

test('sends what was typed, with a key, as the declared form and in the page’s language', () => {
  const { page, sends, fillIn } = setup({ language: 'de' });

  fillIn();
  page.subscribeNewsletter.checked = true;
  page.submitButton.click();

  expect(sends).toMatchObject([
    {
      data: {
        firstName: 'Nora',
        lastName: '',
        email: 'nora@example.com',
        phone: '',
        message: 'Hello',
        subscribeNewsletter: true,
      },
      options: {
        form: 'contact',
        language: 'de',
        idempotencyKey: expect.stringMatching(/^[\w-]{22,64}$/),
      },
    },
  ]);
});

test('takes required and labels from the declared form, in the page’s language', () => {
  const { page } = setup({ language: 'de-AT', texts: { optional: ' (freiwillig)' } });

  expect(page.email.required).toBe(true);
  expect(page.phone.required).toBe(false);
  expect(page.emailLabel.text).toBe('E-Mail');
  expect(page.phoneLabel.text).toBe('Telefon (freiwillig)');
});

test('shows faults at their fields, goes to the first, and sends nothing', () => {
  const { page, sends } = setup();

  page.firstName.enter('Nora');
  page.email.enter('nora@');
  page.submitButton.click();

  expect(page.emailFault.text).toBe('This is not an e-mail address.');
  expect(page.messageFault.text).toBe('Please fill this in.');
  expect(page.firstNameFault.text).toBe('');
  expect(page.email).toMatchObject({ focused: true, shownAsInvalid: true });
  expect(page.message).toMatchObject({ focused: false, shownAsInvalid: true });
  expect(page.firstName.shownAsInvalid).toBe(false);
  expect(page.status.text).toContain('Not sent yet');
  expect(sends).toEqual([]);
});

test('says nothing of faults before somebody tried to send', () => {
  const { page } = setup();

  page.email.enter('nora@');
  page.email.change();

  expect(page.emailFault.text).toBe('');
  expect(page.email.rejected).toBeUndefined();
});

test('takes a fault back as soon as it is mended', () => {
  const { page } = setup();

  page.submitButton.click();
  page.email.enter('nora@example.com');

  expect(page.emailFault.text).toBe('');
  expect(page.email.rejected).toBeUndefined();
});

test('names in the status what is wrong with a field that has no text for it', () => {
  const { page, sends, fillIn } = setup();

  fillIn();
  page.phone.enter('ring me');
  page.submitButton.click();

  expect(page.status.text).toContain('Telephone: This is not a telephone number.');
  expect(page.phone.focused).toBe(true);
  expect(sends).toEqual([]);
});

test('says that it is sending, with the button off, until the answer comes', async () => {
  const { page, sends, fillIn, settle } = setup();

  fillIn();
  page.submitButton.click();
  expect(page.submitButton).toMatchObject({ enabled: false, label: 'Sending…' });
  expect(page.status.text).toBe('Your message is on its way.');
  sends[0]?.answer({ ok: true, once: true });
  await settle();

  expect(page.submitButton).toMatchObject({ enabled: true, label: 'Send' });
  expect(page.status.text).toBe('');
  expect(page.sent.text).toContain('Thank you');
});

test('empties the form after a success and shows no faults in it', async () => {
  const onSent = vi.fn();
  const { page, sends, fillIn, settle } = setup({ onSent });

  fillIn();
  page.subscribeNewsletter.checked = true;
  page.submitButton.click();
  sends[0]?.answer({ ok: true, once: true });
  await settle();

  expect([page.firstName.value, page.email.value, page.message.value]).toEqual(['', '', '']);
  expect(page.subscribeNewsletter.checked).toBe(false);
  expect(page.email.shownAsInvalid).toBe(false);
  expect(onSent).toHaveBeenCalledExactlyOnceWith({ ok: true, once: true });
});

test('keeps what was typed while the message was on its way', async () => {
  const { page, sends, fillIn, settle } = setup();

  fillIn();
  page.submitButton.click();
  page.message.enter('Hello, and one more thing');
  sends[0]?.answer({ ok: true });
  await settle();

  expect(page.message.value).toBe('Hello, and one more thing');
  expect(page.firstName.value).toBe('');
});

test('keeps what was typed when it fails, and says why', async () => {
  const { page, sends, fillIn, settle } = setup();

  fillIn();
  page.submitButton.click();
  sends[0]?.answer(refused({}));
  await settle();

  expect(page.message.value).toBe('Hello');
  expect(page.status.text).toBe('Please try again.');
  expect(page.submitButton.enabled).toBe(true);
  expect(page.sent.text).toBe('');
});

test('shows the fields of the answer at their fields until the content changes', async () => {
  const { page, sends, fillIn, settle } = setup();

  fillIn();
  page.submitButton.click();
  sends[0]?.answer(refused({ fields: { email: 'We cannot write to this address.' } }));
  await settle();
  expect(page.emailFault.text).toBe('We cannot write to this address.');
  expect(page.email).toMatchObject({ focused: true, shownAsInvalid: true });

  page.email.enter('nora@example.org');
  expect(page.emailFault.text).toBe('');
  page.submitButton.click();
  expect(sends).toHaveLength(2);
});

test('asks once more on UNCONFIRMED, says so, and keeps the text', async () => {
  const { page, sends, waits, fillIn, settle } = setup();

  fillIn();
  page.submitButton.click();
  sends[0]?.answer({ ok: false, error: { code: 'UNCONFIRMED', message: 'Hm.', retryAfter: 4 } });
  await settle();
  expect(page.status.text).toContain('Still checking');
  expect(page.submitButton.enabled).toBe(false);
  expect(page.message.value).toBe('Hello');
  expect(waits.map(({ seconds }) => seconds)).toEqual([4]);

  waits[0]?.over();
  await settle();
  expect(sends[1]?.options.idempotencyKey).toBe(sends[0]?.options.idempotencyKey);
  sends[1]?.answer({ ok: true, once: true, replayed: true });
  await settle();
  expect(page.sent.text).toContain('Thank you');
});

test('makes one message of ten clicks and an Enter', async () => {
  const { page, sends, waits, fillIn, settle } = setup();

  fillIn();
  page.email.press('Enter');
  for (let click = 0; click < 10; click += 1) page.submitButton.click();
  for (const { over } of waits) over();
  await settle();

  expect(sends).toHaveLength(1);
});

test('sends on Enter in a one-line field, and not in a text box', async () => {
  const { page, sends, waits, fillIn, settle } = setup();

  fillIn();
  page.message.press('Enter');
  page.email.press('a');
  expect(waits).toEqual([]);
  page.email.press('Enter');
  for (const { over } of waits) over();
  await settle();

  expect(sends).toHaveLength(1);
});

test('does not send again when Enter is told after the answer to the click', async () => {
  const { page, sends, waits, fillIn, settle } = setup();

  fillIn();
  page.email.press('Enter');
  page.submitButton.click();
  sends[0]?.answer({ ok: true });
  await settle();
  for (const { over } of waits) over();
  await settle();

  expect(sends).toHaveLength(1);
  expect(page.emailFault.text).toBe('');
});

test('does not send, or complain, when Enter during a send takes effect after it', async () => {
  const { page, sends, waits, fillIn, settle } = setup();

  fillIn();
  page.submitButton.click();
  page.email.press('Enter');
  sends[0]?.answer({ ok: true });
  await settle();
  for (const { over } of waits) over();
  await settle();

  expect(sends).toHaveLength(1);
  expect(page.sent.text).toContain('Thank you');
});

test('says in preview that nothing was sent, and keeps the text', async () => {
  const { page, sends, fillIn, settle } = setup();

  fillIn();
  page.submitButton.click();
  sends[0]?.answer({ ok: true, preview: true });
  await settle();

  expect(page.sent.text).toContain('nothing was sent');
  expect(page.message.value).toBe('Hello');
});

test('names missing elements in one line of the console, and works without them', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const { page, sends, fillIn } = setup({ leftOut: ['phone', 'status', 'sent', 'emailFault'] });

  fillIn();
  page.submitButton.click();

  expect(warn.mock.calls).toEqual([
    ['contactForm: this page has no #status, #phone; it works without.'],
  ]);
  expect(sends[0]?.data).not.toHaveProperty('phone');
});

test('finds elements under other ids', () => {
  const { page, sends } = setup({
    form: 'default',
    elements: { firstName: '#phone', email: '#lastName', lastName: '#message' },
  });

  page.phone.enter('Nora');
  page.submitButton.click();

  expect(sends[0]).toMatchObject({ data: { firstName: 'Nora' }, options: { form: 'default' } });
});
