import { expect, test, vi } from 'vitest';
import { contactFormPage as setup, refused } from './contact-form-page.ts';

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
