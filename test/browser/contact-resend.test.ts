import { expect, vi } from 'vitest';
import { contactPage, fillIn, SEND } from '../support/browser/contact-page.ts';
import { browserTest } from '../support/browser/site-in-browser.ts';

const setup = contactPage('contact-once');

/** Faster than any person, and also on a button that is off by then. */
const TEN_CLICKS_AND_TWO_ENTERS = `
  const press = () => email.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
  press();
  for (let click = 0; click < 10; click += 1) submitButton.dispatchEvent(new MouseEvent('click'));
  press();
`;

browserTest('makes one message of ten clicks within 100 ms and an Enter', async () => {
  const { page, sent, calls, fromVisitors } = await setup();

  await fillIn(page);
  await page.evaluate(TEN_CLICKS_AND_TWO_ENTERS);
  await sent.waitFor();

  expect(calls).toHaveLength(1);
  expect(await fromVisitors()).toHaveLength(1);
});

browserTest(
  'keeps the text when Wix refuses, and the key when the same is sent again',
  async () => {
    const { page, sent, text, calls, control } = await setup();
    const faults = [{ operation: SEND, calls: 'every', kind: 'status', status: 403 }];
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    await control('PUT', 'faults', { faults });

    await fillIn(page);
    await page.locator('#submitButton').click();
    await page.locator('.end:has(#submitButton:enabled) #status:not(:empty)').waitFor();
    expect(await text('#status')).not.toContain('Thank you');
    expect(await page.locator('#message').inputValue()).toBe('Is there a place in March?');
    await control('DELETE', 'faults');
    await page.locator('#submitButton').click();
    await sent.waitFor();

    expect(calls).toHaveLength(2);
    expect(calls[1]).toEqual(calls[0]);
    expect(logged).toHaveBeenCalledOnce();
  },
);

browserTest(
  'asks once more where nobody knows whether it arrived, and keeps the text',
  async () => {
    const { page, text, calls, control, fromVisitors } = await setup();
    const faults = [{ operation: SEND, calls: 'first', kind: 'executed-504' }];
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    await control('PUT', 'faults', { faults });
    await page.clock.install();

    await fillIn(page);
    await page.locator('#submitButton').click();
    await page.locator('#status', { hasText: 'Confirming that your message arrived' }).waitFor();
    expect(await page.locator('#submitButton').isDisabled()).toBe(true);
    await page.clock.runFor(30_000);
    await page.locator('#submitButton:enabled').waitFor();

    expect(calls).toHaveLength(2);
    expect(calls[1]).toEqual(calls[0]);
    expect(await fromVisitors()).toHaveLength(1);
    expect(logged).toHaveBeenCalled();
    expect(await text('#status')).toContain('could not confirm that your message was sent');
    expect(await page.locator('#message').inputValue()).toBe('Is there a place in March?');
  },
);

browserTest('finds out after a lost answer that the message had arrived', async () => {
  const { page, sent, calls, fromVisitors } = await setup({
    expected: [/Failed to load resource/],
  });
  await page.clock.install();
  await page.route(
    '**/_webMethods/**',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );

  await fillIn(page);
  await page.locator('#submitButton').click();
  await page.locator('#status', { hasText: 'Confirming that your message arrived' }).waitFor();
  await page.clock.runFor(30_000);
  await sent.waitFor();

  expect(calls).toHaveLength(2);
  expect(await fromVisitors()).toHaveLength(1);
});
