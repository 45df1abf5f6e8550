// One message of a conversation with what the business should know of it: who, when, who sees it. Leaves out seen and delivered marks.
import { html } from 'hono/html';
import type { MessageView } from '../../wix/inbox/inbox-views.ts';
import { icon } from './icons.ts';
import { bodyOf } from './message-body.ts';
import { literalOf, nameOf, type Html } from './text.ts';
import { dayTime, exactTime } from './time.ts';

const CHANNELS: ReadonlyMap<string, string> = new Map([
  ['CHAT', 'Chat'],
  ['EMAIL', 'E-mail'],
  ['SMS', 'SMS'],
  ['FACEBOOK', 'Facebook'],
  ['INSTAGRAM', 'Instagram'],
  ['WHATSAPP', 'WhatsApp'],
]);

/** The name of a channel for people; a channel without one keeps Wix's. */
export function channelName(channel: string): string {
  return CHANNELS.get(channel) ?? channel;
}

/** The business's side of a message: everything that Wix knows of it. */
export function businessSide(view: MessageView, isShownToParticipant: boolean, now: Date): Html {
  const { message, sender } = view;
  const toBusiness = message.direction === 'PARTICIPANT_TO_BUSINESS';
  const created = message.createdDate ? new Date(message.createdDate) : undefined;
  return html`<div class="message-frame">
    <div class="message-head">
      <span class="sender">${nameOf(sender.name)}</span>
      <span class="kind">${sender.kind}</span>
      <span class="direction">${toBusiness ? 'to the business' : 'to the participant'}</span>
      ${created ? html`<time datetime="${created.toISOString()}" title="${exactTime(created)}">${dayTime(created, now).time}</time>` : ''}
    </div>
    ${
      isShownToParticipant
        ? ''
        : html`<p class="hidden-mark">${icon('hidden')} Hidden from the participant</p>`
    }
    ${badgesOf(message.badges ?? [])}
    <div class="message-body">${bodyOf(message.content)}</div>
    <div class="message-foot">${marks(view)} ${details(view)}</div>
  </div>`;
}

/** The badges on a message. */
export function badgesOf(given: NonNullable<MessageView['message']['badges']>): Html | string {
  if (given.length === 0) return '';
  return html`<ul class="badges" aria-label="Badge">
    ${given.map(
      (badge) =>
        html`<li class="badge">
          ${icon('badge')} <bdi>${badge?.text ?? ''}</bdi>
          ${badge?.badgeVisibility === 'BUSINESS' ? html`<span class="note">only you see it</span>` : ''}
        </li>`,
    )}
  </ul>`;
}

function marks({ message, notified }: MessageView): Html | string {
  const other = message.direction === 'PARTICIPANT_TO_BUSINESS' ? 'business' : 'participant';
  const through = channelsOf(message);
  if (!notified && !message.silent && through === '') return '';
  return html`<ul class="marks" aria-label="Delivery">
    ${through ? html`<li>${through}</li>` : ''}
    ${notified ? html`<li>${icon('bell')} ${other} notified</li>` : ''}
    ${message.silent ? html`<li>${icon('silent')} silent: not counted as unread</li>` : ''}
  </ul>`;
}

function channelsOf({ sourceChannel, targetChannels }: MessageView['message']): string {
  const known = (channel: string | undefined) =>
    channel && channel !== 'UNKNOWN_CHANNEL_TYPE' ? [channelName(channel)] : [];
  const from = known(sourceChannel);
  const to = (targetChannels ?? []).flatMap(known);
  if (from.length === 0 && to.length === 0) return '';
  if (from.join() === to.join() || to.length === 0) return `by ${from.join()}`;
  return from.length === 0 ? `to ${to.join(', ')}` : `from ${from.join()} to ${to.join(', ')}`;
}

/** What a developer looks for: the ids and enums of the message, as they are on the wire. */
function details({ message, sender }: MessageView): Html {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['message id', message.id ?? undefined],
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
              <dd>${literalOf(value)}</dd>
            </div>`,
      )}
    </dl>
  </details>`;
}
