// Renders the delivery log: recent events and Realtime messages with their outcome. `/_emulator/events` and
// `/_emulator/realtime` return their full contents.
import { html } from 'hono/html';
import type { EventRecord } from '../../wix/core/events.ts';
import type { PublishedMessage } from '../../wix/realtime/channels.ts';
import { renderLiteral, type Html } from './text.ts';
import { formatClockTime, formatExactTime } from './time.ts';

/** The number of events and of Realtime messages that the log lists. */
export const DELIVERIES_LISTED = 20;

/** Recent events and Realtime messages. */
export interface Deliveries {
  /** Newest first. */
  readonly events: readonly EventRecord[];
  /** Newest first. */
  readonly realtime: readonly PublishedMessage[];
}

/** The label of each outcome, the same as in the session bar. */
const OUTCOMES: Readonly<Record<EventRecord['outcome'], string>> = {
  delivered: 'handled',
  failed: 'failed',
  'no-handler': 'no handler',
  'timed-out': 'timed out',
  waiting: 'waiting',
  withheld: 'not delivered to the site',
};

const FAILURES: ReadonlySet<EventRecord['outcome']> = new Set(['failed', 'timed-out']);

/** Renders the log: a summary with the newest event and Realtime message, which opens to both lists. */
export function renderDeliveryLog({ events, realtime }: Deliveries): Html {
  const failed = events.filter(({ outcome }) => FAILURES.has(outcome)).length;
  return html`<details id="delivery">
    <summary>
      <span class="delivery-title">Events and Realtime</span>
      <span id="delivery-newest">
        <span id="newest-event" class="newest"
          >${events[0] ? renderEvent(events[0]) : html`<span class="note">No events yet</span>`}</span
        >
        <span id="newest-realtime" class="newest"
          >${realtime[0] ? renderMessage(realtime[0]) : html`<span class="note">No Realtime messages yet</span>`}</span
        >
        <span id="failures"
          >${failed > 0 ? html`<span class="outcome is-failed">${failed} failed</span>` : ''}</span
        >
      </span>
    </summary>
    <div class="delivery-lists">
      <section aria-labelledby="events-title">
        <h2 id="events-title">Events <span class="note">to the site</span></h2>
        <ol id="event-list" tabindex="0" aria-labelledby="events-title">
          ${events.map(renderEventItem)}
        </ol>
      </section>
      <section aria-labelledby="realtime-title">
        <h2 id="realtime-title">Realtime messages <span class="note">to pages</span></h2>
        <ol id="realtime-list" tabindex="0" aria-labelledby="realtime-title">
          ${realtime.map((message, index) => renderMessageItem(message, indexWithinMillisecond(realtime, index)))}
        </ol>
      </section>
    </div>
  </details>`;
}

function renderEvent({ name, outcome }: EventRecord): Html {
  return html`<span class="delivered-name">${name}</span>
    <span class="outcome is-${outcome}">${OUTCOMES[outcome]}</span>`;
}

/** Renders an event with what came of it, as the item of a list. */
export function renderEventItem(event: EventRecord): Html {
  const conversation = conversationOf(event.data);
  return html`<li id="event-${event.id}" class="delivery-item">
    ${renderTime(event.eventTime)} ${renderEvent(event)}
    ${event.withheld ? html`<span class="note">${WITHHELD_REASONS[event.withheld]}</span>` : ''}
    ${
      conversation
        ? html`<a class="note" href="/_emulator/inbox/${conversation}">Open conversation</a>`
        : ''
    }
    ${event.error === undefined ? '' : html`<p class="error">${renderLiteral(truncate(event.error, 600))}</p>`}
  </li>`;
}

const WITHHELD_REASONS: Readonly<Record<NonNullable<EventRecord['withheld']>, string>> = {
  preview: 'changed in preview',
  api: 'sent through the API (assumption apiMessageComesBack)',
};

function renderMessage({ channel, payload, delivered }: PublishedMessage): Html {
  return html`<span class="delivered-name">${renderLiteral(truncate(channel.name, 60))}</span>
    <span class="realtime-payload">${renderLiteral(truncate(toText(payload), 60))}</span>
    <span class="outcome is-${delivered > 0 ? 'delivered' : 'no-handler'}"
      >${countSubscribers(delivered)}</span
    >`;
}

function renderMessageItem(message: PublishedMessage, number: number): Html {
  const { channel, at } = message;
  return html`<li id="realtime-${at}-${number}" class="delivery-item">
    ${renderTime(at)} ${renderMessage(message)}
    ${
      channel.resourceId
        ? html`<span class="note">for ${renderLiteral(truncate(channel.resourceId, 60))}</span>`
        : ''
    }
  </li>`;
}

/** The number of older messages of the same millisecond, which makes the ID of a message unique. */
function indexWithinMillisecond(messages: readonly PublishedMessage[], index: number): number {
  return messages.slice(index + 1).filter(({ at }) => at === messages[index]?.at).length;
}

/** Returns a payload as JSON; empty for a message without a payload. */
function toText(payload: unknown): string {
  return payload === undefined ? '' : JSON.stringify(payload);
}

function countSubscribers(count: number): string {
  if (count === 0) return 'No subscribers';
  return count === 1 ? '1 subscriber' : `${count} subscribers`;
}

function conversationOf(data: unknown): string | undefined {
  const id: unknown =
    typeof data === 'object' && data !== null && 'conversationId' in data
      ? data.conversationId
      : undefined;
  return typeof id === 'string' && /^[0-9a-f-]{36}$/i.test(id) ? id : undefined;
}

function renderTime(iso: string): Html {
  const moment = new Date(iso);
  return html`<time datetime="${iso}" title="${formatExactTime(moment)}"
    >${formatClockTime(moment)}</time
  >`;
}

function truncate(text: string, chars: number): string {
  return text.length > chars ? `${text.slice(0, chars)}…` : text;
}
