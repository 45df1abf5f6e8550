// What became of Wix's events and Realtime's pings on this site. Leaves out their contents: `/_emulator/events` and `/_emulator/realtime` have them.
import { html } from 'hono/html';
import type { EventRecord } from '../../wix/core/events.ts';
import type { PublishedMessage } from '../../wix/realtime/channels.ts';
import { literalOf, type Html } from './text.ts';
import { clockTime, exactTime } from './time.ts';

/** How many events, and how many pings, the strip lists. */
export const DELIVERIES_LISTED = 20;

/** What was delivered lately. */
export interface Deliveries {
  /** The newest first. */
  readonly events: readonly EventRecord[];
  /** The newest first. */
  readonly pings: readonly PublishedMessage[];
}

const OUTCOMES: Readonly<Record<EventRecord['outcome'], string>> = {
  delivered: 'delivered',
  failed: 'failed',
  'no-handler': 'no handler',
  'timed-out': 'timed out',
  waiting: 'waiting',
  withheld: 'not raised',
};

const FAILURES: ReadonlySet<EventRecord['outcome']> = new Set(['failed', 'timed-out']);

/** The strip: one line that always shows the newest of both, and the lists behind a click. */
export function deliveryStrip({ events, pings }: Deliveries): Html {
  const failed = events.filter(({ outcome }) => FAILURES.has(outcome)).length;
  return html`<details id="delivery">
    <summary>
      <span class="strip-title">Delivery</span>
      <span id="delivery-newest">
        <span id="newest-event" class="newest"
          >${events[0] ? eventLine(events[0]) : html`<span class="note">No events yet</span>`}</span
        >
        <span id="newest-ping" class="newest"
          >${pings[0] ? pingLine(pings[0]) : html`<span class="note">No pings yet</span>`}</span
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
          ${events.map(eventItem)}
        </ol>
      </section>
      <section aria-labelledby="pings-title">
        <h2 id="pings-title">Realtime pings <span class="note">to pages</span></h2>
        <ol id="ping-list" tabindex="0" aria-labelledby="pings-title">
          ${pings.map((ping, index) => pingItem(ping, numberAmong(pings, index)))}
        </ol>
      </section>
    </div>
  </details>`;
}

function eventLine({ name, outcome }: EventRecord): Html {
  return html`<span class="delivered-name">${name}</span>
    <span class="outcome is-${outcome}">${OUTCOMES[outcome]}</span>`;
}

function eventItem(event: EventRecord): Html {
  const conversation = conversationOf(event.data);
  return html`<li id="event-${event.id}" class="delivery-item">
    ${timeOf(event.eventTime)} ${eventLine(event)}
    ${event.withheld ? html`<span class="note">${WITHHELD[event.withheld]}</span>` : ''}
    ${
      conversation
        ? html`<a class="note" href="/_emulator/inbox/${conversation}">conversation</a>`
        : ''
    }
    ${event.error === undefined ? '' : html`<p class="error">${literalOf(short(event.error, 600))}</p>`}
  </li>`;
}

const WITHHELD: Readonly<Record<NonNullable<EventRecord['withheld']>, string>> = {
  preview: 'done in the preview',
  api: 'sent by the API',
};

function pingLine({ channel, payload, delivered }: PublishedMessage): Html {
  return html`<span class="delivered-name">${literalOf(short(channel.name, 60))}</span>
    <span class="ping-kind">${literalOf(kindOf(payload))}</span>
    <span class="outcome is-${delivered > 0 ? 'delivered' : 'no-handler'}"
      >${delivered === 0 ? 'nobody listens' : `delivered to ${delivered}`}</span
    >`;
}

function pingItem(ping: PublishedMessage, number: number): Html {
  const { channel, at } = ping;
  return html`<li id="ping-${at}-${number}" class="delivery-item">
    ${timeOf(at)} ${pingLine(ping)}
    ${
      channel.resourceId
        ? html`<span class="note">for ${literalOf(short(channel.resourceId, 60))}</span>`
        : ''
    }
  </li>`;
}

/** What tells a ping from others of the same millisecond: how many of those are older. */
function numberAmong(pings: readonly PublishedMessage[], index: number): number {
  return pings.slice(index + 1).filter(({ at }) => at === pings[index]?.at).length;
}

/** The field `kind` of a payload, if it is a text. */
function kindOf(payload: unknown): string {
  const kind: unknown =
    typeof payload === 'object' && payload !== null && 'kind' in payload ? payload.kind : undefined;
  return typeof kind === 'string' ? short(kind, 60) : 'no kind';
}

function conversationOf(data: unknown): string | undefined {
  const id: unknown =
    typeof data === 'object' && data !== null && 'conversationId' in data
      ? data.conversationId
      : undefined;
  return typeof id === 'string' && /^[0-9a-f-]{36}$/i.test(id) ? id : undefined;
}

function timeOf(iso: string): Html {
  const moment = new Date(iso);
  return html`<time datetime="${iso}" title="${exactTime(moment)}">${clockTime(moment)}</time>`;
}

function short(text: string, chars: number): string {
  return text.length > chars ? `${text.slice(0, chars)}…` : text;
}
