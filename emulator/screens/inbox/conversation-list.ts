// Emulates the conversation list of Wix Inbox, newest first. Not emulated: folders, filters, search.
import { html } from 'hono/html';
import type { ConversationSummary, InboxView } from '../../wix/inbox/inbox-views.ts';
import { icon } from './icons.ts';
import { summarize } from './message-body.ts';
import { renderName, type Html } from './text.ts';
import { formatExactTime, formatShortTime } from './time.ts';

/** The number of conversations that the list shows at first, and that each "Load more" adds. */
export const CONVERSATIONS_PAGE = 50;
/** The maximum number of conversations in the list. */
export const CONVERSATIONS_LIMIT = 1000;

/** Labels of participant kinds. */
export const KIND_NAMES = { visitor: 'Visitor', contact: 'Contact', member: 'Member' } as const;

/** Renders the list. */
export function renderConversationList(view: InboxView): Html {
  const { conversations, chosen, now, hasMore } = view;
  if (conversations.length === 0) {
    return html`<ol id="conversation-list"></ol>
      ${renderNoConversations()}`;
  }
  const more = Math.min(conversations.length + CONVERSATIONS_PAGE, CONVERSATIONS_LIMIT);
  const path = chosen ? `/_emulator/inbox/${chosen.id}` : '/_emulator/inbox';
  return html`<ol id="conversation-list">
      ${conversations.map((summary) => renderConversationItem(summary, summary.id === chosen?.id, now))}
    </ol>
    ${
      hasMore && conversations.length < CONVERSATIONS_LIMIT
        ? html`<a id="more-conversations" class="quiet-button" href="${path}?list=${more}"
            >Load more</a
          >`
        : ''
    }`;
}

function renderConversationItem(summary: ConversationSummary, chosen: boolean, now: Date): Html {
  const { id, participant, unread, newest } = summary;
  const created = newest?.message.createdDate ? new Date(newest.message.createdDate) : undefined;
  const byBusiness = newest?.message.direction === 'BUSINESS_TO_PARTICIPANT';
  return html`<li id="conversation-${id}" class="${unread > 0 ? 'has-unread' : ''}">
    <a href="/_emulator/inbox/${id}" ${chosen ? html`aria-current="page"` : ''}>
      ${renderAvatar(participant.kind, participant.name)}
      <span class="line">
        ${renderName(participant.name)} <span class="kind">${KIND_NAMES[participant.kind]}</span>
        ${created ? html`<time datetime="${created.toISOString()}" title="${formatExactTime(created)}">${formatShortTime(created, now)}</time>` : ''}
      </span>
      <span class="line">
        <span class="preview" dir="auto"
          >${byBusiness ? html`<span class="you">${icon('reply')}<span class="spoken">Sent by the business:</span></span> ` : ''}<bdi
            >${newest ? summarize(newest.message) : 'No messages yet'}</bdi
          ></span
        >
        ${
          unread > 0
            ? html`<span class="count"
                ><span aria-hidden="true">${unread > 99 ? '99+' : unread}</span
                ><span class="spoken">${unread} unread</span></span
              >`
            : ''
        }
      </span>
    </a>
  </li>`;
}

/**
 * Renders an avatar with the first letter of a name. Images of participants are not loaded, because they are on
 * other servers.
 */
export function renderAvatar(kind: 'visitor' | 'contact' | 'member', name: string): Html {
  const letter = /\p{L}|\p{N}/u.exec(name)?.[0] ?? '?';
  return html`<span class="avatar of-${kind}" aria-hidden="true">${letter.toUpperCase()}</span>`;
}

function renderNoConversations(): Html {
  return html`<p id="no-conversations" class="note">No conversations yet</p>`;
}
