// The contact form on a site with `captcha: 'on'`, whose visitors have used half of their budget.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settings } from '../support/settings.ts';
import { afterAll, expect } from 'vitest';
import { contactPage, fillForm } from '../support/browser/contact-page.ts';
import { browserTest } from '../support/browser/site-in-browser.ts';
import { siteWithSettings } from '../support/site-variant.ts';

/** Half of the budget, one form, needs no CAPTCHA in a day. */
const budgets = { ...settings.limits.site, visitors: { messages: 2, minutes: 1_440 } };
const folder = mkdtempSync(join(tmpdir(), 'captcha-'));
afterAll(() => rmSync(folder, { recursive: true }));
siteWithSettings({ captcha: 'on', limits: { ...settings.limits, site: budgets } }, folder);
const setup = contactPage('contact-captcha', folder);

browserTest('shows a CAPTCHA when it is required, and sends once it is solved', async () => {
  const { page, sent, text, calls, control, fromVisitors } = await setup();
  const captcha = page.locator('#captcha');
  const box = page.getByLabel('I am not a robot (emulated)');
  await fillForm(page, 'The first form');
  await page.locator('#submitButton').click();
  await sent.waitFor();
  await expect.poll(() => captcha.isVisible()).toBe(false);

  await fillForm(page, 'The second form');
  await page.locator('#submitButton').click();
  await captcha.waitFor();
  await expect.poll(() => text('#status')).toContain('Please confirm that you are human.');
  await expect.poll(() => page.locator('#message').inputValue()).toBe('The second form');
  // A token expires after 120 s.
  await page.route('**/sendFormData.ajax*', async (route) => {
    if (calls.length === 3) await control('POST', 'clock/advance', { ms: 120_000 });
    await route.continue();
  });
  await box.check();
  await expect.poll(() => calls.length).toBe(3);
  await expect.poll(() => box.isChecked()).toBe(false);
  await expect.poll(() => box.isEnabled()).toBe(true);
  await expect.poll(() => page.locator('#submitButton').isEnabled()).toBe(true);
  await box.check();
  await sent.waitFor();

  expect(calls.map(([, { captchaToken }]) => typeof captchaToken)).toEqual([
    ...['undefined', 'undefined', 'string', 'string'],
  ]);
  const keys = calls.map(([, { idempotencyKey }]) => idempotencyKey);
  expect(new Set(keys.slice(1)).size).toBe(1);
  await expect.poll(() => fromVisitors()).toHaveLength(2);
  await expect.poll(() => captcha.isVisible()).toBe(false);
});
