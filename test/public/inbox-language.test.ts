// The language that a site passes to a page.
import { expect, test } from 'vitest';
import { chatPage as setup } from '../support/public/chat-page.ts';
import { contactFormPage } from '../support/public/contact-form-page.ts';

test.each([
  ['de_AT', 'de-AT', 'Wir', '3. Nov.'],
  ['DE', 'de', 'Wir', '3. Nov.'],
  ['en-US-u-hc-h23', 'en-US-u-hc-h23', 'Us', 'Nov 3'],
  ['', 'en', 'Us', 'Nov 3'],
  ['no language', 'en', 'Us', 'Nov 3'],
])('shows and requests messages in the language %j', async (language, requested, from, date) => {
  const { page, chat, addMessages, lists, settle, shownNotes } = setup({ language });
  addMessages(1);
  chat.open();
  await settle();
  expect(lists[0]?.options).toEqual({ language: requested });
  expect(page.chatMessages.items()[0]?.chatFrom.text).toBe(from);
  expect(shownNotes()[0]).toContain(date);
});

test('shows the errors of a form in the language de_AT', () => {
  const { page } = contactFormPage({ language: 'de_AT' });
  page.submitButton.click();
  expect(page.emailError.text).toBe('Dieses Feld ist erforderlich.');
});
