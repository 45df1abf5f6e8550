// `wix-data` in page code, and the data screen.
import { expect } from 'vitest';
import * as v from 'valibot';
import { findViolations } from '../support/browser/accessibility.ts';
import { browserTest, siteInBrowser } from '../support/browser/site-in-browser.ts';
import { WEB_METHODS } from '../support/emulator.ts';

const { visit } = siteInBrowser({ name: 'wix-data', site: 'test/sites/wix-data' });
const Notes = v.object({ result: v.array(v.looseObject({ length: v.number() })) });

browserTest('a page queries and inserts with the permissions of its session', async () => {
  const { emulator, control } = await visit('/home', { expected: [/403/u] });
  const { token } = v.parse(
    v.object({ token: v.string() }),
    await control('POST', 'sessions', { as: 'visitor' }),
  );
  const response = await emulator.fetch(`${WEB_METHODS}/probe.web.js/takeNotes.ajax`, {
    method: 'POST',
    headers: { authorization: token },
    body: '[]',
  });
  const { result } = v.parse(Notes, await response.json());
  const [onServer, inBrowser] = result.map(({ owner: _owner, ...rest }) => rest);
  expect(onServer).toMatchObject({ isDate: true, denied: 'WD_PERMISSION_DENIED', length: 1 });
  expect(inBrowser).toEqual({ ...onServer, length: 2, totalCount: 2 });
});

browserTest('the data screen edits, adds and deletes items, and data hooks run', async () => {
  const { page } = await visit('/_emulator/data', { expected: [/400/u] });
  await page.getByRole('link', { name: 'Orders' }).click();
  await page.getByText('No items here.').waitFor();
  await page.getByText('Add an item').click();
  const item = page.getByLabel('New item as JSON');
  await item.fill('{"_id":"o","amount":-1}');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('amount must not be negative').waitFor();
  await item.fill('{"_id":"o","amount":7}');
  await page.getByRole('button', { name: 'Save' }).click();
  const row = page.locator('#item-o');
  await row.getByRole('cell', { name: 'true' }).waitFor();
  expect(await findViolations(page)).toEqual([]);

  await row.getByText('Edit').click();
  await row.getByLabel('o as JSON').fill('{"_id":"o","amount":8}');
  await row.getByRole('button', { name: 'Save' }).click();
  await row.getByRole('cell', { name: '8', exact: true }).waitFor();
  await row.getByText('Edit').click();
  await row.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('No items here.').waitFor();
});
