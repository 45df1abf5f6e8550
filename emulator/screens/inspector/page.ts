// Renders the page of the inspector: the requests, what was delivered, and the settings.
import { html, raw } from 'hono/html';
import type { InspectorView } from '../../wix/inspector-view-model.ts';
import type { Html } from '../inbox/text.ts';
import { renderScreenLinks } from '../screen-links.ts';
import { renderEvents, renderWebhooks } from './deliveries.ts';
import { renderOutbox } from './outbox.ts';
import { renderRequests } from './requests.ts';
import { renderAssumptions, renderClock, renderFaults } from './settings.ts';
import { renderSeed, renderSnapshot } from './state.ts';

// Not part of the template below: the transform that removes types rewrites templates that contain `</script>`.
const SCRIPT = raw(
  '<script type="module" src="/_emulator/inspector/assets/inspector.browser.ts"></script>',
);

/** Renders the whole document. @param seed the number of entries of each key of the seed */
export function renderInspectorPage(
  view: InspectorView,
  seed: Readonly<Record<string, number>>,
): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Inspector</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/_emulator/inbox/assets/inbox.css" />
        <link rel="stylesheet" href="/_emulator/inspector/assets/inspector.css" />
        ${SCRIPT}
      </head>
      <body class="inspector">
        <a class="skip" href="#requests">Skip to requests</a>
        <header class="top">
          <h1>Inspector</h1>
          <p id="live" role="status">Connecting…</p>
          ${renderScreenLinks('/_emulator/inspector')}
        </header>
        <p id="done" role="status"></p>
        ${renderInspectorPanes(view, seed)}
      </body>
    </html>`;
}

/** Renders the part of the page that live updates change. */
export function renderInspectorPanes(
  view: InspectorView,
  seed: Readonly<Record<string, number>>,
): Html {
  return html`<main id="inspector">
    <div class="column">
      ${renderRequests(view.requests)} ${renderEvents(view.events)}
      ${renderWebhooks(view.deliveries)} ${renderOutbox(view.emails)}
    </div>
    <div class="column">
      ${renderClock(view.clock)} ${renderFaults(view)} ${renderSeed(seed)} ${renderSnapshot()}
      ${renderAssumptions(view.assumptions)}
    </div>
  </main>`;
}
