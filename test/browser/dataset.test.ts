// A dataset, the elements that are connected to it, and the page code that controls it.
import { expect } from 'vitest';
import { browserTest, siteInBrowser } from '../support/browser/site-in-browser.ts';

const { visit } = siteInBrowser({ site: 'test/sites/dataset', name: 'dataset' });

browserTest('shows, pages, changes and saves the items of a collection', async () => {
  const { page } = await visit('/', { expected: [/stopped saving/, /no item/] });
  const title = page.getByRole('heading');
  const rows = page.locator('[data-id="rowTitle"]');
  const log = page.locator('#log');

  await expect.poll(() => log.innerText()).toContain('filtered Dubliners 3');
  expect(await log.innerText()).toContain('ready 4 2');
  expect(await title.innerText()).toBe('Dubliners');
  expect(await page.getByLabel('Price').inputValue()).toBe('8');
  expect(await rows.allInnerTexts()).toEqual(['Dubliners', 'Emma']);

  await rows.last().click();
  expect(await log.innerText()).toContain('clicked Emma 1');

  await page.getByRole('button', { name: 'More' }).click();
  await expect.poll(() => rows.allInnerTexts()).toEqual(['Dubliners', 'Emma', 'Ulysses']);
  await page.getByRole('button', { name: 'Next' }).click();
  await expect.poll(() => title.innerText()).toBe('Emma');
  expect(await log.innerText()).toContain('index 1');

  await page.getByLabel('Price').fill('0');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => log.innerText()).toContain('save DS_BEFORE_SAVE');
  await page.getByLabel('Price').fill('12');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => log.innerText()).toContain('saved Emma 12');

  const results = await page.evaluate(`(async () => {
    const books = $w('#books');
    await books.new();
    books.setFieldValues({ title: 'Sanditon', price: 30 });
    const saved = await books.save();
    await books.refresh();
    const { items, totalCount } = await books.getItems(0, 10);
    await books.setCurrentItemIndex(3);
    const last = books.getCurrentItem().title;
    const past = await books.next().catch(({ code }) => code);
    await books.remove();
    return [saved.title, items.map(({ title }) => title), totalCount, last, past, books.getTotalCount()];
  })()`);
  expect(results).toEqual([
    'Sanditon',
    ['Dubliners', 'Emma', 'Ulysses', 'Sanditon'],
    4,
    'Sanditon',
    'DS_NO_SUCH_ITEM',
    3,
  ]);
});
