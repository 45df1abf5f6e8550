import { expect } from 'vitest';
import { browserTest, ready, siteInBrowser } from '../support/browser/site-in-browser.ts';

const { visit } = siteInBrowser({ site: '.', name: 'loads' });

/** Loads of each page: all of them run on the server; a browser goes on with as many as there is time for. */
const ON_SERVER = 100;
/** `LOADS=100 npx vitest run test/browser/page-loads.test.ts` takes a minute and a half. */
const IN_BROWSER = Number(process.env['LOADS'] ?? 3);

browserTest.for(['/contact', '/chat', '/dashboard'])(
  'loads %s a hundred times, on the server and then in a browser, and Wix is asked nothing',
  { timeout: 120_000 },
  async (path) => {
    const { page, emulator, requests } = await visit(path);
    const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`);

    const headers = { accept: 'text/html', cookie: cookie.join('; ') };
    for (let load = IN_BROWSER; load < ON_SERVER; load += 1) {
      const response = await emulator.fetch(path, { headers });
      expect(await response.text()).not.toContain('Error in the server-side run');
    }
    for (let load = 1; load < IN_BROWSER; load += 1) {
      await page.reload();
      await ready(page);
    }

    expect(await requests()).toEqual([]);
  },
);
