import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect } from 'vitest';
import * as v from 'valibot';
import { changeFile, siteVariant } from '../site-variant.ts';
import { chatPages } from './chat-page.ts';
import { ready } from './site-in-browser.ts';

/** The owner as a member of the live site. */
const OWNER = { as: 'member', email: 'ola@example.com', roles: ['Admin'] } as const;

/** A text, as `sendMessageTo` takes it. */
export const basic = (says: string) => ({ basic: { items: [{ text: says }] } });

/** A site whose settings say what a template's button does. */
const SETTINGS = `
  import { settings as original } from 'backend/inbox-settings-original';
  const answer = ({ interactionId }) => ({ basic: { items: [{ text: 'Noted: ' + interactionId }] } });
  export const settings = { ...original, buttons: { 'visit:*': answer } };
`;

/** A form beside the chat, of the four fields that the documentation's sample has. */
const FORM = `
  <div id="beside">
    <label>First name <input id="firstName" type="text" /></label>
    <label>Last name <input id="lastName" type="text" /></label>
    <label><input id="subscribeNewsletter" type="checkbox" /> Newsletter</label>
    <label>E-mail <input id="email" type="email" /></label>
    <button id="submitButton" type="button">Send form</button>
    <p id="status" role="status"></p>
    <p id="sent" role="status"></p>
  </div>
`;
const FORM_CODE = `
  import { contactForm } from 'public/inbox-contact-form';
  import { sendFormData } from 'backend/inbox.web';
  const withForm = (talk) =>
    contactForm($w, { send: sendFormData, form: 'default', onSent: () => talk.refresh() });
`;

const Session = v.object({ token: v.string() });
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
  changeFile(site, 'editor/chat.html', (html) => html.replace('</main>', `${FORM}</main>`));
  changeFile(
    site,
    'pages/chat.ts',
    (code) => FORM_CODE + code.replace(/chat\(\$w, (.*)\);/, 'withForm(chat($w, $1));'),
  );
  afterAll(() => rmSync(site, { recursive: true, force: true }));
  const setup = chatPages(name, site);

  return async function setUpTalk(options: Parameters<typeof setup>[1] = {}) {
    const chat = await setup('/chat', options);
    const { page, control, emulator, requests, elsewhere } = chat;

    async function tab(path: string, of: Page): Promise<Page> {
      const other = await of.context().newPage();
      await other.goto(new URL(path, page.url()).href);
      await ready(other);
      return other;
    }

    async function realtime() {
      await emulator.settled();
      return v.parse(Told, await control('GET', 'realtime'));
    }

    /** Waits for what stands beside a message of the person's own. */
    const note = (text: string, says: RegExp) =>
      page
        .locator('#chatMessages .from-me', { hasText: text })
        .locator('[data-id="chatTime"]', { hasText: says })
        .waitFor();

    return {
      ...chat,
      /** The owner's screen of Wix Inbox, in another browser. */
      async inboxScreen() {
        const screen = await elsewhere('/_emulator/inbox');
        return {
          screen,
          received: (text: string) =>
            screen
              .locator('#messages .of-business .text')
              .getByText(text, { exact: true })
              .waitFor(),
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
            desk.locator('#conversationMessages').getByText(text, { exact: true }).waitFor(),
          async reply(text: string): Promise<void> {
            await desk.locator('#conversationInput').fill(text);
            await desk.getByRole('button', { name: 'Send reply' }).click();
            await desk.getByText('Reply sent.').waitFor();
          },
        };
      },
      /** Submits the form beside the chat; its name changes, as nothing is sent twice. */
      async submitForm(firstName: string, email = ''): Promise<void> {
        await page.locator('#firstName').fill(firstName);
        await page.locator('#email').fill(email);
        await page.locator('#submitButton').click();
        await page.locator('#sent:not(:empty)').waitFor();
      },
      /** Logs in, or out, in another tab of a page's browser, the visitor's unless told. */
      async inOtherTab(
        act: 'Log in as member' | 'Log out',
        email = '',
        of: Page = page,
      ): Promise<void> {
        const other = await tab('/contact', of);
        const bar = other.getByRole('banner', { name: 'Emulator' });
        await bar.getByText('Act as').click();
        if (email) await bar.getByLabel('Email').first().fill(email);
        // It loads again once it has told the other tabs.
        const told = other.waitForRequest((request) => request.isNavigationRequest());
        await bar.getByRole('button', { name: act }).click();
        await told;
        await other.close();
      },
      /** Waits for what the chat says of itself. */
      status: (says: RegExp) =>
        page.waitForFunction(
          ([source]) =>
            new RegExp(source ?? '').test(document.querySelector('#chatStatus')?.textContent ?? ''),
          [says.source],
        ),
      /** Waits until the chat shows no message. */
      empty: () => page.locator('#chatMessages:not(:has(*))').waitFor({ state: 'attached' }),
      /** Holds the calls of a web method back until they are released. */
      async hold(method: string): Promise<() => Promise<void>> {
        const url = `**/${method}.ajax?*`;
        let open: () => void = () => {};
        const opened = new Promise<void>((resolve) => (open = resolve));
        await page.route(url, async (route) => {
          await opened;
          await route.continue();
        });
        return async () => {
          const answered = page.waitForResponse(url);
          open();
          await answered;
          await page.unroute(url);
        };
      },
      /** Publishes pings to the visitor's channel, all at once. */
      async ping(times: number): Promise<void> {
        const { messages } = await realtime();
        const channel = messages.map((message) => message.channel).findLast(isOwn);
        const { token } = v.parse(Session, await control('POST', 'sessions', { as: 'app' }));
        const body = {
          channels: [channel?.name],
          resourceId: channel?.resourceId,
          payload: { payload: { kind: 'message', at: new Date().toISOString() } },
        };
        const publish = () =>
          emulator.fetch('/_api/wix-duplexer-api/v3/publish', {
            method: 'POST',
            headers: { 'content-type': 'application/json', authorization: token },
            body: JSON.stringify(body),
          });
        const answers = await Promise.all(Array.from({ length: times }, publish));
        expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      },
      realtime,

      /** How often Inbox was asked for messages. */
      reads: async () =>
        (await requests()).filter(({ operation }) => operation === 'MessagesService.ListMessages')
          .length,
      /** Waits until a message that was sent is in the conversation, with its time. */
      delivered: (text: string) => note(text, /\d:\d/),
      note,
    };
  };
}

function isOwn({ name }: { readonly name: string }): boolean {
  return name === 'inbox';
}
