import { expect } from 'vitest';
import { siteInBrowser, waitUntilReady } from './site-in-browser.ts';

/** The ids of two visitors. */
const VISITORS: readonly string[] = [1, 2].map(
  (number) => `00000000-0000-4000-8000-00000000000${String(number)}`,
);

/** The default direction and visibility of a message: from the participant, visible to both sides. */
const TO_BUSINESS = {
  direction: 'PARTICIPANT_TO_BUSINESS',
  visibility: 'BUSINESS_AND_PARTICIPANT',
} as const;

/** Runs an emulator without a site for the inbox screen tests of a file. */
export function inboxScreen() {
  const { visit } = siteInBrowser({});

  /** Visits the empty inbox. An app sends the messages, as a site's backend does. */
  return async function setup(options: Parameters<typeof visit>[1] = {}) {
    const opened = await visit('/_emulator/inbox', options);
    const { page, emulator, control } = opened;
    const { token } = toRecord(await control('POST', 'sessions', { as: 'app' }));

    async function rest(path: string, body: object): Promise<Record<string, unknown>> {
      const response = await emulator.fetch(path, {
        method: 'POST',
        headers: { authorization: String(token), 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(response.status).toBe(200);
      return toRecord(await response.json());
    }
    const inbox = new URL(page.url());
    return {
      ...opened,
      /** Creates the conversation of a visitor, by default the first, and returns its id. */
      async open(visitor = 0): Promise<string> {
        const participantId = { anonymousVisitorId: VISITORS[visitor] };
        const { conversation } = await rest('/inbox/v2/conversations', { participantId });
        return String(toRecord(conversation)['id']);
      },
      /** Sends a message, by default a text from the participant. */
      send: (conversationId: string, text: string, message: object = {}) =>
        rest('/inbox/v2/messages', {
          conversationId,
          message: { ...TO_BUSINESS, content: { basic: { items: [{ text }] } }, ...message },
        }),
      /** Logs the first visitor in as the member Ada Lovelace and waits until the screen shows this name. */
      async makeVisitorMember(): Promise<void> {
        const visitor = toRecord(
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
      /** Makes a POST request to Wix as the app and returns the JSON object. */
      rest,
      /** Opens a conversation in the page. */
      async show(conversationId: string): Promise<void> {
        await page.goto(`${inbox.href}/${conversationId}`);
        await waitUntilReady(page);
      },
      /** Waits for a new document that is ready and shows a text on the business side. */
      waitForDocumentWith: (text: string) =>
        page.locator('html[data-velo-ready] #messages .of-business').getByText(text).waitFor(),
      /** The reply form when no reply is being sent: the last one arrived and the form is empty. */
      idleReplyForm: page.locator('#reply:not([aria-busy])'),
      /** The text field for a reply. */
      replyField: page.getByRole('textbox', { name: 'Reply to' }),
      /** The messages on the business side. */
      businessMessages: page.locator('#messages .of-business'),
      /** The messages on the participant's side. */
      participantMessages: page.locator('#messages .of-participant'),
    };
  };
}

/** Returns the properties of a JSON object; none for other values. */
export function toRecord(json: unknown): Record<string, unknown> {
  return typeof json === 'object' && json !== null ? { ...json } : {};
}

const HOSTILE_TEXTS = [
  '<img src=x onerror="document.title=1"><script>document.title=2</script>',
  'W'.repeat(16_384),
  '\u202E\u2066\u202Eevil\u202E',
  '\n'.repeat(4000),
];
const LONG_URL = `https://a.example/${'x'.repeat(1900)}`;

/** Messages of all four types that try to run scripts, to widen the page, or to reverse the text direction. */
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

/** Messages that together use every color of the screen. */
export const MESSAGES_OF_ALL_COLORS: readonly object[] = [
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
