import { expect } from 'vitest';
import * as v from 'valibot';
import { browserTest, siteInBrowser } from '../support/browser/site-in-browser.ts';

const { visit } = siteInBrowser({
  site: 'test/sites/dashboard-as-user',
  name: 'dashboard-as-user',
});
const Session = v.object({ id: v.string() });

async function setup(as: object, expected: RegExp[] = []) {
  const site = await visit('/dashboard', { expected, as });
  const { page, control } = site;
  const { id } = v.parse(
    Session,
    await control('POST', 'sessions', { as: 'member', email: 'tom@example.com' }),
  );
  await page.locator('#member').fill(id);
  await page.locator('#text').fill('Your bowl is ready.');
  const status = page.locator('#status:not(:empty)');
  return {
    ...site,
    async click(button: string): Promise<string> {
      await page.locator('#status').evaluate((node) => (node.textContent = ''));
      await page.locator(button).click();
      await status.waitFor();
      return status.innerText();
    },
  };
}

browserTest('lets the page of a Wix user call Inbox directly', async () => {
  const { click, requests } = await setup({ as: 'user' });

  expect(await click('#send')).toBe('sent, 1 in the conversation');
  expect(
    (await requests()).map(({ operation, status, identity }) => [
      operation,
      status,
      identity?.kind,
    ]),
  ).toEqual([
    ['ConversationsService.GetOrCreateConversation', 200, 'user'],
    ['MessagesService.SendMessage', 200, 'user'],
    ['MessagesService.ListMessages', 200, 'user'],
  ]);
});

browserTest(
  'refuses the calls of the same page to visitors, members and owners on the live site',
  async () => {
    for (const as of [
      { as: 'visitor' },
      { as: 'member', email: 'eva@example.com' },
      { as: 'member', email: 'ola@example.com', roles: ['Admin'] },
    ]) {
      const { click, requests } = await setup(as, [/status of 403/]);
      expect(await click('#send')).toContain('PERMISSION_DENIED');
      expect((await requests()).map(({ status }) => status)).toEqual([403]);
    }
  },
);

browserTest('refuses to elevate in page code, like Wix’s packages', async () => {
  const { click, requests } = await setup({ as: 'user' });

  expect(await click('#elevate')).toContain(
    'An elevated client is required to use elevated modules',
  );
  expect(await requests()).toEqual([]);
});
