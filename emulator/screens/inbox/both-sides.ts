// One message on both sides at once: as the business has it, and as the participant does, or the gap where he has nothing. Leaves out the look of Wix's chat.
import { html } from 'hono/html';
import type { MessageView } from '../../wix/inbox/inbox-views.ts';
import { icon } from './icons.ts';
import { badgesOf, businessSide } from './message.ts';
import { bodyOf, kindOf } from './message-body.ts';
import { nameOf, type Html } from './text.ts';
import { dayTime, exactTime } from './time.ts';

/** What the participant sees of a conversation's page: his own reading of it, by sequence. */
export type Seen = ReadonlyMap<number, MessageView>;

/** What both sides are drawn from. */
export interface Surroundings {
  readonly seen: Seen;
  readonly businessName: string;
  readonly now: Date;
}

/** A message as an item of the conversation's list. The same message is always the same HTML: updates compare it. */
export function messageItem(view: MessageView, { seen, businessName, now }: Surroundings): Html {
  const { message, sequence } = view;
  const shown = seen.get(sequence);
  const classes = [
    'message',
    message.direction === 'PARTICIPANT_TO_BUSINESS' ? 'to-business' : 'to-participant',
    `is-${kindOf(message.content)}`,
    shown ? '' : 'is-hidden',
  ];
  const created = message.createdDate ? new Date(message.createdDate) : undefined;
  return html`<li
    id="message-${sequence}"
    class="${classes.filter(Boolean).join(' ')}"
    data-sequence="${sequence}"
  >
    ${view.isFirstOfDay && created ? html`<h3 class="day">${dayTime(created, now).day}</h3>` : ''}
    <div class="both">
      <div class="side of-business">${businessSide(view, shown !== undefined, now)}</div>
      <div class="side of-participant" aria-live="off">
        ${shown ? participantSide(shown, businessName, now) : gap()}
      </div>
    </div>
  </li>`;
}

function participantSide({ message, sequence }: MessageView, business: string, now: Date): Html {
  const own = message.direction === 'PARTICIPANT_TO_BUSINESS';
  const created = message.createdDate ? new Date(message.createdDate) : undefined;
  return html`<div class="message-frame">
    <div class="message-head">
      <span class="sender">${own ? 'You' : nameOf(business)}</span>
      ${created ? html`<time datetime="${created.toISOString()}" title="${exactTime(created)}">${dayTime(created, now).time}</time>` : ''}
    </div>
    ${badgesOf((message.badges ?? []).filter((badge) => badge?.badgeVisibility !== 'BUSINESS'))}
    <div class="message-body">
      ${bodyOf(message.content, message.id ? { messageId: message.id } : undefined)}
    </div>
    ${message.content?.template ? html`<p id="pressed-${sequence}" class="pressed note" role="status"></p>` : ''}
  </div>`;
}

function gap(): Html {
  return html`<p class="gap">
    ${icon('hidden')} <span>Nothing here: only the business sees it</span>
  </p>`;
}
