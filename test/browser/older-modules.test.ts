// Wix's older modules in page code.
import { expect } from 'vitest';
import { browserTest, siteInBrowser } from '../support/browser/site-in-browser.ts';

const { visit } = siteInBrowser({ name: 'older-modules', site: 'test/sites/older-modules' });

browserTest('wix-location reads the address and navigates', async () => {
  const { page } = await visit('/home?a=1');
  const result = async (): Promise<unknown> =>
    JSON.parse(await page.locator('#result').innerText());
  const { origin } = new URL(page.url());
  expect(await result()).toEqual({
    baseUrl: origin,
    path: ['home'],
    prefix: '',
    protocol: 'http',
    query: { a: '1' },
    url: `${origin}/home?a=1`,
    same: true,
  });
  await page.locator('#go').click();
  await page.waitForURL(/went=1$/);
  await expect.poll(result).toMatchObject({ query: { went: '1' } });
});
