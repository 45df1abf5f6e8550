import type { Page } from 'playwright-core';
import * as v from 'valibot';
import { ready, siteInBrowser } from './site-in-browser.ts';

const Session = v.object({ token: v.string() });
const PageSession = v.object({
  token: v.string(),
  identity: v.object({ id: v.string(), contactId: v.optional(v.string()) }),
});
const Answer = v.object({ result: v.looseObject({ ok: v.literal(true) }) });
const DOOR = '/_api/wix-code-public-dispatcher-ng/siteview/_webMethods/backend/inbox.web.js';

/** The project's own pages for talking, in a browser, or a variant of them; `name` is the test file's own. */
export function chatPages(name: string, site = '.') {
  const { visit } = siteInBrowser({ site, name });

  return async function setup(path: string, options: Parameters<typeof visit>[1] = {}) {
    const visited = await visit(path, options);
    const { page, control, emulator } = visited;

    async function call(method: string, args: readonly unknown[], token: string): Promise<unknown> {
      const response = await emulator.fetch(`${DOOR}/${method}.ajax`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: token },
        body: JSON.stringify(args),
      });
      return v.parse(Answer, await response.json()).result;
    }

    /** Calls a web method as the owner on the live site. */
    async function asOwner(method: string, ...args: readonly unknown[]): Promise<unknown> {
      const owner = { as: 'member', email: 'ola@example.com', roles: ['Admin'] };
      const { token } = v.parse(Session, await control('POST', 'sessions', owner));
      return call(method, args, token);
    }

    return {
      ...visited,
      asOwner,
      /** Calls a web method under a session. */
      call,
      /** What the chat shows, top to bottom. */
      messages: (on: Page = page) =>
        on.locator('#chatMessages [data-id="chatText"]').allInnerTexts(),
      /** Waits until the chat shows a text. */
      shown: (text: string, on: Page = page) =>
        on.locator('#chatMessages').getByText(text, { exact: true }).waitFor(),
      async say(text: string, on: Page = page): Promise<void> {
        await on.locator('#chatInput').fill(text);
        await on.locator('#chatInput').press('Enter');
      },
      /** The owner answers the visitor whom the page was loaded for. */
      async answerAs(text: string): Promise<void> {
        const { identity } = await sessionOf(page);
        const participant = { anonymousVisitorId: identity.id };
        await asOwner('sendMessageTo', participant, { basic: { items: [{ text }] } });
      },
      actAs: (as: object, on: Page = page) =>
        on.request.post(new URL('/_emulator/act-as', on.url()).href, { data: as }),
      async reload(on: Page = page): Promise<void> {
        await on.reload();
        await ready(on);
      },
    };
  };
}

/** The session that a page's HTML brought with it. */
export async function sessionOf(page: Page) {
  const text = await page.locator('#velo-session').textContent();
  return v.parse(PageSession, JSON.parse(text ?? ''));
}
