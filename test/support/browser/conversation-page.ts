import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect } from 'vitest';
import * as v from 'valibot';
import { changeFile, siteVariant } from '../site-variant.ts';
import { chatPages } from './chat-page.ts';
import { waitUntilReady } from './site-in-browser.ts';

/** The site owner on the live site. */
const OWNER = { as: 'member', email: 'ola@example.com', roles: ['Admin'] } as const;

/** Creates the content of a text message for `sendMessageTo`. */
export const basicMessage = (text: string) => ({ basic: { items: [{ text }] } });

/** Settings with a handler for the template buttons `visit:*`. */
const SETTINGS = `
  import { settings as original } from 'backend/inbox-settings-original';
  const answer = ({ interactionId }) => ({ basic: { items: [{ text: 'Noted: ' + interactionId }] } });
  export const settings = { ...original, buttons: { 'visit:*': answer } };
`;

/** A form next to the chat, with the four fields of the documentation's sample. */
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
  const withForm = (chat) =>
    contactForm($w, { send: sendFormData, form: 'default', onSent: () => chat.refresh() });
`;

const Session = v.object({ token: v.string() });
const Realtime = v.object({
  messages: v.array(
    v.object({ channel: v.object({ name: v.string(), resourceId: v.optional(v.string()) }) }),
  ),
  subscriptions: v.number(),
});

/**
 * Runs a variant of the site whose chat page also has a form, for the conversation tests of a file. `name` is the name of
 * the test file. The setup opens the chat as a visitor in one browser; the site owner can use another.
 */
export function conversationPages(name: string) {
  const site = realpathSync(mkdtempSync(join(tmpdir(), 'conversation-')));
  siteVariant({ 'backend/inbox-settings': SETTINGS }, site);
  changeFile(site, 'editor/chat.html', (html) => html.replace('</main>', `${FORM}</main>`));
  changeFile(
    site,
    'pages/chat.ts',
    (code) => FORM_CODE + code.replace(/chat\(\$w, (\{.*?\})\);/s, 'withForm(chat($w, $1));'),
  );
  afterAll(() => rmSync(site, { recursive: true, force: true }));
  const setup = chatPages(name, site);

  return async function setUpConversation(options: Parameters<typeof setup>[1] = {}) {
    const chat = await setup('/chat', options);
    const { page, control, emulator, requests, openInNewBrowser } = chat;

    async function tab(path: string, of: Page): Promise<Page> {
      const other = await of.context().newPage();
      await other.goto(new URL(path, page.url()).href);
      await waitUntilReady(other);
      return other;
    }

    async function realtime() {
      await emulator.settled();
      return v.parse(Realtime, await control('GET', 'realtime'));
    }

    /** Waits until the status (or the time) of one of the person's own messages matches. */
    const waitForStatusOf = (text: string, expected: RegExp) =>
      page
        .locator('#chatMessages .from-me', { hasText: text })
        .locator('[data-id="chatTime"]', { hasText: expected })
        .waitFor();

    return {
      ...chat,
      /** Opens the emulator's inbox screen in another browser. */
      async inboxScreen() {
        const screen = await openInNewBrowser('/_emulator/inbox');
        return {
          screen,
          waitUntilReceived: (text: string) =>
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
      /** Opens the dashboard page as the site owner in another browser. */
      async dashboard() {
        const dashboardPage = await openInNewBrowser('/dashboard', OWNER);
        return {
          dashboardPage,
          rows: () => dashboardPage.locator('#recentList [data-id="recentWhat"]').allInnerTexts(),
          waitUntilReceived: (text: string) =>
            dashboardPage
              .locator('#conversationMessages')
              .getByText(text, { exact: true })
              .waitFor(),
          async reply(text: string): Promise<void> {
            await dashboardPage.locator('#conversationInput').fill(text);
            await dashboardPage.getByRole('button', { name: 'Send reply' }).click();
            await dashboardPage.getByText('Reply sent.').waitFor();
          },
        };
      },
      /** Submits the form next to the chat. Use another name each time: the same form is not sent twice. */
      async submitForm(firstName: string, email = ''): Promise<void> {
        await page.locator('#firstName').fill(firstName);
        await page.locator('#email').fill(email);
        await page.locator('#submitButton').click();
        await page.locator('#sent:not(:empty)').waitFor();
      },
      /** Logs in or out in another tab of a page's browser, by default the visitor's. */
      async actInOtherTab(
        act: 'Log in as member' | 'Log out',
        email = '',
        of: Page = page,
      ): Promise<void> {
        const other = await tab('/contact', of);
        const bar = other.getByRole('region', { name: 'Emulator' });
        await bar.getByText('Act as').click();
        if (email) await bar.getByLabel('Email').first().fill(email);
        // The tab reloads after it has notified the other tabs. Closing a tab while it navigates can hang Chromium.
        const reloaded = other.waitForEvent('load');
        await bar.getByRole('button', { name: act }).click();
        await reloaded;
        await other.close();
      },
      /** Waits until the chat's status text matches. */
      waitForStatus: (expected: RegExp) =>
        page.waitForFunction(
          ([source]) =>
            new RegExp(source ?? '').test(document.querySelector('#chatStatus')?.textContent ?? ''),
          [expected.source],
        ),
      /** Waits until the chat shows no messages. */
      waitUntilEmpty: () =>
        page.locator('#chatMessages:not(:has(*))').waitFor({ state: 'attached' }),
      /** Holds the calls of a web method. Returns a function that releases them and waits for the response. */
      async holdCalls(method: string): Promise<() => Promise<void>> {
        const url = `**/${method}.ajax?*`;
        let release: () => void = () => {};
        const released = new Promise<void>((resolve) => (release = resolve));
        await page.route(url, async (route) => {
          await released;
          await route.continue();
        });
        return async () => {
          const response = page.waitForResponse(url);
          release();
          await response;
          await page.unroute(url);
        };
      },
      /** Publishes pings on the visitor's channel, all at the same time. */
      async publishPings(times: number): Promise<void> {
        const { messages } = await realtime();
        const channel = messages.map((message) => message.channel).findLast(isParticipantChannel);
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
        const responses = await Promise.all(Array.from({ length: times }, publish));
        expect(responses.map(({ status }) => status)).toEqual(responses.map(() => 200));
      },
      realtime,
      /** Returns the number of requests for messages. */
      countReads: async () =>
        (await requests()).filter(({ operation }) => operation === 'MessagesService.ListMessages')
          .length,
      /** Waits until one of the person's own messages is sent, and so has a time. */
      waitUntilSent: (text: string) => waitForStatusOf(text, /\d:\d/),
      waitForStatusOf,
    };
  };
}

function isParticipantChannel({ name }: { readonly name: string }): boolean {
  return name === 'inbox';
}
