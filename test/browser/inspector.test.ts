import { expect } from 'vitest';
import * as v from 'valibot';
import { findViolations } from '../support/browser/accessibility.ts';
import { browserTest, siteInBrowser } from '../support/browser/site-in-browser.ts';

const { visit } = siteInBrowser({ name: 'inspector', seed: 'editor/seed.json' });

const Faults = v.object({ faults: v.array(v.object({ kind: v.string() })) });
const Clock = v.object({ offsetMs: v.number() });

browserTest(
  'shows calls as they come, and changes faults, clock, assumptions and data',
  async () => {
    const { page, control, emulator } = await visit('/_emulator/inspector');
    const done = page.locator('#done');
    const call = async (body: object, authorization = '') =>
      emulator.fetch('/contacts/v4/contacts', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify(body),
      });
    const { token } = v.parse(
      v.object({ token: v.string() }),
      await control('POST', 'sessions', { as: 'app' }),
    );

    await call({ info: { name: { first: 'Ann' } }, colour: 'red' }, token);
    const request = page.locator('#requests > li').filter({ hasText: 'CreateContact' });
    await request.getByText('documented', { exact: true }).waitFor();
    await request.locator('summary').click();
    await page.locator('#events').getByText('contact-created').waitFor();

    // An open request stays open while others come.
    await call({ info: {} });
    await page.locator('#requests').getByText('UNAUTHENTICATED').waitFor();
    expect(await request.last().locator('dl').isVisible()).toBe(true);

    await page.getByLabel('Operation').fill('MessagesService.SendMessage');
    await page.getByLabel('Kind').selectOption('executed-504');
    await page.getByRole('button', { name: 'Add fault' }).click();
    await page.locator('#faults-now').getByText('executed-504').waitFor();
    expect(v.parse(Faults, await control('GET', 'faults')).faults).toHaveLength(1);
    await page.getByLabel('Operation').fill('Nothing.AtAll');
    expect(await findViolations(page)).toEqual([]);

    await page.getByRole('button', { name: 'Remove all' }).click();
    await page.getByText('No fault is set.').waitFor();
    await page.getByRole('button', { name: 'Advance' }).click();
    await page.getByText('3,600 s ahead of the system time').waitFor();
    expect(v.parse(Clock, await control('GET', 'clock')).offsetMs).toBe(3_600_000);
    await page.getByLabel('webCrypto').selectOption('module');
    await done.getByText('webCrypto is now module.').waitFor();
    await page.getByRole('button', { name: 'Reset to the seed' }).click();
    await page.getByText('No requests yet.').waitFor();
    await expect.poll(() => page.getByLabel('webCrypto').inputValue()).toBe('global');
  },
);

browserTest('says why a fault is refused; axe finds no violation on the index', async () => {
  const { page } = await visit('/_emulator/inspector', { expected: [/400/], width: 360 });
  await page.getByLabel('Operation').fill('Nothing.AtAll');
  await page.getByRole('button', { name: 'Add fault' }).click();
  await page.locator('#done').getByText('faults.0.operation: unknown operation').waitFor();
  expect(await findViolations(page)).toEqual([]);

  await page.getByRole('link', { name: 'Control routes' }).click();
  await page.getByText('POST /_emulator/sessions').click();
  expect(await findViolations(page)).toEqual([]);
});
