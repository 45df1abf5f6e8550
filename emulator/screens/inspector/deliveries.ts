// Renders the events and the webhooks with what came of them.
import { html } from 'hono/html';
import type { EventRecord } from '../../wix/core/events.ts';
import type { WebhookDelivery } from '../../wix/webhooks/delivery-store.ts';
import { renderEventItem } from '../inbox/delivery-log.ts';
import { renderLiteral, type Html } from '../inbox/text.ts';
import { renderLogSection } from './log-section.ts';

/** Renders the events to the site. */
export function renderEvents(events: readonly EventRecord[]): Html {
  return renderLogSection({
    id: 'events',
    title: 'Events',
    note: 'What the handlers of the site did, the newest first.',
    empty: 'No events yet.',
    items: events.map(renderEventItem),
  });
}

/** Renders the deliveries to webhooks of apps. */
export function renderWebhooks(deliveries: readonly WebhookDelivery[]): Html {
  return renderLogSection({
    id: 'webhooks',
    title: 'Webhooks',
    note: 'Deliveries to apps, the newest first.',
    empty: 'No deliveries yet.',
    items: deliveries.map(renderDelivery),
  });
}

function renderDelivery({ id, event, url, status, attempts, nextAttempt }: WebhookDelivery): Html {
  const last = attempts.at(-1);
  return html`<li id="webhook-${id}" class="delivery-item">
    <span class="delivered-name">${event.name}</span>
    <span class="outcome is-${status}">${status}</span>
    <span class="note">to ${renderLiteral(url.slice(0, 200))}</span>
    <span class="note"
      >${attempts.length}
      attempts${last ? `, last: ${last.outcome}` : ''}${last?.status ? ` ${last.status}` : ''}${
        nextAttempt === null ? '' : `, next at ${nextAttempt}`
      }</span
    >
    ${last?.error === undefined ? '' : html`<p class="error">${renderLiteral(last.error.slice(0, 600))}</p>`}
  </li>`;
}
