// Renders the page of the data screen: the list of collections, and the items of the open one.
import { html, raw } from 'hono/html';
import type { DataView, OpenCollection } from '../../wix/data/data-view-model.ts';
import type { Html } from '../inbox/text.ts';
import { renderScreenLinks } from '../screen-links.ts';
import { renderItems } from './items.ts';

// Not part of the template below: the transform that removes types rewrites templates that contain `</script>`.
const SCRIPT = raw('<script type="module" src="/_emulator/data/assets/data.browser.ts"></script>');

/** Renders the whole document. @param missing the collection that was asked for and does not exist */
export function renderDataPage({ collections, open }: DataView, missing: string | undefined): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Data</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/_emulator/inbox/assets/inbox.css" />
        <link rel="stylesheet" href="/_emulator/inspector/assets/inspector.css" />
        <link rel="stylesheet" href="/_emulator/data/assets/data.css" />
        ${SCRIPT}
      </head>
      <body class="inspector">
        <header class="top">
          <h1>Data</h1>
          ${renderScreenLinks('/_emulator/data')}
        </header>
        <p id="done" role="status"></p>
        <main id="data">
          <nav aria-label="Collections">
            <ul id="collections">
              ${collections.map(
                ({ name, count }) =>
                  html`<li>
                    <a
                      href="${linkTo(name)}"
                      ${name === open?.name ? raw('aria-current="page"') : ''}
                      >${name}</a
                    >
                    <span class="note">${count}</span>
                  </li>`,
              )}
            </ul>
            ${collections.length === 0 ? html`<p class="note">No collections yet.</p>` : ''}
          </nav>
          ${open ? renderCollection(open) : renderHint(missing)}
        </main>
      </body>
    </html>`;
}

function renderHint(missing: string | undefined): Html {
  return html`<section>
    <p>
      ${
        missing === undefined
          ? 'Choose a collection. The seed declares collections with fields, permissions and items.'
          : `There is no collection "${missing.slice(0, 140)}".`
      }
    </p>
  </section>`;
}

function renderCollection(open: OpenCollection): Html {
  const { name, permissions, total } = open;
  return html`<section aria-labelledby="collection-title">
    <h2 id="collection-title">${name}</h2>
    <p class="note">
      ${total} ${total === 1 ? 'item' : 'items'} on the live site. read: ${permissions.read},
      insert: ${permissions.insert}, update: ${permissions.update}, remove: ${permissions.remove}
    </p>
    ${renderItems(open)}
  </section>`;
}

function linkTo(collection: string): string {
  return `/_emulator/data?collection=${encodeURIComponent(collection)}`;
}
