import { expect } from 'vitest';
import { browserTest, siteInBrowser } from './site-in-browser.ts';

const { visit } = siteInBrowser({ site: '.' });
const LOADS = 100;
/** Tabs that load at the same time. */
const TABS = 4;

browserTest.for(['/contact', '/chat', '/dashboard'])(
  'loads %s a hundred times, on the server and then in a browser, and Wix is asked nothing',
  { timeout: 60_000 },
  async (path) => {
    const { page, requests } = await visit(path);
    const url = page.url();
    const tabs = [page, ...(await Promise.all([2, 3, 4].map(() => page.context().newPage())))];

    await Promise.all(
      tabs.map(async (tab) => {
        for (let load = 0; load < LOADS / TABS; load += 1) {
          await tab.goto(url);
          await tab.locator('html[data-velo-ready]').waitFor();
        }
      }),
    );

    expect(await requests()).toEqual([]);
  },
);
