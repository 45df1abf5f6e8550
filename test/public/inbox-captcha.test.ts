// The CAPTCHA of the contact form and of the chat.
import { expect, test } from 'vitest';
import { contactForm } from 'public/inbox-contact-form';
import type { Answer, Sent } from 'public/inbox-shapes';
import { chatPage } from '../support/public/chat-page.ts';
import { contactFormPage } from '../support/public/contact-form-page.ts';

const OK = { ok: true, once: true } as const;
const REQUIRED = {
  ok: false,
  error: { code: 'CAPTCHA_REQUIRED', message: 'Please confirm.', retryAfter: 200 },
} as const satisfies Answer<Sent>;
const UNCONFIRMED = {
  ok: false,
  error: { code: 'UNCONFIRMED', message: 'Not confirmed.' },
} as const satisfies Answer<Sent>;
const TEXT = 'Please confirm that you are human. Your message is then sent.';

/** A contact form that was sent and needs a CAPTCHA. */
async function contactFormWithCaptcha(missing: string[] = []) {
  const form = contactFormPage({ missing });
  form.fillIn();
  form.page.submitButton.click();
  form.sends[0]?.answer(REQUIRED);
  await form.settle();
  /** Returns the token and the key of each call. */
  const keys = () =>
    form.sends.map(({ options: { captchaToken, ...rest } }) => [captchaToken, rest]);
  return { ...form, keys };
}

test('contactForm collapses the CAPTCHA until it is required, and sends without a token', async () => {
  const { page, sends, fillIn, settle } = contactFormPage();
  expect(page.captcha.shown).toBe(false);
  fillIn();
  page.submitButton.click();
  expect(sends[0]?.options).not.toHaveProperty('captchaToken');
  sends[0]?.answer(OK);
  await settle();
  expect([page.captcha.shown, page.captcha.resets]).toEqual([false, 0]);
});

test('contactForm shows the CAPTCHA, and sends with the same key when it is solved', async () => {
  const { page, sends, keys, settle } = await contactFormWithCaptcha();
  expect([page.captcha.shown, page.status.text]).toEqual([true, TEXT]);
  expect(page.submitButton.enabled).toBe(true);
  expect(page.message.value).toBe('Hello');

  page.captcha.solve('token');
  expect(sends).toHaveLength(2);
  expect(keys()).toEqual([
    [undefined, sends[0]?.options],
    ['token', sends[0]?.options],
  ]);
  sends[1]?.answer(OK);
  await settle();
  expect([page.captcha.shown, page.captcha.resets]).toEqual([false, 1]);
  expect(page.sent.text).toContain('Thank you');
});

test('contactForm asks again if the token is refused', async () => {
  const { page, sends, keys, settle } = await contactFormWithCaptcha();
  page.captcha.solve('old');
  sends[1]?.answer(REQUIRED);
  await settle();
  expect([page.captcha.shown, page.captcha.resets, page.status.text]).toEqual([true, 1, TEXT]);
  page.captcha.solve('new');
  expect(keys().map(([token]) => token)).toEqual([undefined, 'old', 'new']);
});

test('contactForm sends with the same token while the outcome is unknown', async () => {
  const { page, sends, waits, keys, settle } = await contactFormWithCaptcha();
  page.captcha.solve('token');
  sends[1]?.answer(UNCONFIRMED);
  await settle();
  for (const { end } of waits) end();
  await settle();
  expect(page.captcha.resets).toBe(0);
  while (sends.length < 3) {
    for (const { end } of waits.splice(0)) end();
    await settle();
  }
  expect(keys()[2]).toEqual(keys()[1]);
});

test('contactForm drops an expired token', async () => {
  const { page, sends, keys, settle } = await contactFormWithCaptcha();
  page.captcha.solve('token');
  sends[1]?.answer({ ok: false, error: { code: 'PERMISSION_DENIED', message: 'Not now.' } });
  await settle();
  page.captcha.expire();
  page.submitButton.click();
  expect(keys().map(([token]) => token)).toEqual([undefined, 'token', undefined]);
});

test('contactForm says how long to wait if the CAPTCHA cannot be shown', async () => {
  const { page } = await contactFormWithCaptcha();
  page.captcha.fail();
  expect(page.status.text).toMatch(/Please send this one in 4 min\./);
});

test('contactForm says how long to wait on a page without a CAPTCHA', async () => {
  const { page, sends } = await contactFormWithCaptcha(['captcha']);
  expect(page.status.text).toMatch(/Please send this one in 4 min\./);
  expect(sends).toHaveLength(1);
});

test('contactForm sends by itself after a short wait on a page without a CAPTCHA', async () => {
  const { page, sends, waits, fillIn, settle } = contactFormPage({ missing: ['captcha'] });
  fillIn();
  page.submitButton.click();
  sends[0]?.answer({ ...REQUIRED, error: { ...REQUIRED.error, retryAfter: 1 } });
  await settle();
  expect(page.status.text).toMatch(/will be sent in 1 s/);
  while (sends.length < 2) {
    for (const { end } of waits.splice(0)) end();
    await settle();
  }
  expect(sends[1]?.options).toEqual(sends[0]?.options);
});

test('a CAPTCHA that another component requires does not send the form', async () => {
  const { page, sends, fillIn, settle } = contactFormPage();
  fillIn();
  page.captcha.solve('token');
  page.captcha.fail();
  await settle();
  expect([sends, page.status.text]).toEqual([[], '']);
});

test('contactForm finds the CAPTCHA by the selector in elements', () => {
  const { page } = contactFormPage({ missing: ['captcha'] });
  const $w = (selector: string) => (selector === '#check' ? page.captcha : page.$w(selector));
  const send = async () => OK;
  contactForm($w, { send, elements: { captcha: '#check' } });
  expect(page.captcha.shown).toBe(false);
});

test('chat keeps the message, shows the CAPTCHA, and sends with the same key when it is solved', async () => {
  const { page, send, sends, shownTexts, shownNotes, settle } = chatPage();
  expect(page.captcha.shown).toBe(false);
  await send('Hello');
  await sends[0]?.answer(REQUIRED);
  expect([page.captcha.shown, page.chatStatus.text]).toEqual([true, TEXT]);
  expect([shownTexts(), shownNotes(), page.chatInput.value]).toEqual([
    ['Hello'],
    ['Not sent. Please confirm that you are human. Your message is then sent.'],
    '',
  ]);

  page.captcha.solve('token');
  await settle();
  expect(sends).toHaveLength(2);
  expect(sends[1]).toMatchObject({
    text: 'Hello',
    options: { ...sends[0]?.options, captchaToken: 'token' },
  });
  await sends[1]?.answer(OK);
  expect([page.captcha.shown, page.captcha.resets]).toEqual([false, 1]);
  expect(page.chatStatus.text).not.toContain('human');
});

test('chat sends the next messages without a token after one with a token', async () => {
  const { page, send, sends, settle } = chatPage();
  await send('One');
  await sends[0]?.answer(REQUIRED);
  page.captcha.solve('token');
  await settle();
  await send('Two');
  await sends[1]?.answer(OK);
  await settle();
  expect(sends.map(({ text, options }) => [text, options.captchaToken])).toEqual([
    ['One', undefined],
    ['One', 'token'],
    ['Two', undefined],
  ]);
});

test('chat says how long to wait on a page without a CAPTCHA, and in German', async () => {
  const { page, send, sends, shownTexts, shownNotes } = chatPage({
    missing: ['captcha'],
    language: 'de',
  });
  await send('Hallo');
  await sends[0]?.answer(REQUIRED);
  expect(page.chatStatus.text).toContain('Bitte senden Sie diese in 4 min.');
  expect([shownTexts(), shownNotes()]).toEqual([
    ['Hallo'],
    [expect.stringContaining('Bitte senden Sie diese in 4 min.')],
  ]);
});
