// Renders a message side by side: as the business sees it in Wix Inbox and as the participant sees it in the
// site's chat. Does not imitate the look of Wix's chat.
import { html } from 'hono/html';
import type { MessageView } from '../../wix/inbox/inbox-views.ts';
import { icon } from './icons.ts';
import { renderBadges, renderBusinessSide } from './message.ts';
import { renderBody, kindOf } from './message-body.ts';
import { renderName, type Html } from './text.ts';
import { formatDayTime, formatExactTime } from './time.ts';

/** The messages of a page that the participant can see, by sequence. */
export type ParticipantMessages = ReadonlyMap<number, MessageView>;

/** The data that every message is rendered with. */
export interface MessageContext {
  readonly participantMessages: ParticipantMessages;
  readonly businessName: string;
  readonly now: Date;
}

/**
 * Renders a message as a list item. The same message always gives the same HTML, because updates compare the HTML.
 */
export function renderMessage(
  view: MessageView,
  { participantMessages, businessName, now }: MessageContext,
): Html {
  const { message, sequence } = view;
  const participantMessage = participantMessages.get(sequence);
  const classes = [
    'message',
    message.direction === 'PARTICIPANT_TO_BUSINESS' ? 'to-business' : 'to-participant',
    `is-${kindOf(message.content)}`,
    participantMessage ? '' : 'is-hidden',
  ];
  const created = message.createdDate ? new Date(message.createdDate) : undefined;
  return html`<li
    id="message-${sequence}"
    class="${classes.filter(Boolean).join(' ')}"
    data-sequence="${sequence}"
  >
    ${view.isFirstOfDay && created ? html`<h3 class="day">${formatDayTime(created, now).day}</h3>` : ''}
    <div class="both">
      <div class="side of-business">
        ${renderBusinessSide(view, participantMessage !== undefined, now)}
      </div>
      <div class="side of-participant" aria-live="off">
        ${participantMessage ? renderParticipantSide(participantMessage, businessName, now) : renderHiddenNote()}
      </div>
    </div>
  </li>`;
}

function renderParticipantSide(
  { message, sequence }: MessageView,
  businessName: string,
  now: Date,
): Html {
  const isOwn = message.direction === 'PARTICIPANT_TO_BUSINESS';
  const created = message.createdDate ? new Date(message.createdDate) : undefined;
  return html`<div class="message-frame">
    <div class="message-head">
      <span class="sender">${isOwn ? 'You' : renderName(businessName)}</span>
      ${created ? html`<time datetime="${created.toISOString()}" title="${formatExactTime(created)}">${formatDayTime(created, now).time}</time>` : ''}
    </div>
    ${renderBadges((message.badges ?? []).filter((badge) => badge?.badgeVisibility !== 'BUSINESS'))}
    <div class="message-body">
      ${renderBody(message.content, message.id ? { messageId: message.id } : undefined)}
    </div>
    ${message.content?.template ? html`<p id="button-status-${sequence}" class="button-status note" role="status"></p>` : ''}
  </div>`;
}

function renderHiddenNote(): Html {
  return html`<p class="hidden-note">
    ${icon('hidden')} <span>Only visible to the business</span>
  </p>`;
}
