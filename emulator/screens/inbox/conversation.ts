// Emulates the open conversation of Wix Inbox: its participant, its messages as both sides see them, and the reply
// form. Not emulated: the other tools of Wix Inbox.
import { html } from 'hono/html';
import type { ConversationView, InboxView } from '../../wix/inbox/inbox-views.ts';
import { renderAvatar, KIND_NAMES } from './conversation-list.ts';
import { icon } from './icons.ts';
import { renderMessage, type ParticipantMessages } from './both-sides.ts';
import { renderComposer } from './composer.ts';
import { channelName } from './message.ts';
import { renderLiteral, renderName, type Html } from './text.ts';

/** Renders the chosen conversation, or an empty state if there is none. */
export function renderConversationPane(
  view: InboxView,
  participantMessages: ParticipantMessages,
  requestedId: string | undefined,
): Html {
  const { chosen, now, conversations, businessName } = view;
  if (!chosen) {
    const isEmpty = requestedId === undefined || conversations.length === 0;
    return isEmpty ? renderEmptyInbox(view) : renderConversationNotFound();
  }
  return html`${renderHeader(chosen)} ${renderSideHeadings(chosen)}
    <div id="log" role="log" aria-label="Messages" aria-live="polite" tabindex="0">
      ${renderOlderLink(chosen)}
      <ol id="messages">
        ${chosen.messages.map((message) => renderMessage(message, { participantMessages, businessName, now }))}
      </ol>
      ${chosen.messages.length === 0 ? html`<p id="no-messages" class="note">No messages yet</p>` : ''}
      ${chosen.isOlderPage ? html`<a id="newest-link" class="quiet-button" href="/_emulator/inbox/${chosen.id}">Jump to latest</a>` : ''}
    </div>
    <button id="newer" type="button" class="float-button" hidden>New messages</button>
    ${renderComposer(chosen)}`;
}

/** Renders the link to older messages, or a note on the last page. */
function renderOlderLink({ id, olderThan }: ConversationView): Html {
  if (olderThan === undefined) {
    return html`<p id="older" class="note">Start of the conversation</p>`;
  }
  return html`<a
    id="older"
    class="quiet-button"
    href="/_emulator/inbox/${id}?before=${olderThan}"
    data-before="${olderThan}"
    >Load older messages</a
  >`;
}

function renderHeader({ id, participant, channels }: ConversationView): Html {
  const { kind, name, email, phone, ids } = participant;
  const contactDetails = [email, phone].filter((part) => part !== undefined);
  return html`<header id="conversation-head">
    <a class="back" href="/_emulator/inbox">${icon('back')} <span>All conversations</span></a>
    <div id="participant" class="participant">
      ${renderAvatar(kind, name)}
      <div class="participant-text">
        <h2>${renderName(name)} <span class="kind">${KIND_NAMES[kind]}</span></h2>
        <p class="note">
          ${contactDetails.map((part) => html`${renderLiteral(part)} · `)}Channels:
          ${channels.map(channelName).join(', ') || 'none'}
        </p>
      </div>
      <details class="details">
        <summary>IDs</summary>
        <dl>
          <div>
            <dt>conversationId</dt>
            <dd>${renderLiteral(id)}</dd>
          </div>
          ${ids.map(
            ([key, value]) =>
              html`<div>
                <dt>${key}</dt>
                <dd>${renderLiteral(value)}</dd>
              </div>`,
          )}
        </dl>
      </details>
    </div>
  </header>`;
}

/** Renders the headings of the two sides. On a narrow screen they switch between the sides. */
function renderSideHeadings({ participant }: ConversationView): Html {
  return html`<fieldset id="sides" class="choice">
    <legend class="spoken">View as</legend>
    <label
      ><input type="radio" name="side" value="business" checked autocomplete="off" />
      <span>Business</span></label
    >
    <label
      ><input type="radio" name="side" value="participant" autocomplete="off" />
      <span id="participant-heading">${renderName(participant.name)} (participant)</span></label
    >
  </fieldset>`;
}

function renderEmptyInbox({ businessName }: InboxView): Html {
  return html`<section id="empty" class="empty">
    ${icon('inbox')}
    <h2>No conversations in the inbox of ${renderName(businessName)} yet</h2>
    <p>This screen shows what the business sees in Wix Inbox. To receive the first message:</p>
    <ol>
      <li>
        <a href="/" target="_blank" rel="noopener">Open the site</a> in another tab, as a visitor.
      </li>
      <li>Send a message from the site, for example by submitting a form.</li>
      <li>Return to this tab. The conversation appears automatically, and you can reply to it.</li>
    </ol>
    <p class="note">
      If it does not appear, check the
      <a href="/_emulator/requests" target="_blank" rel="noopener">request log</a> and the
      <a href="/_emulator/events" target="_blank" rel="noopener">event log</a>.
    </p>
  </section>`;
}

function renderConversationNotFound(): Html {
  return html`<section id="empty" class="empty">
    ${icon('inbox')}
    <h2>Conversation not found</h2>
    <p>The inbox was reset, or the URL belongs to another emulator.</p>
    <p><a href="/_emulator/inbox">Go to the latest conversation</a></p>
  </section>`;
}
