// The inbox screen over a Wix in memory, and conversations to show on it.
import { createInboxScreen } from '../../../emulator/screens/inbox.ts';
import { createInboxViewModel } from '../../../emulator/wix/inbox/inbox-view-model.ts';
import type { Identity } from '../../../emulator/wix/core/context.ts';
import { APP, openWix, visitor } from '../wix/open-wix.ts';

/** Ways that a message may go, as they stand on the wire. */
export const TO_BUSINESS = {
  direction: 'PARTICIPANT_TO_BUSINESS',
  visibility: 'BUSINESS_AND_PARTICIPANT',
} as const;
export const TO_PARTICIPANT = {
  direction: 'BUSINESS_TO_PARTICIPANT',
  visibility: 'BUSINESS_AND_PARTICIPANT',
} as const;

/** A basic message with a text. */
export function text(words: string): { readonly basic: object } {
  return { basic: { items: [{ text: words }] } };
}

/** Opens a Wix and the screen on it for the running test. */
export function openScreen() {
  const opened = openWix();
  const pushed: unknown[] = [];
  const screen = createInboxScreen({
    inbox: createInboxViewModel(opened.wix),
    live: { push: (change) => pushed.push(change) },
    delivery: { events: opened.wix.events.list, pings: opened.wix.channels.list },
  });

  async function open(participantId: object): Promise<string> {
    const { json } = await opened.call<{ readonly conversation: { readonly id: string } }>(
      APP,
      'POST',
      '/inbox/v2/conversations',
      { participantId },
    );
    return json.conversation.id;
  }

  return {
    ...opened,
    screen,
    pushed,
    open,
    /** The conversation of the visitor with a number. */
    openVisitor: (number: number) => open({ anonymousVisitorId: visitor(number).id }),
    /** Sends a message, and answers its id; throws where Wix refuses. */
    async send(conversationId: string, message: object, options: object = {}, as: Identity = APP) {
      const { status, json } = await opened.call<{ readonly message: { readonly id: string } }>(
        as,
        'POST',
        '/inbox/v2/messages',
        { conversationId, message, ...options },
      );
      if (status !== 200) throw new Error(`Wix refused the message: ${JSON.stringify(json)}`);
      return json.message.id;
    },
    /** The HTML of a path of the screen, one space for each run of white space. */
    async html(path = ''): Promise<string> {
      const response = await screen.request(`/_emulator/inbox${path}`);
      return (await response.text()).replaceAll(/\s+/g, ' ');
    },
    get: (path = '') => screen.request(`/_emulator/inbox${path}`),
    post: (path: string, body: unknown) =>
      screen.request(`/_emulator/inbox${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}

/** The business's side of a message. */
export function itemOf(html: string, messageId: string): string {
  return bothSidesOf(html, messageId).split(PARTICIPANT_SIDE)[0] ?? '';
}

/** The participant's side of a message. */
export function seenOf(html: string, messageId: string): string {
  return bothSidesOf(html, messageId).split(PARTICIPANT_SIDE)[1] ?? '';
}

const PARTICIPANT_SIDE = '<div class="side of-participant" aria-live="off">';

/** The part of a page from a message's item to the next one's. */
function bothSidesOf(html: string, messageId: string): string {
  const start = html.indexOf(`id="message-${messageId}"`);
  if (start < 0) throw new Error(`the message ${messageId} is not shown`);
  const end = html.indexOf('id="message-', start + 1);
  return html.slice(html.lastIndexOf('<', start), end < 0 ? html.indexOf('</ol>', start) : end);
}

/** What a person reads of HTML: its text, without tags. */
export function wordsOf(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
