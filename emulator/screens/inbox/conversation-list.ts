// The list of conversations, the newest first. Leaves out Wix Inbox's folders, filters and search.
import { html } from 'hono/html';
import type { ConversationSummary, InboxView } from '../../wix/inbox/inbox-views.ts';
import { icon } from './icons.ts';
import { summaryOf } from './message-body.ts';
import { nameOf, type Html } from './text.ts';
import { exactTime, shortTime } from './time.ts';

/** How many conversations the list shows at first, and how many more at each "More conversations". */
export const CONVERSATIONS_PAGE = 50;
/** How many it shows at the most. */
export const CONVERSATIONS_LIMIT = 1000;

/** What a participant is to the site, in words. */
export const KIND_NAMES = { visitor: 'Visitor', contact: 'Contact', member: 'Member' } as const;

/** The whole list. */
export function conversationList(view: InboxView): Html {
  const { conversations, chosen, now, hasMore } = view;
  if (conversations.length === 0) {
    return html`<ol id="conversation-list"></ol>
      ${noConversations()}`;
  }
  const more = Math.min(conversations.length + CONVERSATIONS_PAGE, CONVERSATIONS_LIMIT);
  const where = chosen ? `/_emulator/inbox/${chosen.id}` : '/_emulator/inbox';
  return html`<ol id="conversation-list">
      ${conversations.map((summary) => conversationItem(summary, summary.id === chosen?.id, now))}
    </ol>
    ${
      hasMore && conversations.length < CONVERSATIONS_LIMIT
        ? html`<a id="more-conversations" class="quiet-button" href="${where}?list=${more}"
            >More conversations</a
          >`
        : ''
    }`;
}

function conversationItem(summary: ConversationSummary, chosen: boolean, now: Date): Html {
  const { id, participant, unread, newest } = summary;
  const created = newest?.message.createdDate ? new Date(newest.message.createdDate) : undefined;
  const byBusiness = newest?.message.direction === 'BUSINESS_TO_PARTICIPANT';
  return html`<li id="conversation-${id}" class="${unread > 0 ? 'has-unread' : ''}">
    <a href="/_emulator/inbox/${id}" ${chosen ? html`aria-current="page"` : ''}>
      ${avatar(participant.kind, participant.name)}
      <span class="line">
        ${nameOf(participant.name)} <span class="kind">${KIND_NAMES[participant.kind]}</span>
        ${created ? html`<time datetime="${created.toISOString()}" title="${exactTime(created)}">${shortTime(created, now)}</time>` : ''}
      </span>
      <span class="line">
        <span class="preview" dir="auto"
          >${byBusiness ? html`<span class="you">${icon('reply')}<span class="spoken">Sent to the participant:</span></span> ` : ''}<bdi
            >${newest ? summaryOf(newest.message) : 'No messages yet'}</bdi
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

/** A round mark with the first letter of a name; pictures of participants would come from elsewhere. */
export function avatar(kind: 'visitor' | 'contact' | 'member', name: string): Html {
  const letter = /\p{L}|\p{N}/u.exec(name)?.[0] ?? '?';
  return html`<span class="avatar of-${kind}" aria-hidden="true">${letter.toUpperCase()}</span>`;
}

function noConversations(): Html {
  return html`<p id="no-conversations" class="note">No conversations yet.</p>`;
}
