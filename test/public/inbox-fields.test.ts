import { expect, test, vi } from 'vitest';
import { contactFormPage as setup, refused } from '../support/public/contact-form-page.ts';

test('sets required fields and labels from the declared form, in the page’s language', () => {
  const { page } = setup({ language: 'de-AT', texts: { optional: ' (freiwillig)' } });

  expect(page.email.required).toBe(true);
  expect(page.phone.required).toBe(false);
  expect(page.emailLabel.text).toBe('E-Mail');
  expect(page.phoneLabel.text).toBe('Telefon (freiwillig)');
});

test('shows errors beside their fields, focuses the first, and does not send', () => {
  const { page, sends } = setup();

  page.firstName.enter('Nora');
  page.email.enter('nora@');
  page.submitButton.click();

  expect(page.emailError.text).toBe('Enter a valid e-mail address.');
  expect(page.messageError.text).toBe('This field is required.');
  expect(page.firstNameError.text).toBe('');
  expect(page.email).toMatchObject({ focused: true, shownAsInvalid: true });
  expect(page.message).toMatchObject({ focused: false, shownAsInvalid: true });
  expect(page.firstName.shownAsInvalid).toBe(false);
  expect(page.status.text).toContain('Please fix the highlighted fields.');
  expect(sends).toEqual([]);
});

test('shows no errors before the first try to send', () => {
  const { page } = setup();

  page.email.enter('nora@');
  page.email.leave();

  expect(page.emailError.text).toBe('');
  expect(page.email.rejected).toBeUndefined();
});

test('removes an error once it is fixed', () => {
  const { page } = setup();

  page.submitButton.click();
  page.email.enter('nora@example.com');

  expect(page.emailError.text).toBe('');
  expect(page.email.rejected).toBeUndefined();
});

test('shows the error of a field without an error element in the status', () => {
  const { page, sends, fillIn } = setup();

  fillIn();
  page.phone.enter('call me');
  page.submitButton.click();

  expect(page.status.text).toContain('Phone: Enter a valid phone number.');
  expect(page.phone.focused).toBe(true);
  expect(sends).toEqual([]);
});

test('keeps what was typed while the message was being sent', async () => {
  const { page, sends, fillIn, settle } = setup();

  fillIn();
  page.submitButton.click();
  page.message.enter('Hello, and one more thing');
  sends[0]?.answer({ ok: true });
  await settle();

  expect(page.message.value).toBe('Hello, and one more thing');
  expect(page.firstName.value).toBe('');
});

test('shows the errors of the answer beside their fields until the content changes', async () => {
  const { page, sends, fillIn, settle } = setup();

  fillIn();
  page.submitButton.click();
  sends[0]?.answer(refused({ fields: { email: 'We cannot write to this address.' } }));
  await settle();
  expect(page.emailError.text).toBe('We cannot write to this address.');
  expect(page.email).toMatchObject({ focused: true, shownAsInvalid: true });

  page.email.enter('nora@example.org');
  expect(page.emailError.text).toBe('');
  page.submitButton.click();
  expect(sends).toHaveLength(2);
});

test('reports missing elements in one warning, and works without them', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const { page, sends, fillIn } = setup({ missing: ['phone', 'status', 'sent', 'emailError'] });

  fillIn();
  page.submitButton.click();

  expect(warn.mock.calls).toEqual([
    ['contactForm: elements not found on this page: #status, #phone'],
  ]);
  expect(sends[0]?.data).not.toHaveProperty('phone');
});

test('finds elements by the selectors of `elements`', () => {
  const { page, sends } = setup({
    form: 'default',
    elements: { firstName: '#phone', email: '#lastName', lastName: '#message' },
  });

  page.phone.enter('Nora');
  page.submitButton.click();

  expect(sends[0]).toMatchObject({ data: { firstName: 'Nora' }, options: { form: 'default' } });
});

test('removes what was fixed, field by field, and from the status', async () => {
  const { page, sends, fillIn, settle } = setup();

  fillIn();
  page.submitButton.click();
  const fields = { email: 'Not this address.', message: 'Not this text.', phone: 'No phone.' };
  sends[0]?.answer(refused({ fields }));
  await settle();
  expect(page.status.text).toBe('Please fix the highlighted fields. Phone: No phone.');

  page.phone.enter('123');
  expect(page.status.text).toBe('Please fix the highlighted fields.');
  page.email.enter('nora@example.org');
  expect([page.emailError.text, page.messageError.text]).toEqual(['', 'Not this text.']);
  expect(page.status.text).toBe('Please fix the highlighted fields.');
  page.message.enter('Hello again');
  expect([page.messageError.text, page.status.text]).toEqual(['', '']);
});
