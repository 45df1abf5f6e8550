import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { browserTest, siteInBrowser } from '../support/browser/site-in-browser.ts';

// A copy that the tests change. The folder is inside the project, so that packages are found.
const SITE = `.emulator/sites/reload-${String(process.pid)}`;

const { visit } = siteInBrowser({ name: 'reload', site: SITE, watch: true });

function setup() {
  cpSync('test/sites/page-runtime', SITE, { recursive: true });
  return visit('/about');
}

function change(file: string, from: string, to: string): void {
  const path = join(SITE, file);
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
}

afterAll(() => {
  rmSync(SITE, { recursive: true, force: true });
});

browserTest('reloads the page when its code or its layout changes', async () => {
  const { page } = await setup();
  await page.getByText('the first words').waitFor();

  change('pages/about.ts', 'the first words', 'other words');
  await page.getByText('other words').waitFor();

  change('editor/about.html', '<p id="order">', '<h1>New title</h1><p id="order">');
  await page.getByRole('heading', { name: 'New title' }).waitFor();
});

browserTest('runs the changed backend with the next call, without reloading the page', async () => {
  const { page } = await visit('/');
  const callEcho = () => page.evaluate('answers.echo("x")');
  expect(await callEcho()).toBe('x');
  await page.locator('#name').fill('half a name');

  change('backend/answers.web.ts', '(value: unknown) => value)', '(value: unknown) => [value])');
  await expect.poll(callEcho, { timeout: 30_000 }).toEqual(['x']);

  await expect.poll(() => page.locator('#name').inputValue()).toBe('half a name');
});
