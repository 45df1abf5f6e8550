import { expect, test, vi } from 'vitest';
import { contactFormPage as setup, refused } from './contact-form-page.ts';

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
      },
    },
  ]);
  expect(sends[0]?.options.idempotencyKey).toMatch(/^[\w-]{22,64}$/);
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
