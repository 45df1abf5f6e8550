// The bar above every page: who visits it, and what happens to the site from outside. On Wix people do these things elsewhere.
import { readFileSync } from 'node:fs';
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { PageSession } from './page-session.ts';

/** What the bar tells about the page. */
export interface SessionBarContent {
  readonly session: PageSession;
  /** How the visitor, member or owner is called. */
  readonly name: string;
  /** The other pages of the site: address and title. */
  readonly pages: readonly { readonly path: string; readonly title: string }[];
  /** What the developer should know about this page. */
  readonly notes: readonly string[];
}

const STYLE = readFileSync(new URL('session-bar.css', import.meta.url), 'utf8');
const KINDS: Readonly<Record<string, string>> = {
  visitor: 'anonymous visitor',
  member: 'logged-in member',
  user: 'site owner in preview',
};

/** Writes the bar; `browser/act-as.ts` brings it to life. Its own shadow tree keeps the site's styles and ids apart from it. */
export async function sessionBarHtml({
  session,
  name,
  pages,
  notes,
}: SessionBarContent): Promise<string> {
  const { kind, id } = session.identity;
  return String(
    await html`<velo-bar
      ><template shadowrootmode="open"
        ><style>
          ${raw(STYLE)}
        </style>
        <header class="bar" aria-label="Local Wix">
          <p class="who" title="${kind} ${id}">
            <span class="dot ${kind}" aria-hidden="true"></span><b>${name}</b>
            <small>${KINDS[kind] ?? kind}</small>
          </p>
          <nav>
            ${actAsPanel(kind)} ${happenPanel()} ${eventsPanel()} ${pagesPanel(pages)}
            <a href="/_emulator/inbox" target="local-inbox">Inbox</a>
          </nav>
          <p class="said" id="said" role="status"></p>
        </header>
        ${notes.map((note) => html`<p class="note">${note}</p>`)}
        <ul class="faults" id="faults" role="alert" aria-label="Errors of the page" hidden></ul
      ></template>
    </velo-bar>`,
  );
}

function actAsPanel(kind: string): HtmlEscapedString | Promise<HtmlEscapedString> {
  return html`<details name="panel">
    <summary>Act as</summary>
    <div class="panel">
      <button type="button" data-do="visitor">
        ${kind === 'visitor' ? 'New visitor' : 'Log out'}
      </button>
      <form data-submit="member">
        <label>E-mail <input name="email" type="email" required autocomplete="off" /></label>
        <label>Name, if new <input name="name" maxlength="100" autocomplete="off" /></label>
        <button>Log in as member</button>
      </form>
      <button type="button" data-do="owner">Site owner on the live site</button>
      <button type="button" data-do="user">Site owner in preview</button>
    </div>
  </details>`;
}

function happenPanel(): HtmlEscapedString | Promise<HtmlEscapedString> {
  return html`<details name="panel">
    <summary>Actions</summary>
    <div class="panel">
      <button type="button" data-do="like">Like the post</button>
      <form data-submit="contact">
        <label>E-mail <input name="email" type="email" required autocomplete="off" /></label>
        <label>Name <input name="name" required maxlength="100" autocomplete="off" /></label>
        <fieldset>
          <legend>The contact comes from</legend>
          <label class="tick"
            ><input type="radio" name="source" value="form" checked /> site form</label
          >
          <label class="tick"><input type="radio" name="source" value="owner" /> owner</label>
        </fieldset>
        <button>Create contact</button>
      </form>
    </div>
  </details>`;
}

function eventsPanel(): HtmlEscapedString | Promise<HtmlEscapedString> {
  return html`<details name="panel">
    <summary>Events</summary>
    <div class="panel">
      <ol id="events" aria-label="What the site's handlers did, the newest first">
        <li class="none">Nothing has happened yet.</li>
      </ol>
    </div>
  </details>`;
}

function pagesPanel(pages: SessionBarContent['pages']): unknown {
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
