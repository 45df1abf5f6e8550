// Renders the delivery log: recent events and Realtime messages with their outcome. `/_emulator/events` and
// `/_emulator/realtime` return their full contents.
import { html } from 'hono/html';
import type { EventRecord } from '../../wix/core/events.ts';
import type { PublishedMessage } from '../../wix/realtime/channels.ts';
import { renderLiteral, type Html } from './text.ts';
import { formatClockTime, formatExactTime } from './time.ts';

/** The number of events and of pings that the log lists. */
export const DELIVERIES_LISTED = 20;

/** Recent events and pings. */
export interface Deliveries {
  /** Newest first. */
  readonly events: readonly EventRecord[];
  /** Newest first. */
  readonly pings: readonly PublishedMessage[];
}

const OUTCOMES: Readonly<Record<EventRecord['outcome'], string>> = {
  delivered: 'delivered',
  failed: 'failed',
  'no-handler': 'no handler',
  'timed-out': 'timed out',
  waiting: 'waiting',
  withheld: 'not sent',
};

const FAILURES: ReadonlySet<EventRecord['outcome']> = new Set(['failed', 'timed-out']);

/** Renders the log: a summary with the newest event and ping, which opens to both lists. */
export function renderDeliveryLog({ events, pings }: Deliveries): Html {
  const failed = events.filter(({ outcome }) => FAILURES.has(outcome)).length;
  return html`<details id="delivery">
    <summary>
      <span class="delivery-title">Delivery</span>
      <span id="delivery-newest">
        <span id="newest-event" class="newest"
          >${events[0] ? renderEvent(events[0]) : html`<span class="note">No events yet</span>`}</span
        >
        <span id="newest-ping" class="newest"
          >${pings[0] ? renderPing(pings[0]) : html`<span class="note">No pings yet</span>`}</span
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
      <section aria-labelledby="pings-title">
        <h2 id="pings-title">Realtime pings <span class="note">to pages</span></h2>
        <ol id="ping-list" tabindex="0" aria-labelledby="pings-title">
          ${pings.map((ping, index) => renderPingItem(ping, indexWithinMillisecond(pings, index)))}
        </ol>
      </section>
    </div>
  </details>`;
}

function renderEvent({ name, outcome }: EventRecord): Html {
  return html`<span class="delivered-name">${name}</span>
    <span class="outcome is-${outcome}">${OUTCOMES[outcome]}</span>`;
}

function renderEventItem(event: EventRecord): Html {
  const conversation = conversationOf(event.data);
  return html`<li id="event-${event.id}" class="delivery-item">
    ${renderTime(event.eventTime)} ${renderEvent(event)}
    ${event.withheld ? html`<span class="note">${WITHHELD_REASONS[event.withheld]}</span>` : ''}
    ${
      conversation
        ? html`<a class="note" href="/_emulator/inbox/${conversation}">conversation</a>`
        : ''
    }
    ${event.error === undefined ? '' : html`<p class="error">${renderLiteral(truncate(event.error, 600))}</p>`}
  </li>`;
}

const WITHHELD_REASONS: Readonly<Record<NonNullable<EventRecord['withheld']>, string>> = {
  preview: 'caused in preview',
  api: 'message sent through the API',
};

function renderPing({ channel, payload, delivered }: PublishedMessage): Html {
  return html`<span class="delivered-name">${renderLiteral(truncate(channel.name, 60))}</span>
    <span class="ping-kind">${renderLiteral(kindOf(payload))}</span>
    <span class="outcome is-${delivered > 0 ? 'delivered' : 'no-handler'}"
      >${delivered === 0 ? 'No subscribers' : `delivered to ${delivered}`}</span
    >`;
}

function renderPingItem(ping: PublishedMessage, number: number): Html {
  const { channel, at } = ping;
  return html`<li id="ping-${at}-${number}" class="delivery-item">
    ${renderTime(at)} ${renderPing(ping)}
    ${
      channel.resourceId
        ? html`<span class="note">for ${renderLiteral(truncate(channel.resourceId, 60))}</span>`
        : ''
    }
  </li>`;
}

/** The number of older pings of the same millisecond, which makes the ID of a ping unique. */
function indexWithinMillisecond(pings: readonly PublishedMessage[], index: number): number {
  return pings.slice(index + 1).filter(({ at }) => at === pings[index]?.at).length;
}

/** The field `kind` of a payload, if it is a string. */
function kindOf(payload: unknown): string {
  const kind: unknown =
    typeof payload === 'object' && payload !== null && 'kind' in payload ? payload.kind : undefined;
  return typeof kind === 'string' ? truncate(kind, 60) : 'no kind';
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
