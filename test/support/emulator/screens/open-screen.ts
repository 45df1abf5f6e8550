// Creates the inbox screen with an emulated Wix in memory, and conversations to show on it.
import { createInboxScreen } from '../../../../emulator/screens/inbox.ts';
import { createInboxViewModel } from '../../../../emulator/wix/inbox/inbox-view-model.ts';
import type { Identity } from '../../../../emulator/wix/core/context.ts';
import { APP, openWix, visitor } from '../wix/open-wix.ts';

/** Direction and visibility of a message from the participant. */
export const TO_BUSINESS = {
  direction: 'PARTICIPANT_TO_BUSINESS',
  visibility: 'BUSINESS_AND_PARTICIPANT',
} as const;
/** Direction and visibility of a message from the business. */
export const TO_PARTICIPANT = {
  direction: 'BUSINESS_TO_PARTICIPANT',
  visibility: 'BUSINESS_AND_PARTICIPANT',
} as const;

/** The content of a basic message with a text. */
export function text(value: string): { readonly basic: object } {
  return { basic: { items: [{ text: value }] } };
}

/** Creates an emulated Wix and its inbox screen for the running test. */
export function openScreen() {
  const opened = openWix();
  const pushed: unknown[] = [];
  const screen = createInboxScreen({
    inbox: createInboxViewModel(opened.wix),
    liveEvents: { push: (change) => pushed.push(change) },
    delivery: {
      events: opened.wix.events.list,
      realtime: opened.wix.channels.list,
      webhooks: opened.wix.webhooks.list,
    },
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
    /** Opens the conversation of the visitor with a number. Returns its ID. */
    openVisitor: (number: number) => open({ anonymousVisitorId: visitor(number).id }),
    /** Sends a message and returns its ID. Throws if Wix rejects it. */
    async send(conversationId: string, message: object, options: object = {}, as: Identity = APP) {
      const { status, json } = await opened.call<{ readonly message: { readonly id: string } }>(
        as,
        'POST',
        '/inbox/v2/messages',
        { conversationId, message, ...options },
      );
      if (status !== 200) throw new Error(`Wix rejected the message: ${JSON.stringify(json)}`);
      return json.message.id;
    },
    /** Returns the HTML of a path of the screen, with every run of white space as one space. */
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

/** Returns the HTML of the business's side of a message. */
export function businessSideOf(html: string, messageId: string): string {
  return bothSidesOf(html, messageId).split(PARTICIPANT_SIDE)[0] ?? '';
}

/** Returns the HTML of the participant's side of a message. */
export function participantSideOf(html: string, messageId: string): string {
  return bothSidesOf(html, messageId).split(PARTICIPANT_SIDE)[1] ?? '';
}

const PARTICIPANT_SIDE = '<div class="side of-participant" aria-live="off">';

/** Returns the HTML from a message's list item to the next one. */
function bothSidesOf(html: string, messageId: string): string {
  const start = html.indexOf(`id="message-${messageId}"`);
  if (start < 0) throw new Error(`Message ${messageId} is not on the page`);
  const end = html.indexOf('id="message-', start + 1);
  return html.slice(html.lastIndexOf('<', start), end < 0 ? html.indexOf('</ol>', start) : end);
}

/** Returns the text of HTML without tags. */
export function visibleText(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
