// Renders the page for an address without a page: it lists the site's pages. Wix shows the site's own 404 page.
import { html } from 'hono/html';

/** Renders the page for an address that has none. `style` is the text of a style sheet. */
export async function renderNotFoundPage(
  path: string,
  pages: readonly { readonly path: string; readonly title: string }[],
  style: string,
): Promise<string> {
  const items = pages.map((it) => html`<li><a href="${it.path}">${it.title}</a></li>`);
  return String(
    await html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>Page not found</title>
        </head>
        <body class="inferred">
          <main>
            <h1>Page not found</h1>
            <p>
              This site has no page <code>${path.slice(0, 200)}</code>. Its pages (by file name):
            </p>
            <ul>
              ${items}
            </ul>
          </main>
        </body>
      </html>`,
  ).replace('</head>', () => `<style>${style}</style></head>`);
}
