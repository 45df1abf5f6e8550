// The pages go on if `authentication` of @wix/site-members was removed, or rejects.
import { expect } from 'vitest';
import { browserTest, siteInBrowser, waitUntilReady } from '../support/browser/site-in-browser.ts';

const { visit } = siteInBrowser({ site: '.', name: 'login-watch' });
const OWNER = { as: 'member', email: 'owner@example.com', roles: ['Admin'] };

for (const siteMembers of ['removed', 'rejects'] as const) {
  browserTest(`siteMembers ${siteMembers}: the dashboard loads and says what to do`, async () => {
    const { page, control, openInNewBrowser } = await visit('/chat');
    await control('PUT', 'assumptions', { siteMembers });
    await page.reload();
    await waitUntilReady(page);
    await page.locator('#chatInput').fill('Is there a place in March?');
    await page.locator('#chatSend').click();
    await expect
      .poll(() => page.locator('#chatMessages').innerText())
      .toContain('Is there a place in March?');

    const dashboard = await openInNewBrowser('/dashboard', OWNER);
    await expect
      .poll(() => dashboard.locator('#recentList').innerText())
      .toContain('Message received');
    await expect
      .poll(() => dashboard.locator('#recentStatus').innerText())
      .toBe('Reload this page after you log in or out.');
  });
}
