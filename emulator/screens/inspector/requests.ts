// Renders the requests to the emulated Wix: who called, what came of it, and the evidence for the answer.
import { html } from 'hono/html';
import type { InspectedRequest } from '../../wix/inspector-view-model.ts';
import { renderLink, renderLiteral, type Html } from '../inbox/text.ts';

/** The most characters of a request's body that are shown. */
const BODY_CHARS = 4000;

/** Renders the list of requests. */
export function renderRequests(requests: readonly InspectedRequest[]): Html {
  return html`<section aria-labelledby="requests-title">
    <h2 id="requests-title">Requests to Wix</h2>
    <p id="requests-note" class="note">
      ${requests.length === 0 ? 'No requests yet.' : `The last ${requests.length}, the newest first.`}
    </p>
    <ol id="requests" tabindex="0" aria-labelledby="requests-title">
      ${requests.map(renderRequest)}
    </ol>
  </section>`;
}

function renderRequest(request: InspectedRequest): Html {
  const { number, operation, status, identity, ms, error, unread, evidence } = request;
  const isRefused = status === 0 || status >= 400;
  return html`<li id="request-${number}">
    <details>
      <summary>
        <span class="outcome is-${isRefused ? 'failed' : 'delivered'}"
          >${status === 0 ? 'lost' : status}</span
        >
        <span class="operation">${renderLiteral(cut(operation, 120))}</span>
        <span class="note">${identity ? identity.kind : 'no token'}, ${ms.toFixed(1)} ms</span>
        ${evidence ? html`<span class="kind grade-${evidence.grade}">${evidence.grade}</span>` : ''}
        ${error === undefined ? '' : html`<span class="error">${renderLiteral(cut(error, 120))}</span>`}
        ${unread.length === 0 ? '' : html`<span class="kind">${unread.length} unread</span>`}
      </summary>
      <dl>
        <dt>Request</dt>
        <dd>${renderLiteral(cut(`${request.method} ${request.path}`, 400))}</dd>
        <dt>Identity</dt>
        <dd>
          ${identity ? html`${identity.kind} ${renderLiteral(identity.id)}${'preview' in identity ? ', in preview' : ''}` : 'No known token'}
        </dd>
        <dt>Evidence</dt>
        <dd>${renderEvidence(request)}</dd>
        <dt>Unread fields</dt>
        <dd>
          ${
            unread.length === 0
              ? 'None: the operation read every field.'
              : unread.slice(0, 50).map((field) => html`${renderLiteral(cut(field, 200))} `)
          }
        </dd>
        <dt>Body</dt>
        <dd><pre tabindex="0" aria-label="Body">${cut(toText(request.body), BODY_CHARS)}</pre></dd>
      </dl>
    </details>
  </li>`;
}

function renderEvidence({ evidence }: InspectedRequest): Html {
  if (!evidence) return html`None: no operation has this path.`;
  const { grade, source, notes } = evidence;
  return html`${grade}:
  ${source.startsWith('https://') ? renderLink(source) : renderLiteral(source)}
  ${notes === undefined ? '' : html`<p class="note">${notes}</p>`}`;
}

function toText(body: unknown): string {
  return body === null || body === undefined ? '' : JSON.stringify(body, null, 2);
}

function cut(text: string, chars: number): string {
  return text.length > chars ? `${text.slice(0, chars)}…` : text;
}
