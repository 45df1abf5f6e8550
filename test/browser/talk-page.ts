import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll } from 'vitest';
import * as v from 'valibot';
import { siteVariant } from '../site-variant.ts';
import { chatPages } from './chat-page.ts';
import { ready } from './site-in-browser.ts';

/** The owner as a member of the live site. */
export const OWNER = { as: 'member', email: 'ola@example.com', roles: ['Admin'] } as const;

/** A site whose settings say what a template's button does. */
const SETTINGS = `
  import { settings as original } from 'backend/inbox-settings-original';
  const answer = ({ interactionId }) => ({ basic: { items: [{ text: 'Noted: ' + interactionId }] } });
  export const settings = { ...original, buttons: { 'visit:*': answer } };
`;

const Told = v.object({
  messages: v.array(
    v.object({ channel: v.object({ name: v.string(), resourceId: v.optional(v.string()) }) }),
  ),
  subscriptions: v.number(),
});

/** The chat in one browser and the owner in another; `name` is the test file's own. */
export function talkPages(name: string) {
  const site = realpathSync(mkdtempSync(join(tmpdir(), 'talk-')));
  siteVariant({ 'backend/inbox-settings': SETTINGS }, site);
  afterAll(() => rmSync(site, { recursive: true, force: true }));
  const setup = chatPages(name, site);

  return async function setUpTalk(options: Parameters<typeof setup>[1] = {}) {
    const chat = await setup('/chat', options);
    const { page, control, emulator, requests, elsewhere } = chat;

    return {
      ...chat,
      /** The owner's screen of Wix Inbox, in another browser. */
      async inboxScreen() {
        const screen = await elsewhere('/_emulator/inbox');
        return {
          screen,
          received: (text: string) =>
            screen.locator('#messages .of-business .text').getByText(text, { exact: true }).waitFor(),
          async reply(text: string): Promise<void> {
            await screen.getByRole('textbox', { name: 'Reply to' }).fill(text);
            await screen.getByRole('button', { name: 'Send', exact: true }).click();
          },
        };
      },
      /** The owner's dashboard page, in another browser. */
      async dashboard() {
        const desk = await elsewhere('/dashboard', OWNER);
        return {
          desk,
          rows: () => desk.locator('#recentList [data-id="recentWhat"]').allInnerTexts(),
          received: (text: string) =>
            desk.locator('#talkMessages').getByText(text, { exact: true }).waitFor(),
          async reply(text: string): Promise<void> {
            await desk.locator('#talkAnswer').fill(text);
            await desk.getByRole('button', { name: 'Send answer' }).click();
            await desk.getByText('Your answer is sent.').waitFor();
          },
        };
      },
      /** Another tab of the visitor's browser. */
      async tab(path: string): Promise<Page> {
        const other = await page.context().newPage();
        await other.goto(new URL(path, page.url()).href);
        await ready(other);
        return other;
      },
      /** Waits until the chat hears of changes, and answers its channel. */
      async listening(): Promise<{ readonly name: string; readonly resourceId?: string }> {
        await page.waitForResponse((it) => it.url().endsWith('/realtime/subscriptions'));
        return { name: 'inbox' };
      },
      async realtime() {
        await emulator.settled();
        return v.parse(Told, await control('GET', 'realtime'));
      },
      /** How often Inbox was asked for messages. */
      reads: async () =>
        (await requests()).filter(({ operation }) => operation === 'MessagesService.ListMessages')
          .length,
      /** Waits until a message that was sent is in the conversation, with its time. */
      delivered: (text: string) =>
        page
          .locator('#chatMessages .from-me', { hasText: text })
          .locator('[data-id="chatTime"]', { hasText: /\d:\d/ })
          .waitFor(),
    };
  };
}
