import { expect } from 'vitest';
import { ready, siteInBrowser } from './site-in-browser.ts';

/** The ids of the visitors that these tests know. */
const VISITORS: readonly string[] = [1, 2].map(
  (number) => `00000000-0000-4000-8000-00000000000${String(number)}`,
);

/** A message's way: from the participant, seen by both. */
const TO_BUSINESS = {
  direction: 'PARTICIPANT_TO_BUSINESS',
  visibility: 'BUSINESS_AND_PARTICIPANT',
} as const;

/** Runs a Wix without a site, and a browser, for all tests of a file. */
export function inboxInBrowser() {
  const { visit } = siteInBrowser({});

  /** Visits the empty inbox; what is sent afterwards is sent by an app, as a site's backend would. */
  return async function setup(options: Parameters<typeof visit>[1] = {}) {
    const opened = await visit('/_emulator/inbox', options);
    const { page, emulator, control } = opened;
    const { token } = fieldsOf(await control('POST', 'sessions', { as: 'app' }));

    async function rest(path: string, body: object): Promise<Record<string, unknown>> {
      const response = await emulator.fetch(path, {
        method: 'POST',
        headers: { authorization: String(token), 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(response.status).toBe(200);
      return fieldsOf(await response.json());
    }
    const inbox = new URL(page.url());
    return {
      ...opened,
      /** Opens the conversation of a visitor, the first unless told. */
      async open(visitor = 0): Promise<string> {
        const participantId = { anonymousVisitorId: VISITORS[visitor] };
        const { conversation } = await rest('/inbox/v2/conversations', { participantId });
        return String(fieldsOf(conversation)['id']);
      },
      send: (conversationId: string, text: string, message: object = {}) =>
        rest('/inbox/v2/messages', {
          conversationId,
          message: { ...TO_BUSINESS, content: { basic: { items: [{ text }] } }, ...message },
        }),
      /** Makes the first visitor the member Ada Lovelace, and waits until the screen calls him so. */
      async becomeMember(): Promise<void> {
        const visitor = fieldsOf(
          await control('POST', 'sessions', { as: 'visitor', id: VISITORS[0] }),
        );
        await control('POST', 'sessions', {
          as: 'member',
          email: 'ada@example.com',
          name: 'Ada Lovelace',
          from: visitor['token'],
        });
        await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor();
      },
      rest,
      async show(conversationId: string): Promise<void> {
        await page.goto(`${inbox.href}/${conversationId}`);
        await ready(page);
      },
      /** Waits for another document of the screen: one that is ready and shows a text of the business's side. */
      readyWith: (text: string) =>
        page.locator('html[data-velo-ready] #messages .of-business').getByText(text).waitFor(),
      /** There once no reply is on its way: Wix has it, and its text is gone from the form. */
      replied: page.locator('#reply:not([aria-busy])'),
      reply: page.getByRole('textbox', { name: 'Reply to' }),
      /** The business's side of the messages. */
      messages: page.locator('#messages .of-business'),
      /** The participant's side of them. */
      seen: page.locator('#messages .of-participant'),
    };
  };
}

/** The fields of an answer that the test knows to be an object. */
export function fieldsOf(json: unknown): Record<string, unknown> {
  return typeof json === 'object' && json !== null ? { ...json } : {};
}

const HOSTILE_TEXTS = [
  '<img src=x onerror="document.title=1"><script>document.title=2</script>',
  'W'.repeat(16_384),
  '\u202E\u2066\u202Eevil\u202E',
  '\n'.repeat(4000),
];
const LONG_URL = `https://a.example/${'x'.repeat(1900)}`;

/** Messages of all four types that try to run, to stretch the page or to turn it around. */
export const HOSTILE_MESSAGES: readonly object[] = HOSTILE_TEXTS.flatMap((text) => [
  { content: { basic: { items: [{ text }] } } },
  { content: { minimal: { text, url: LONG_URL, iconUrl: LONG_URL } } },
  { content: { form: { fields: [{ name: text.slice(0, 8000), value: text.slice(0, 8000) }] } } },
  {
    content: {
      template: {
        title: text,
        textLines: [text.slice(0, 512)],
        imageUrl: LONG_URL,
        orientation: 'LANDSCAPE',
        buttons: [{ label: text, launchUrl: LONG_URL }],
      },
    },
    badges: [{ text }],
  },
]);

/** Messages that show everything the screen has a colour for. */
export const COLOURFUL_MESSAGES: readonly object[] = [
  { content: { basic: { items: [{ text: 'plain' }] } } },
  {
    visibility: 'BUSINESS',
    silent: true,
    badges: [{ text: 'Badge', badgeVisibility: 'BUSINESS' }],
    content: {
      form: {
        title: 'Form',
        fields: [{ name: 'Name', value: 'Grace' }],
        media: [{ file: { url: 'javascript:0', filename: 'a\u202E.pdf' } }],
      },
    },
  },
  { content: { minimal: { text: 'Did it', url: 'https://a.example/' } } },
  {
    direction: 'BUSINESS_TO_PARTICIPANT',
    content: {
      template: {
        title: 'Card',
        imageUrl: 'https://a.example/p.png',
        buttons: [{ label: 'Go', launchUrl: 'https://a.example/' }],
      },
    },
  },
];
