// A page that uses the older parts of a backend: a `.jsw` file, an HTTP function, emails, and requests to other sites.
import { expect } from 'vitest';
import { browserTest, siteInBrowser } from '../support/browser/site-in-browser.ts';

const { visit } = siteInBrowser({ name: 'older-backend', site: 'test/sites/older-backend' });

browserTest('page code calls the older parts of the backend and sees what is refused', async () => {
  const { page, control } = await visit('/', {
    expected: [/status of \d+/, /there is no such file/],
  });
  expect(await page.locator('#items').innerText()).toBe('cup,bowl');
  expect(await page.locator('#weather').innerText()).toContain('the network is off');

  await page.locator('#send').click();
  await page.getByText('POST x').waitFor();
  const lines = ((await page.locator('#result').textContent()) ?? '').split('\n');
  expect(lines).toEqual([
    expect.stringContaining('it requires the permission SiteMember, the caller is a visitor'),
    'backend/orders.jsw total was not called: argument 1 is an invalid Date',
    'contactId: there is no contact other',
    'POST x',
  ]);
  expect(await control('GET', 'outbox')).toMatchObject({
    emails: [{ emailId: 'welcome', to: 'uma@example.com', variables: { name: 'Uma' } }],
  });

  await page.goto(new URL('/broken', page.url()).href);
  await page.getByText('there is no such file in backend/').first().waitFor();
});
