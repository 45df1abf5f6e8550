// Renders the delivery log: recent events, Realtime messages and webhooks with their outcome. `/_emulator/events`,
// `/_emulator/realtime` and `/_emulator/webhooks` return their full contents.
import { html } from 'hono/html';
import type { EventRecord } from '../../wix/core/events.ts';
import type { PublishedMessage } from '../../wix/realtime/channels.ts';
import type { WebhookDelivery } from '../../wix/webhooks/delivery-store.ts';
import { renderLiteral, type Html } from './text.ts';
import { formatClockTime, formatExactTime } from './time.ts';

/** The number of events, of Realtime messages and of webhook deliveries that the log lists. */
export const DELIVERIES_LISTED = 20;

/** Recent events, Realtime messages and deliveries to webhooks. */
export interface Deliveries {
  /** Newest first. */
  readonly events: readonly EventRecord[];
  /** Newest first. */
  readonly realtime: readonly PublishedMessage[];
  /** Newest first. */
  readonly webhooks: readonly WebhookDelivery[];
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

/** Renders the log: a summary with the newest event, Realtime message and webhook, which opens to three lists. */
export function renderDeliveryLog({ events, realtime, webhooks }: Deliveries): Html {
  const failed =
    events.filter(({ outcome }) => FAILURES.has(outcome)).length +
    webhooks.filter(hasFailed).length;
  return html`<details id="delivery">
    <summary>
      <span class="delivery-title">Deliveries</span>
      <span id="delivery-newest">
        <span id="newest-event" class="newest"
          >${events[0] ? renderEvent(events[0]) : html`<span class="note">No events yet</span>`}</span
        >
        <span id="newest-realtime" class="newest"
          >${realtime[0] ? renderMessage(realtime[0]) : html`<span class="note">No Realtime messages yet</span>`}</span
        >
        <span id="newest-webhook" class="newest"
          >${webhooks[0] ? renderDelivery(webhooks[0]) : ''}</span
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
      <section aria-labelledby="webhooks-title">
        <h2 id="webhooks-title">Webhooks <span class="note">to apps</span></h2>
        <ol id="webhook-list" tabindex="0" aria-labelledby="webhooks-title">
          ${webhooks.map(renderDeliveryItem)}
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

/** Whether a delivery was not accepted when it was last tried. It may still be repeated. */
function hasFailed({ status, attempts }: WebhookDelivery): boolean {
  return status !== 'delivered' && attempts.length > 0;
}

function renderDelivery(delivery: WebhookDelivery): Html {
  const { event, status } = delivery;
  return html`<span class="delivered-name">${event.name}</span>
    <span class="outcome is-${hasFailed(delivery) ? 'failed' : status}"
      >${hasFailed(delivery) ? toProblem(delivery) : status}</span
    >`;
}

/** Says what came of the last attempt of a delivery that was not accepted. */
function toProblem({ attempts, status }: WebhookDelivery): string {
  const last = attempts.at(-1);
  const answer = last?.status === undefined ? last?.outcome : `status ${String(last.status)}`;
  return `${answer ?? ''}${status === 'failed' ? ', given up' : ''}`;
}

function renderDeliveryItem(delivery: WebhookDelivery): Html {
  const { id, url, attempts, nextAttempt } = delivery;
  const last = attempts.at(-1);
  const error = last?.error;
  return html`<li id="webhook-${id}" class="delivery-item">
    ${last ? renderTime(last.at) : ''} ${renderDelivery(delivery)}
    <span class="note">${renderLiteral(truncate(url, 80))}</span>
    ${attempts.length > 1 ? html`<span class="note">${attempts.length} attempts</span>` : ''}
    ${nextAttempt === null ? '' : html`<span class="note">next at ${renderTime(nextAttempt)}</span>`}
    ${error === undefined ? '' : html`<p class="error">${renderLiteral(truncate(error, 600))}</p>`}
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
