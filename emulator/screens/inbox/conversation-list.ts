// Emulates the conversation list of Wix Inbox, newest first, with a search for people. Not emulated: folders, filters,
// search in messages.
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
  const { conversations, chosen, hasMore, search } = view;
  const more = Math.min(conversations.length + CONVERSATIONS_PAGE, CONVERSATIONS_LIMIT);
  const hasNone = conversations.length === 0;
  return html`<form id="search" role="search">
      <label class="spoken" for="search-field">Search people</label>
      <input
        id="search-field"
        type="search"
        name="q"
        value="${search}"
        autocomplete="off"
        placeholder="Search people"
      />
    </form>
    <p id="search-result" class="note" role="status">${describeResult(view)}</p>
    <ol id="conversation-list">
      ${conversations.map((summary) => renderConversationItem(summary, view))}
    </ol>
    ${hasNone && search === '' ? html`<p id="no-conversations" class="note">No conversations yet</p>` : ''}
    ${
      hasMore && conversations.length < CONVERSATIONS_LIMIT
        ? html`<a
            id="more-conversations"
            class="quiet-button"
            href="${toPath(chosen?.id, { list: String(more), q: search })}"
            >Load more</a
          >`
        : ''
    }`;
}

/** Describes the result of a search; empty without a search. */
function describeResult({ conversations, hasMore, search }: InboxView): string {
  if (search === '') return '';
  const count = conversations.length;
  if (count === 0) return 'No people found. Search by name, email or phone number.';
  return `${count}${hasMore ? '+' : ''} ${count === 1 ? 'conversation' : 'conversations'} found`;
}

/** Returns the path of a conversation, or of the list, with the parameters that are not empty. */
function toPath(id: string | undefined, query: Readonly<Record<string, string>>): string {
  const given = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''));
  const path = id === undefined ? '/_emulator/inbox' : `/_emulator/inbox/${id}`;
  return given.size === 0 ? path : `${path}?${given.toString()}`;
}

function renderConversationItem(summary: ConversationSummary, view: InboxView): Html {
  const { id, participant, unread, newest } = summary;
  const { chosen, now, search } = view;
  const created = newest?.message.createdDate ? new Date(newest.message.createdDate) : undefined;
  const byBusiness = newest?.message.direction === 'BUSINESS_TO_PARTICIPANT';
  return html`<li id="conversation-${id}" class="${unread > 0 ? 'has-unread' : ''}">
    <a href="${toPath(id, { q: search })}" ${id === chosen?.id ? html`aria-current="page"` : ''}>
      ${renderAvatar(participant.kind, participant.name)}
      <span class="line">
        ${renderName(participant.name)}
        ${created ? html`<time datetime="${created.toISOString()}" title="${formatExactTime(created)}">${formatShortTime(created, now)}</time>` : ''}
      </span>
      <span class="line">
        <span class="kind${participant.kind === 'visitor' ? ' spoken' : ''}"
          >${KIND_NAMES[participant.kind]}</span
        >
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
