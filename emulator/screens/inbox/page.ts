// The inbox screen as a page: the list and the open conversation side by side, or one after the other on a narrow screen.
import { html, raw } from 'hono/html';
import type { InboxView } from '../../wix/inbox/inbox-views.ts';
import type { Seen } from './both-sides.ts';
import { conversationList } from './conversation-list.ts';
import { conversationPane } from './conversation.ts';
import { deliveryStrip, type Deliveries } from './delivery-strip.ts';
import { icon } from './icons.ts';
import { nameOf, type Html } from './text.ts';

/** What a page of the screen shows. */
export interface InboxPage {
  readonly view: InboxView;
  /** What the participant sees of the open conversation. */
  readonly seen: Seen;
  /** What became of events and pings. */
  readonly deliveries: Deliveries;
  /** The conversation of the address; absent at `/_emulator/inbox`, where narrow screens show the list. */
  readonly asked?: string;
}

// Not written in the template: the transform that removes types rewrites templates with a script's end in them.
const SCRIPT = raw(
  '<script type="module" src="/_emulator/inbox/assets/inbox.browser.ts"></script>',
);

/** The whole document. */
export function inboxPage(page: InboxPage): Html {
  const { view, asked } = page;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${titleOf(view)}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/_emulator/inbox/assets/inbox.css" />
        <link rel="stylesheet" href="/_emulator/inbox/assets/both-sides.css" />
        ${SCRIPT}
      </head>
      <body data-step="${asked === undefined ? 'list' : 'conversation'}">
        <a class="skip" href="#conversation">Skip to the conversation</a>
        <header class="top">
          <h1>${icon('inbox')} Inbox <span class="of">of ${nameOf(view.businessName)}</span></h1>
          <p id="live" role="status">Not live</p>
          <a class="top-link" href="/" target="_blank" rel="noopener">Open the site</a>
        </header>
        ${inboxPanes(page)}
      </body>
    </html>`;
}

/** The part of the page that changes. */
export function inboxPanes({ view, seen, deliveries, asked }: InboxPage): Html {
  const { chosen } = view;
  return html`<div id="inbox" data-title="${titleOf(view)}">
    ${
      view.installed
        ? ''
        : html`<p id="not-installed" class="warning">
            Inbox is not installed on this site: Wix refuses every message.
          </p>`
    }
    <nav id="conversations" aria-label="Conversations">${conversationList(view)}</nav>
    <main
      id="conversation"
      data-conversation="${chosen?.id ?? ''}"
      data-unread="${chosen?.unread ?? 0}"
      data-older-page="${chosen?.isOlderPage ? 'yes' : 'no'}"
    >
      ${conversationPane(view, seen, asked)}
    </main>
    ${deliveryStrip(deliveries)}
  </div>`;
}

function titleOf({ conversations, businessName }: InboxView): string {
  const unread = conversations.reduce((sum, conversation) => sum + conversation.unread, 0);
  return `${unread > 0 ? `(${unread}) ` : ''}Inbox of ${businessName}`;
}
