// The open conversation: whom it is with, its messages on both sides, the reply. Leaves out Wix Inbox's tools around it.
import { html } from 'hono/html';
import type { ConversationView, InboxView } from '../../wix/inbox/inbox-views.ts';
import { avatar, KIND_NAMES } from './conversation-list.ts';
import { icon } from './icons.ts';
import { messageItem, type Seen } from './both-sides.ts';
import { composer } from './composer.ts';
import { channelName } from './message.ts';
import { literalOf, nameOf, type Html } from './text.ts';

/** The pane of the chosen conversation, or what to do while there is none. */
export function conversationPane(view: InboxView, seen: Seen, asked: string | undefined): Html {
  const { chosen, now, conversations, businessName } = view;
  if (!chosen) {
    const isEmpty = asked === undefined || conversations.length === 0;
    return isEmpty ? emptyInbox(view) : goneConversation();
  }
  return html`${head(chosen)} ${sides(chosen)}
    <div id="log" role="log" aria-label="Messages" aria-live="polite" tabindex="0">
      ${olderLink(chosen)}
      <ol id="messages">
        ${chosen.messages.map((message) => messageItem(message, { seen, businessName, now }))}
      </ol>
      ${chosen.messages.length === 0 ? html`<p id="no-messages" class="note">No messages yet: this conversation was opened, and nothing was sent.</p>` : ''}
      ${chosen.isOlderPage ? html`<a id="newest-link" class="quiet-button" href="/_emulator/inbox/${chosen.id}">Newest messages</a>` : ''}
    </div>
    <button id="newer" type="button" class="float-button" hidden>New messages below</button>
    ${composer(chosen)}`;
}

/** The way to the messages before those shown; nothing on the last page. */
function olderLink({ id, olderThan }: ConversationView): Html {
  if (olderThan === undefined) {
    return html`<p id="older" class="note">The conversation begins here.</p>`;
  }
  return html`<a
    id="older"
    class="quiet-button"
    href="/_emulator/inbox/${id}?before=${olderThan}"
    data-before="${olderThan}"
    >Older messages</a
  >`;
}

function head({ id, participant, channels }: ConversationView): Html {
  const { kind, name, email, phone, ids } = participant;
  const known = [email, phone].filter((part) => part !== undefined);
  return html`<header id="conversation-head">
    <a class="back" href="/_emulator/inbox">${icon('back')} <span>All conversations</span></a>
    <div id="participant" class="participant">
      ${avatar(kind, name)}
      <div class="participant-text">
        <h2>${nameOf(name)} <span class="kind">${KIND_NAMES[kind]}</span></h2>
        <p class="note">
          ${known.map((part) => html`${literalOf(part)} · `)}reachable by
          ${channels.map(channelName).join(', ') || 'no channel'}
        </p>
      </div>
      <details class="details">
        <summary>Ids</summary>
        <dl>
          <div>
            <dt>conversation</dt>
            <dd>${literalOf(id)}</dd>
          </div>
          ${ids.map(
            ([key, value]) =>
              html`<div>
                <dt>${key}</dt>
                <dd>${literalOf(value)}</dd>
              </div>`,
          )}
        </dl>
      </details>
    </div>
  </header>`;
}

/** The headings of the two sides; on a narrow screen they choose which side is shown. */
function sides({ participant }: ConversationView): Html {
  return html`<fieldset id="sides" class="choice">
    <legend class="spoken">Whose side is shown</legend>
    <label
      ><input type="radio" name="side" value="business" checked autocomplete="off" />
      <span>The business sees</span></label
    >
    <label
      ><input type="radio" name="side" value="participant" autocomplete="off" />
      <span id="participant-sees">${nameOf(participant.name)} sees</span></label
    >
  </fieldset>`;
}

function emptyInbox({ businessName }: InboxView): Html {
  return html`<section id="empty" class="empty">
    ${icon('inbox')}
    <h2>Nothing has reached the inbox of ${nameOf(businessName)} yet</h2>
    <p>This is what the business sees in Wix Inbox. To put the first message into it:</p>
    <ol>
      <li>
        <a href="/" target="_blank" rel="noopener">Open the site</a> in another tab, as a visitor.
      </li>
      <li>Do what makes the site send a message: submit a form, for example.</li>
      <li>Come back. The conversation appears here by itself, and you can answer it.</li>
    </ol>
    <p class="note">
      If it does not appear,
      <a href="/_emulator/requests" target="_blank" rel="noopener">the log of calls to Wix</a> and
      <a href="/_emulator/events" target="_blank" rel="noopener">the log of events</a> say what
      happened instead.
    </p>
  </section>`;
}

function goneConversation(): Html {
  return html`<section id="empty" class="empty">
    ${icon('inbox')}
    <h2>This conversation is not here</h2>
    <p>The inbox was reset, or the address is from another one.</p>
    <p><a href="/_emulator/inbox">To the newest conversation</a></p>
  </section>`;
}
