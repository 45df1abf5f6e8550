import { expect } from 'vitest';
import { browserTest, waitUntilReady, siteInBrowser } from '../support/browser/site-in-browser.ts';

const { visit } = siteInBrowser({ site: '.', name: 'page-loads' });

/** The number of loads of each page. All of them run on the server; a browser makes the last ones. */
const ON_SERVER = 100;
/** The number of loads in a browser. `LOADS=100 npx vitest run test/browser/page-loads.test.ts` takes 90 seconds. */
const IN_BROWSER = Number(process.env['LOADS'] ?? 3);

browserTest.for(['/contact', '/chat', '/dashboard'])(
  'loads %s a hundred times, on the server and then in a browser, without a request to Wix',
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
      await waitUntilReady(page);
    }

    expect(await requests()).toEqual([]);
  },
);
