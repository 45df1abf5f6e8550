// Renders the HTML page of the inbox screen: the list and the open conversation side by side, or one at a time on
// a narrow screen.
import { html, raw } from 'hono/html';
import type { InboxView } from '../../wix/inbox/inbox-views.ts';
import type { ParticipantMessages } from './both-sides.ts';
import { renderConversationList } from './conversation-list.ts';
import { renderConversationPane } from './conversation.ts';
import { renderDeliveryLog, type Deliveries } from './delivery-log.ts';
import { renderScreenLinks } from '../screen-links.ts';
import { icon } from './icons.ts';
import { renderName, type Html } from './text.ts';

/** The data of a page. */
export interface InboxPage {
  readonly view: InboxView;
  /** The messages of the open conversation that the participant can see. */
  readonly participantMessages: ParticipantMessages;
  /** Recent events and Realtime messages. */
  readonly deliveries: Deliveries;
  /** The conversation ID in the URL; absent at `/_emulator/inbox`, where narrow screens show the list. */
  readonly requestedId?: string;
}

// Not part of the template below: the transform that removes types rewrites templates that contain `</script>`.
const SCRIPT = raw(
  '<script type="module" src="/_emulator/inbox/assets/inbox.browser.ts"></script>',
);

/** Renders the whole document. */
export function renderInboxPage(page: InboxPage): Html {
  const { view, requestedId } = page;
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
      <body data-step="${requestedId === undefined ? 'list' : 'conversation'}">
        <a class="skip" href="#conversation">Skip to conversation</a>
        <header class="top">
          <h1>
            ${icon('inbox')} Inbox <span class="of">of ${renderName(view.businessName)}</span>
          </h1>
          <p id="live" role="status">Connecting…</p>
          ${renderScreenLinks('/_emulator/inbox')}
        </header>
        ${renderInboxPanes(page)}
      </body>
    </html>`;
}

/** Renders the part of the page that live updates replace. */
export function renderInboxPanes({
  view,
  participantMessages,
  deliveries,
  requestedId,
}: InboxPage): Html {
  const { chosen } = view;
  return html`<div id="inbox" data-title="${titleOf(view)}">
    ${
      view.installed
        ? ''
        : html`<p id="not-installed" class="warning">
            Inbox is not installed on this site. Wix rejects every message.
          </p>`
    }
    <nav id="conversations" aria-label="Conversations">${renderConversationList(view)}</nav>
    <main
      id="conversation"
      data-conversation="${chosen?.id ?? ''}"
      data-unread="${chosen?.unread ?? 0}"
      data-older-page="${chosen?.isOlderPage ? 'yes' : 'no'}"
    >
      ${renderConversationPane(view, participantMessages, requestedId)}
    </main>
    ${renderDeliveryLog(deliveries)}
  </div>`;
}

function titleOf({ conversations, businessName }: InboxView): string {
  const unread = conversations.reduce((sum, conversation) => sum + conversation.unread, 0);
  return `${unread > 0 ? `(${unread}) ` : ''}Inbox of ${businessName}`;
}
