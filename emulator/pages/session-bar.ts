// Renders the session bar above every page: it shows and changes the session, and triggers events that happen
// outside the site (likes, new contacts).
import { readFileSync } from 'node:fs';
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { PageSession } from './page-session.ts';

/** The content of the bar. */
export interface SessionBarContent {
  readonly session: PageSession;
  /** The display name of the visitor, member or site owner. */
  readonly name: string;
  /** The pages of the site: URL path and title. */
  readonly pages: readonly { readonly path: string; readonly title: string }[];
  /** Notes for the developer about this page. */
  readonly notes: readonly string[];
}

const STYLE = readFileSync(new URL('session-bar.css', import.meta.url), 'utf8');
const IDENTITY_LABELS: Readonly<Record<string, string>> = {
  visitor: 'anonymous visitor',
  member: 'logged-in member',
  user: 'site owner in preview',
};

/**
 * Renders the HTML of the bar; `browser/session-bar.ts` adds its behaviour. A shadow root isolates it from the site's
 * styles and ids.
 */
export async function renderSessionBar({
  session,
  name,
  pages,
  notes,
}: SessionBarContent): Promise<string> {
  const { kind, id, roles = [] } = session.identity;
  const label = roles.includes('Admin') ? 'site owner (member)' : IDENTITY_LABELS[kind];
  return String(
    await html`<velo-bar
      ><template shadowrootmode="open"
        ><style>
          ${raw(STYLE)}
        </style>
        <section class="bar" aria-label="Emulator">
          <p class="session" title="${kind} ${id}">
            <span class="dot ${kind}" aria-hidden="true"></span><b>${name}</b>
            <small>${label ?? kind}</small>
          </p>
          <nav>
            ${renderActAsPanel(kind)} ${renderActionsPanel()} ${renderEventsPanel()}
            ${renderPagesPanel(pages)}
            <a href="/_emulator/inbox" target="emulator-inbox">Inbox</a>
          </nav>
          <p class="status" id="bar-status" role="status"></p>
        </section>
        ${notes.map((note) => html`<p class="note">${note}</p>`)}
        <div class="errors" role="alert" aria-label="Page errors" hidden>
          <ul id="bar-errors"></ul></div
      ></template>
    </velo-bar>`,
  );
}

function renderActAsPanel(kind: string): HtmlEscapedString | Promise<HtmlEscapedString> {
  return html`<details name="panel">
    <summary>Act as</summary>
    <div class="panel">
      <button type="button" data-action="visitor">
        ${kind === 'visitor' ? 'New visitor' : 'Log out (new visitor)'}
      </button>
      <form data-action="member">
        <label>Email <input name="email" type="email" required autocomplete="off" /></label>
        <label
          >Name (for a new member) <input name="name" maxlength="100" autocomplete="off"
        /></label>
        <button>Log in as member</button>
      </form>
      <button type="button" data-action="owner" title="A member with the role Admin">
        Site owner on the live site
      </button>
      <button type="button" data-action="user" title="A Wix user in the editor's preview">
        Site owner in preview
      </button>
    </div>
  </details>`;
}

function renderActionsPanel(): HtmlEscapedString | Promise<HtmlEscapedString> {
  return html`<details name="panel">
    <summary>Actions</summary>
    <div class="panel">
      <button type="button" data-action="like">Like the post</button>
      <form data-action="contact">
        <label>Email <input name="email" type="email" required autocomplete="off" /></label>
        <label>Name <input name="name" required maxlength="100" autocomplete="off" /></label>
        <fieldset>
          <legend>Source</legend>
          <label class="option"
            ><input type="radio" name="source" value="form" checked /> Site form</label
          >
          <label class="option"
            ><input type="radio" name="source" value="owner" /> Site owner</label
          >
        </fieldset>
        <button>Create contact</button>
      </form>
    </div>
  </details>`;
}

function renderEventsPanel(): HtmlEscapedString | Promise<HtmlEscapedString> {
  return html`<details name="panel">
    <summary>Events</summary>
    <div class="panel">
      <ol id="bar-events" aria-label="Events, newest first">
        <li class="none">None yet.</li>
      </ol>
    </div>
  </details>`;
}

function renderPagesPanel(pages: SessionBarContent['pages']): unknown {
  if (pages.length < 2) return '';
  return html`<details name="panel">
    <summary>Pages</summary>
    <div class="panel">
      <ul>
        ${pages.map(({ path, title }) => html`<li><a href="${path}">${title}</a></li>`)}
      </ul>
    </div>
  </details>`;
}
