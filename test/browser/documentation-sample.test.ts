import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { browserTest, siteInBrowser } from '../support/browser/site-in-browser.ts';

// The project's backend with a page of another site. The folder is inside the project, so that packages are found.
const SITE = `.emulator/sites/documentation-sample-${String(process.pid)}`;

const { visit } = siteInBrowser({
  name: 'documentation-sample',
  site: SITE,
  seed: 'editor/seed.json',
});

function setup() {
  mkdirSync(SITE, { recursive: true });
  for (const folder of ['backend', 'public']) {
    cpSync(folder, join(SITE, folder), { recursive: true });
  }
  cpSync('test/sites/documentation-sample', SITE, { recursive: true });
  return visit();
}

afterAll(() => {
  rmSync(SITE, { recursive: true, force: true });
});

browserTest('runs the documentation’s sample page unchanged, and returns the result', async () => {
  const { page, requests } = await setup();
  const logged = page.waitForEvent('console', (line) => line.type() === 'log');

  await page.locator('#firstName').fill('Ada');
  await page.locator('#lastName').fill('Reed');
  await page.locator('#email').fill('ada@example.com');
  await page.locator('#subscribeNewsletter').check();
  await page.locator('#submitButton').click();

  expect(await (await logged).args()[0]?.jsonValue()).toEqual({ ok: true, once: false });
  const form = (await requests()).find(({ body }) => body.message?.content?.form);
  expect(form?.body.message?.content?.form?.fields).toEqual([
    { name: 'First name', value: 'Ada' },
    { name: 'Last name', value: 'Reed' },
    { name: 'E-mail', value: 'ada@example.com' },
    { name: 'Newsletter', value: 'Yes' },
  ]);
});

browserTest('shows on a page without a layout that its elements are inferred', async () => {
  const { page } = await setup();

  await page.getByText('Elements are inferred from the page').waitFor();

  await expect
    .poll(() => page.locator('#submitButton').evaluate(({ tagName }) => tagName))
    .toBe('BUTTON');
  await expect.poll(() => page.locator('#email').getAttribute('type')).toBe('email');
  await expect
    .poll(() => page.locator('#subscribeNewsletter').getAttribute('type'))
    .toBe('checkbox');
});
