import { expect } from 'vitest';
import * as v from 'valibot';
import { findViolations } from '../support/browser/accessibility.ts';
import { browserTest, siteInBrowser } from '../support/browser/site-in-browser.ts';

const { visit } = siteInBrowser({ name: 'inspector', seed: 'editor/seed.json' });

const Faults = v.object({ faults: v.array(v.object({ kind: v.string() })) });
const Clock = v.object({ offsetMs: v.number(), now: v.string() });

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

    // A snapshot returns to what the clock was, and to the assumption.
    await page.getByRole('button', { name: 'Take a snapshot' }).click();
    await done.getByText('The snapshot is taken.').waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Save to a file' }).click();
    const file = await (await saved).path();
    await page.getByLabel('Set to').fill('2030-01-02T03:04:05');
    await page.getByRole('button', { name: 'Set', exact: true }).click();
    await done.getByText('The clock is set.').waitFor();
    const set = v.parse(Clock, await control('GET', 'clock')).now;
    expect(new Date(set).getTime()).toBeGreaterThanOrEqual(
      new Date('2030-01-02T03:04:05').getTime(),
    );
    await page.getByRole('button', { name: 'Restore it' }).click();
    await page.getByText('3,600 s ahead of the system time').waitFor();
    await page.getByLabel('webCrypto').selectOption('global');
    await page.getByLabel('Restore from a file').setInputFiles(file);
    await expect.poll(() => page.getByLabel('webCrypto').inputValue()).toBe('module');
    await page
      .getByLabel('Restore from a file')
      .setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from('[') });
    await done.getByText('Not done: the file is not a snapshot.').waitFor();

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
