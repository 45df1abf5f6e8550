import type { Page } from 'playwright-core';
import * as v from 'valibot';
import { siteInBrowser, waitUntilReady } from './site-in-browser.ts';

const Session = v.object({ token: v.string() });
const PageSession = v.object({
  token: v.string(),
  identity: v.object({ id: v.string(), contactId: v.optional(v.string()) }),
});
const WebMethodResponse = v.object({ result: v.looseObject({ ok: v.literal(true) }) });
const WEB_METHODS = '/_api/wix-code-public-dispatcher-ng/siteview/_webMethods/backend/inbox.web.js';

/** Runs the project's site, or a variant of it, for the chat tests of a file. `name` is the name of the test file. */
export function chatPages(name: string, site = '.') {
  const { visit } = siteInBrowser({ site, name });

  return async function setup(path: string, options: Parameters<typeof visit>[1] = {}) {
    const visited = await visit(path, options);
    const { page, control, emulator } = visited;

    async function call(method: string, args: readonly unknown[], token: string): Promise<unknown> {
      const response = await emulator.fetch(`${WEB_METHODS}/${method}.ajax`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: token },
        body: JSON.stringify(args),
      });
      return v.parse(WebMethodResponse, await response.json()).result;
    }

    /** Calls a web method as the site owner on the live site. */
    async function asOwner(method: string, ...args: readonly unknown[]): Promise<unknown> {
      const owner = { as: 'member', email: 'ola@example.com', roles: ['Admin'] };
      const { token } = v.parse(Session, await control('POST', 'sessions', owner));
      return call(method, args, token);
    }

    return {
      ...visited,
      asOwner,
      /** Calls a web method with a session's token. */
      call,
      /** Returns the texts of the chat's messages, top to bottom. */
      messages: (on: Page = page) =>
        on.locator('#chatMessages [data-id="chatText"]').allInnerTexts(),
      /** Waits until the chat shows a message with this text. */
      waitForMessage: (text: string, on: Page = page) =>
        on.locator('#chatMessages').getByText(text, { exact: true }).waitFor(),
      /** Types a text into the chat and sends it with Enter. */
      async sendText(text: string, on: Page = page): Promise<void> {
        await on.locator('#chatInput').fill(text);
        await on.locator('#chatInput').press('Enter');
      },
      /** Replies as the site owner to the visitor of the page. */
      async replyAsOwner(text: string): Promise<void> {
        const { identity } = await readSession(page);
        const participant = { anonymousVisitorId: identity.id };
        await asOwner('sendMessageTo', participant, { basic: { items: [{ text }] } });
      },
      /** Changes the identity of the page's browser; the page keeps its session until it is reloaded. */
      actAs: (as: object, on: Page = page) =>
        on.request.post(new URL('/_emulator/act-as', on.url()).href, { data: as }),
      async reload(on: Page = page): Promise<void> {
        await on.reload();
        await waitUntilReady(on);
      },
    };
  };
}

/** Reads the session that a page's HTML contains. */
export async function readSession(page: Page) {
  const text = await page.locator('#velo-session').textContent();
  return v.parse(PageSession, JSON.parse(text ?? ''));
}
