// Emulates how Wix Inbox shows a message to the business: sender, time, visibility and delivery. Not emulated:
// read receipts.
import { html } from 'hono/html';
import type { MessageView } from '../../wix/inbox/inbox-views.ts';
import { icon } from './icons.ts';
import { renderBody } from './message-body.ts';
import { renderLiteral, renderName, type Html } from './text.ts';
import { formatDayTime, formatExactTime } from './time.ts';

const CHANNELS: ReadonlyMap<string, string> = new Map([
  ['CHAT', 'Chat'],
  ['EMAIL', 'Email'],
  ['SMS', 'SMS'],
  ['FACEBOOK', 'Facebook'],
  ['INSTAGRAM', 'Instagram'],
  ['WHATSAPP', 'WhatsApp'],
]);

/** The display name of a channel; Wix's name if there is none. */
export function channelName(channel: string): string {
  return CHANNELS.get(channel) ?? channel;
}

/** Renders the business's side of a message. */
export function renderBusinessSide(
  view: MessageView,
  isShownToParticipant: boolean,
  now: Date,
): Html {
  const { message, sender } = view;
  const toBusiness = message.direction === 'PARTICIPANT_TO_BUSINESS';
  const created = message.createdDate ? new Date(message.createdDate) : undefined;
  return html`<div class="message-frame">
    <div class="message-head">
      <span class="sender">${renderName(sender.name)}</span>
      <span class="kind">${sender.kind}</span>
      <span class="direction">${toBusiness ? 'To business' : 'To participant'}</span>
      ${created ? html`<time datetime="${created.toISOString()}" title="${formatExactTime(created)}">${formatDayTime(created, now).time}</time>` : ''}
    </div>
    ${
      isShownToParticipant
        ? ''
        : html`<p class="hidden-mark">${icon('hidden')} Hidden from participant</p>`
    }
    ${renderBadges(message.badges ?? [])}
    <div class="message-body">${renderBody(message.content)}</div>
    <div class="message-foot">${renderDeliveryMarks(view)} ${renderDetails(view)}</div>
  </div>`;
}

/** Renders the badges of a message. */
export function renderBadges(badges: NonNullable<MessageView['message']['badges']>): Html | string {
  if (badges.length === 0) return '';
  return html`<ul class="badges" aria-label="Badges">
    ${badges.map(
      (badge) =>
        html`<li class="badge">
          ${icon('badge')} <bdi>${badge?.text ?? ''}</bdi>
          ${badge?.badgeVisibility === 'BUSINESS' ? html`<span class="note">Only visible to you</span>` : ''}
        </li>`,
    )}
  </ul>`;
}

function renderDeliveryMarks({ message, notified }: MessageView): Html | string {
  const other = message.direction === 'PARTICIPANT_TO_BUSINESS' ? 'Business' : 'Participant';
  const through = channelsOf(message);
  if (!notified && !message.silent && through === '') return '';
  return html`<ul class="marks" aria-label="Delivery">
    ${through ? html`<li>${through}</li>` : ''}
    ${notified ? html`<li>${icon('bell')} ${other} notified</li>` : ''}
    ${message.silent ? html`<li>${icon('silent')} Silent (not counted as unread)</li>` : ''}
  </ul>`;
}

function channelsOf({ sourceChannel, targetChannels }: MessageView['message']): string {
  const nameOf = (channel: string | undefined) =>
    channel && channel !== 'UNKNOWN_CHANNEL_TYPE' ? [channelName(channel)] : [];
  const from = nameOf(sourceChannel);
  const to = (targetChannels ?? []).flatMap(nameOf);
  if (from.length === 0 && to.length === 0) return '';
  if (from.join() === to.join() || to.length === 0) return `Channel: ${from.join()}`;
  return `Channel: ${[from.join(), to.join(', ')].filter(Boolean).join(' → ')}`;
}

/** Renders the IDs and enum values of a message as in Wix's API, for debugging. */
function renderDetails({ message, sender }: MessageView): Html {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['messageId', message.id ?? undefined],
    ['type', message.content?.contentType ?? undefined],
    [`sender.${sender.id?.[0] ?? 'none'}`, sender.id?.[1]],
    ['appId', message.appId ?? undefined],
    ['direction', message.direction],
    ['visibility', message.visibility],
    ['sourceChannel', message.sourceChannel],
    ['targetChannels', (message.targetChannels ?? []).join(', ') || undefined],
    ['title', message.content?.title || undefined],
    ['previewText', message.content?.previewText || undefined],
  ];
  return html`<details class="details">
    <summary>Details</summary>
    <dl>
      ${rows.map(([name, value]) =>
        value === undefined
          ? ''
          : html`<div>
              <dt>${name}</dt>
              <dd>${renderLiteral(value)}</dd>
            </div>`,
      )}
    </dl>
  </details>`;
}
