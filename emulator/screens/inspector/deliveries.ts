// Renders the events and the webhooks with what came of them.
import { html } from 'hono/html';
import type { EventRecord } from '../../wix/core/events.ts';
import type { WebhookDelivery } from '../../wix/webhooks/delivery-store.ts';
import { renderEventItem } from '../inbox/delivery-log.ts';
import { renderLiteral, type Html } from '../inbox/text.ts';

/** Renders the events to the site. */
export function renderEvents(events: readonly EventRecord[]): Html {
  return html`<section aria-labelledby="events-title">
    <h2 id="events-title">Events</h2>
    <p id="events-note" class="note">
      ${events.length === 0 ? 'No events yet.' : 'What the handlers of the site did, the newest first.'}
    </p>
    <ol id="events" tabindex="0" aria-labelledby="events-title">
      ${events.map(renderEventItem)}
    </ol>
  </section>`;
}

/** Renders the deliveries to webhooks of apps. */
export function renderWebhooks(deliveries: readonly WebhookDelivery[]): Html {
  return html`<section aria-labelledby="webhooks-title">
    <h2 id="webhooks-title">Webhooks</h2>
    <p id="webhooks-note" class="note">
      ${deliveries.length === 0 ? 'No deliveries yet.' : 'Deliveries to apps, the newest first.'}
    </p>
    <ol id="webhooks" tabindex="0" aria-labelledby="webhooks-title">
      ${deliveries.map(renderDelivery)}
    </ol>
  </section>`;
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
  </li>`;
}
