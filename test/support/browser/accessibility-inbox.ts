import * as v from 'valibot';
import { MESSAGES_OF_ALL_COLORS } from './inbox-screen.ts';
import type { siteInBrowser } from './site-in-browser.ts';

/** A visited site. */
export type Site = Awaited<ReturnType<ReturnType<typeof siteInBrowser>['visit']>>;

/** A visit of a page, and the states that it goes through, in order. */
export interface Visit {
  readonly name: string;
  readonly path: string;
  /** The body of `POST /_emulator/act-as`; a visitor by default. */
  readonly as?: object;
  /** The errors that the browser's console may show. */
  readonly expected?: RegExp[];
  /** Each state with the steps that lead to it from the previous one. */
  readonly states: readonly (readonly [name: string, reach: (site: Site) => Promise<unknown>])[];
}

/** Wix, called as an app. */
async function asApp({ control, emulator }: Site) {
  const { token } = v.parse(
    v.object({ token: v.string() }),
    await control('POST', 'sessions', { as: 'app' }),
  );
  async function post(path: string, body: object): Promise<unknown> {
    const response = await emulator.fetch(path, {
      method: 'POST',
      headers: { authorization: token, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return response.json();
  }
  return {
    async openConversation(participantId: object): Promise<string> {
      const opened = await post('/inbox/v2/conversations', { participantId });
      return v.parse(v.object({ conversation: v.object({ id: v.string() }) }), opened).conversation
        .id;
    },
    send: (conversationId: string, message: object) =>
      post('/inbox/v2/messages', {
        conversationId,
        message: {
          direction: 'PARTICIPANT_TO_BUSINESS',
          visibility: 'BUSINESS_AND_PARTICIPANT',
          ...message,
        },
      }),
  };
}

/** Creates conversations with messages of all types, from people with names in several scripts. */
export async function fillInbox(site: Site): Promise<string> {
  const app = await asApp(site);
  for (const [first, last, email] of [
    ['عبد الرحمن', 'الفاسي', 'a@example.com'],
    ['Zoë-Anne', 'Featherstonehaugh-Cholmondeley', 'zoe@example.com'],
  ]) {
    await site.control('POST', 'contacts', {
      info: { name: { first, last }, emails: { items: [{ email }] } },
    });
  }
  const other = await app.openConversation({
    anonymousVisitorId: '00000000-0000-4000-8000-000000000002',
  });
  await app.send(other, { content: { basic: { items: [{ text: 'مرحبا، هل تصلحون الأوعية؟' }] } } });
  const id = await app.openConversation({
    anonymousVisitorId: '00000000-0000-4000-8000-000000000001',
  });
  for (const message of MESSAGES_OF_ALL_COLORS) await app.send(id, message);
  return id;
}

/** The inbox screen, and the pages that the emulator shows instead of a missing one. */
export const INBOX_SCREEN: Visit = {
  name: 'inbox screen',
  path: '/_emulator/inbox',
  expected: [/400/, /404/],
  states: [
    ['empty', () => Promise.resolve()],
    [
      'filled',
      async (site) => {
        const id = await fillInbox(site);
        await site.emulator.settled();
        await site.page.goto(`${new URL(site.page.url()).origin}/_emulator/inbox/${id}`);
        await site.page.locator('html[data-velo-ready] #messages .template-card').first().waitFor();
      },
    ],
    [
      'a conversation with everything open',
      async ({ page }) => {
        await page.evaluate(
          'for (const details of document.querySelectorAll("details")) details.open = true',
        );
      },
    ],
    [
      'errors at the fields of a template',
      async ({ page }) => {
        await page.getByRole('radio', { name: 'Template' }).check({ force: true });
        await page.getByRole('textbox', { name: 'Image URL' }).fill('nowhere');
        await page.getByRole('button', { name: 'Send' }).click();
        await page.getByRole('alert').getByText('Please fix').waitFor();
      },
    ],
    [
      'form',
      async ({ page }) => {
        await page.getByRole('radio', { name: 'Form', exact: true }).check({ force: true });
      },
    ],
    [
      'view as the participant',
      async ({ page }) => {
        await page.setViewportSize({ width: 360, height: 740 });
        await page.getByRole('radio', { name: /participant/ }).check({ force: true });
      },
    ],
    [
      'no people found',
      async ({ page }) => {
        await page.setViewportSize({ width: 1280, height: 800 });
        await page.getByRole('searchbox', { name: 'Search people' }).fill('no such name');
        await page.getByText('No people found').waitFor();
      },
    ],
    [
      'conversation not found',
      async ({ page }) => {
        const { origin } = new URL(page.url());
        await page.goto(`${origin}/_emulator/inbox/00000000-0000-4000-8000-00000000000f`);
        await page.getByText('Conversation not found').waitFor();
      },
    ],
    [
      'file not found',
      async ({ page }) => {
        await page.goto(`${new URL(page.url()).origin}/_emulator/media/other.pdf`);
      },
    ],
    [
      'page not found',
      async ({ page }) => {
        await page.goto(`${new URL(page.url()).origin}/nowhere`);
      },
    ],
  ],
};
