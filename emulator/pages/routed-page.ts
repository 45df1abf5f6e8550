// Emulates what Wix's site server does with the response of a router: the head of the page, redirects, and pages with a
// status. Not emulated: links, structured data and keywords of the head.
import { html, raw } from 'hono/html';

/** The response of a router. */
export interface RouterAnswer {
  readonly status: number;
  readonly page?: string | readonly string[] | undefined;
  readonly data?: unknown;
  readonly head?: unknown;
  readonly message?: string | undefined;
  readonly redirectUrl?: string | undefined;
}

/** The messages of a response without one. */
const MESSAGES: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  404: 'Not Found',
  500: 'Internal Server Error',
};

/** Renders the title and the meta elements that a router passes, and names what is ignored. */
export function renderHead(head: unknown): {
  readonly html: string;
  readonly title: string | undefined;
  readonly ignored: readonly string[];
} {
  const { title, description, noIndex, metaTags, ...others }: Record<string, unknown> =
    typeof head === 'object' && head !== null ? { ...head } : {};
  const tags = [
    ...(description === undefined ? [] : [{ name: 'description', content: description }]),
    ...(noIndex === true ? [{ name: 'robots', content: 'noindex' }] : []),
    ...listMetaTags(metaTags),
  ].map((tag) => {
    const attributes = Object.entries(tag).filter(([name]) => /^[a-z-]+$/i.test(name));
    return html`<meta${attributes.map(([name, value]) => html` ${raw(name)}="${String(value)}"`)} />`;
  });
  return {
    html: tags.map(String).join('\n'),
    title: typeof title === 'string' ? title : undefined,
    ignored: Object.keys(others),
  };
}

/** Sets the title of a page's HTML. */
export function setTitle(text: string, title: string): string {
  const element = String(html`<title>${title}</title>`);
  return /<title>[\s\S]*?<\/title>/i.test(text)
    ? text.replace(/<title>[\s\S]*?<\/title>/i, () => element)
    : text.replace(/<\/head>/i, (end) => `${element}${end}`);
}

/** Renders the page of a response without a page: its status and message. */
export async function renderStatusPage({ status, message }: RouterAnswer): Promise<string> {
  const text = message ?? MESSAGES[status] ?? 'No page';
  return String(
    await html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${text}</title>
        </head>
        <body class="inferred">
          <main>
            <h1>${text}</h1>
            <p>The router of this address answered with the status ${status}.</p>
          </main>
        </body>
      </html>`,
  );
}

/** Lists meta tags: `[{ name, content }]`, or the older form `{ name: content }`. */
function listMetaTags(tags: unknown): readonly object[] {
  if (Array.isArray(tags)) return tags.filter(isObject);
  return Object.entries(isObject(tags) ? tags : {}).map(([name, content]) => ({
    [name.startsWith('og:') ? 'property' : 'name']: name,
    content: String(content),
  }));
}

function isObject(it: unknown): it is object {
  return typeof it === 'object' && it !== null;
}
