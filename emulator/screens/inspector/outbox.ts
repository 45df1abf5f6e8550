// Renders the triggered emails, which are not sent.
import { html } from 'hono/html';
import type { ListedEmail } from '../../wix/triggered-emails/triggered-emails.ts';
import { renderLiteral, type Html } from '../inbox/text.ts';
import { renderLogSection } from './log-section.ts';

/** Renders the triggered emails. */
export function renderOutbox(emails: readonly ListedEmail[]): Html {
  return renderLogSection({
    id: 'outbox',
    title: 'Outbox',
    note: 'Triggered emails, the newest first. None leaves this machine.',
    empty: 'No triggered emails yet.',
    items: emails.map(renderEmail),
  });
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
