// A dynamic page in the browser: the dataset has the item of the URL, and leads to the next page.
import { expect } from 'vitest';
import { browserTest, siteInBrowser } from '../support/browser/site-in-browser.ts';

const { visit } = siteInBrowser({ site: 'test/sites/dynamic-pages', name: 'dynamic-pages' });

browserTest(
  'shows the item of the URL, goes to the next one, and pages the items of a category',
  async () => {
    const { page } = await visit('/projects/big-tower');
    const log = page.locator('#log');

    await expect.poll(() => page.getByRole('heading').innerText()).toBe('Big Tower');
    await expect
      .poll(() => log.innerText())
      .toBe(JSON.stringify(['Big Tower', null, '/projects/caf%C3%A9-bar%3A-100%25-']));

    await page.getByRole('button', { name: 'Next' }).click();
    await expect.poll(() => page.getByRole('heading').innerText()).toBe('Café/Bar: 100%?');

    await page.goto(new URL('/my-dishes/meal/breakfast', page.url()).href);
    const rows = page.locator('[data-id="rowTitle"]');
    await expect.poll(() => rows.allInnerTexts()).toEqual(['Toast']);
    await page.getByRole('button', { name: 'More' }).click();
    await expect.poll(() => rows.count()).toBe(2);
  },
);
