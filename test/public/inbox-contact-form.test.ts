import { expect, test, vi } from 'vitest';
import { contactFormPage as setup, refused } from '../support/public/contact-form-page.ts';

test('does not send without a click or Enter', async () => {
  const { page, sends, fillIn, settle } = setup();

  fillIn();
  page.email.leave();
  await settle();

  expect(sends).toEqual([]);
});

test('sends the data with a key, the form’s name and the page’s language', () => {
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

test('shows progress and disables the button until the answer arrives', async () => {
  const { page, sends, fillIn, settle } = setup();

  fillIn();
  page.submitButton.click();
  expect(page.submitButton).toMatchObject({ enabled: false, label: 'Sending…' });
  expect(page.status.text).toBe('Sending your message…');
  sends[0]?.answer({ ok: true, once: true });
  await settle();

  expect(page.submitButton).toMatchObject({ enabled: true, label: 'Send' });
  expect(page.status.text).toBe('');
  expect(page.sent.text).toContain('Thank you');
});

test('clears the form after a success, without errors', async () => {
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

test.each([
  ['a second click', ({ page }: ReturnType<typeof setup>) => page.submitButton.click()],
  ['a held Enter', ({ page }: ReturnType<typeof setup>) => page.firstName.press('Enter')],
])('keeps the confirmation, without errors, on %s after the form was sent', async (_, act) => {
  const form = setup();
  const { page, sends, waits, fillIn, settle } = form;
  fillIn();
  page.submitButton.click();
  sends[0]?.answer({ ok: true, once: true });
  await settle();
  act(form);
  for (const { end } of waits) end();
  await settle();
  expect([sends.length, page.status.text, page.firstName.shownAsInvalid]).toEqual([1, '', false]);
  expect(page.sent.text).toContain('Thank you');
  // What is typed afterwards is another form.
  page.message.enter('More');
  page.submitButton.click();
  expect([page.sent.text, page.status.text]).toEqual(['', 'Please fix the highlighted fields.']);
});

test('keeps the values and shows the reason when sending fails', async () => {
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

test('sends one message for ten clicks and an Enter', async () => {
  const { page, sends, waits, fillIn, settle } = setup();

  fillIn();
  page.email.press('Enter');
  for (let click = 0; click < 10; click += 1) page.submitButton.click();
  for (const { end } of waits) end();
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
  for (const { end } of waits) end();
  await settle();

  expect(sends).toHaveLength(1);
});

test('does not send again when Enter takes effect after the answer to a click', async () => {
  const { page, sends, waits, fillIn, settle } = setup();

  fillIn();
  page.email.press('Enter');
  page.submitButton.click();
  sends[0]?.answer({ ok: true });
  await settle();
  for (const { end } of waits) end();
  await settle();

  expect(sends).toHaveLength(1);
  expect(page.emailError.text).toBe('');
});

test('ignores Enter during a send', async () => {
  const { page, sends, waits, fillIn, settle } = setup();

  fillIn();
  page.submitButton.click();
  page.email.press('Enter');
  sends[0]?.answer({ ok: true });
  await settle();
  for (const { end } of waits) end();
  await settle();

  expect(sends).toHaveLength(1);
  expect(page.sent.text).toContain('Thank you');
});

test('shows in preview that nothing was sent, and keeps the values', async () => {
  const { page, sends, fillIn, settle } = setup();

  fillIn();
  page.submitButton.click();
  sends[0]?.answer({ ok: true, preview: true });
  await settle();

  expect(page.sent.text).toContain('nothing was sent');
  expect(page.message.value).toBe('Hello');
});
