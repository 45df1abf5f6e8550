import { expect, vi } from 'vitest';
import { contactPage, fillForm, SEND_OPERATION } from '../support/browser/contact-page.ts';
import { passTimeUntilVisible } from '../support/browser/page-clock.ts';
import { browserTest } from '../support/browser/site-in-browser.ts';

const setup = contactPage('contact-resend');

/** Clicks faster than a person can, and also when the button is already disabled. */
const TEN_CLICKS_AND_TWO_ENTERS = `
  const dispatchEnter = () => email.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
  dispatchEnter();
  for (let click = 0; click < 10; click += 1) submitButton.dispatchEvent(new MouseEvent('click'));
  dispatchEnter();
`;

browserTest('sends one message for ten clicks and two Enter keys within 100 ms', async () => {
  const { page, sent, calls, fromVisitors } = await setup();

  await fillForm(page);
  await page.evaluate(TEN_CLICKS_AND_TWO_ENTERS);
  await sent.waitFor();

  expect(calls).toHaveLength(1);
  await expect.poll(() => fromVisitors()).toHaveLength(1);
});

browserTest(
  'keeps the text after an error of Wix, and the idempotency key when the form is sent again',
  async () => {
    const { page, sent, text, calls, control } = await setup();
    const faults = [{ operation: SEND_OPERATION, calls: 'every', kind: 'status', status: 403 }];
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    await control('PUT', 'faults', { faults });

    await fillForm(page);
    await page.locator('#submitButton').click();
    await page.locator('.end:has(#submitButton:enabled) #status:not(:empty)').waitFor();
    await expect.poll(() => text('#status')).not.toContain('Thank you');
    await expect
      .poll(() => page.locator('#message').inputValue())
      .toBe('Is there a place in March?');
    await control('DELETE', 'faults');
    await page.locator('#submitButton').click();
    await sent.waitFor();

    expect(calls).toHaveLength(2);
    expect(calls[1]).toEqual(calls[0]);
    expect(logged).toHaveBeenCalledOnce();
  },
);

browserTest(
  'asks four more times, keeps the text, and sends one message if no response arrives',
  async () => {
    const { page, sent, text, calls, fromVisitors } = await setup({
      expected: [/Failed to load resource/],
    });
    await page.clock.install();
    await page.route(
      '**/sendFormData.ajax*',
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 5 },
    );

    await fillForm(page);
    await page.locator('#submitButton').click();
    await page.locator('#status', { hasText: 'Confirming that your message arrived' }).waitFor();
    await expect.poll(() => page.locator('#submitButton').isDisabled()).toBe(true);
    await passTimeUntilVisible(page, page.locator('#submitButton:enabled'));
    await expect.poll(() => text('#status')).toContain('send it again: it will not arrive twice');
    await expect
      .poll(() => page.locator('#message').inputValue())
      .toBe('Is there a place in March?');
    await page.locator('#submitButton').click();
    await sent.waitFor();

    expect(calls).toHaveLength(6);
    expect(new Set(calls.map(([, { idempotencyKey }]) => idempotencyKey)).size).toBe(1);
    await expect.poll(() => fromVisitors()).toHaveLength(1);
  },
);

browserTest('confirms after a lost response that the message arrived', async () => {
  const { page, sent, calls, fromVisitors } = await setup({
    expected: [/Failed to load resource/],
  });
  await page.clock.install();
  await page.route(
    '**/sendFormData.ajax*',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );

  await fillForm(page);
  await page.locator('#submitButton').click();
  await page.locator('#status', { hasText: 'Confirming that your message arrived' }).waitFor();
  await passTimeUntilVisible(page, sent);

  expect(calls).toHaveLength(2);
  await expect.poll(() => fromVisitors()).toHaveLength(1);
});
