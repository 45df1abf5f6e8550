// Renders the triggered emails, which are not sent.
import { html } from 'hono/html';
import type { ListedEmail } from '../../wix/triggered-emails/triggered-emails.ts';
import { renderLiteral, type Html } from '../inbox/text.ts';

/** Renders the triggered emails. */
export function renderOutbox(emails: readonly ListedEmail[]): Html {
  return html`<section aria-labelledby="outbox-title">
    <h2 id="outbox-title">Outbox</h2>
    <p id="outbox-note" class="note">
      ${emails.length === 0 ? 'No triggered emails yet.' : 'Triggered emails, the newest first. None leaves this machine.'}
    </p>
    <ol id="outbox" tabindex="0" aria-labelledby="outbox-title">
      ${emails.map(renderEmail)}
    </ol>
  </section>`;
}

function renderEmail({ id, emailId, to, variables, createdDate, isSent }: ListedEmail): Html {
  return html`<li id="email-${id}" class="delivery-item">
    <span class="delivered-name">${renderLiteral(emailId)}</span>
    <span class="outcome is-${isSent ? 'delivered' : 'failed'}"
      >${isSent ? 'sent' : 'withheld: the contact is unsubscribed'}</span
    >
    <span class="note">to ${renderLiteral(to)}, ${createdDate}</span>
    <dl class="note">
      ${Object.entries(variables).map(
        ([name, value]) =>
          html`<div>
            <dt>${renderLiteral(name)}</dt>
            <dd>${renderLiteral(value)}</dd>
          </div>`,
      )}
    </dl>
  </li>`;
}
