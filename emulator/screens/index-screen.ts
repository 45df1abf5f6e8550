// Serves `/_emulator/` to browsers: the list of control routes as a page. Other clients get it as JSON.
import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Html } from './inbox/text.ts';
import { renderScreenLinks } from './screen-links.ts';
import { strictHeaders } from './strict-headers.ts';

/** A control route as the page shows it. Texts are Markdown. */
export interface IndexedRoute {
  readonly method: string;
  readonly path: string;
  readonly topic: string;
  readonly description: string;
  readonly returns: string;
  readonly body?: { readonly schema: object; readonly example: object };
}

/** Creates the index, to be mounted at `/`. Requests that do not accept HTML are passed on. */
export function createIndexScreen(routes: readonly IndexedRoute[]): Hono {
  const screen = new Hono();
  screen.on('GET', ['/_emulator', '/_emulator/'], strictHeaders(), async (c, next) =>
    c.req.header('accept')?.includes('text/html') ? c.html(renderIndex(routes)) : next(),
  );
  return screen;
}

function renderIndex(routes: readonly IndexedRoute[]): Html {
  const topics = [...new Set(routes.map(({ topic }) => topic))];
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Control routes</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/_emulator/inbox/assets/inbox.css" />
        <link rel="stylesheet" href="/_emulator/inspector/assets/inspector.css" />
      </head>
      <body class="inspector">
        <header class="top">
          <h1>Control routes</h1>
          ${renderScreenLinks('/_emulator/')}
        </header>
        <main class="index">
          <p>
            Tests and scripts control the emulator with these routes. Bodies are JSON. The same list
            in
            <a href="/_emulator/openapi.json">OpenAPI 3.1</a>, with the emulated operations of Wix.
          </p>
          ${topics.map((topic) =>
            renderTopic(
              topic,
              routes.filter((route) => route.topic === topic),
            ),
          )}
        </main>
      </body>
    </html>`;
}

function renderTopic(topic: string, routes: readonly IndexedRoute[]): Html {
  return html`<section>
    <h2>${topic}</h2>
    ${routes.map(renderRoute)}
  </section>`;
}

function renderRoute({ method, path, description, returns, body }: IndexedRoute): Html {
  return html`<details>
    <summary><code>${method} ${path}</code></summary>
    <p>${renderMarkdown(description)}</p>
    <p class="note">Returns ${renderMarkdown(returns)}</p>
    ${
      body
        ? html`<p>Example</p>
            <pre tabindex="0" aria-label="Example of ${method} ${path}">
${toJson(body.example)}</pre>
            <p>Schema</p>
            <pre tabindex="0" aria-label="Schema of ${method} ${path}">${toJson(body.schema)}</pre>`
        : ''
    }
  </details>`;
}

function toJson(value: object): string {
  return JSON.stringify(value, null, 2);
}

/** Renders code, and the text of links: their targets are pages of the documentation. */
function renderMarkdown(markdown: string): readonly (Html | string)[] {
  return markdown
    .replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
}
