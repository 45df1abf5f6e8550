// Wix's site server: an address becomes a page's HTML. Leaves out routers, dynamic pages, SEO, and the HTML that Wix's own run on the server makes.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { html } from 'hono/html';
import { renderSessionBar } from './session-bar.ts';
import type { PageSession } from './page-session.ts';
import { inferElements, renderInferredPage } from './infer-layout.ts';
import { listLayoutElements } from './layout-elements.ts';
import { isMarkedAsHomePage, readLayout, readLayoutAsset, wrapInMasterPage } from './layout.ts';
import type { ServerRun } from './server-run.ts';

/** What the pages need of the site that they belong to. */
export interface PagesSite {
  folder(): {
    readonly root: string;
    readonly editor: string | undefined;
    readonly pages: readonly { readonly file: string; readonly title: string }[];
    readonly masterPage: string | undefined;
    readonly notEmulated: readonly string[];
  };
  /** The address under which a browser loads a file. */
  urlOf(file: string): Promise<string>;
  /** Prepares HTML whose modules a browser is to load. */
  transformHtml(url: string, html: string): Promise<string>;
}

/** Options of `createPages`. */
export interface PagesOptions {
  readonly site: PagesSite;
  /** Runs a page's code before the browser does; without it there is only the browser's run. */
  readonly serverRun?: ServerRun;
  /** How the bar calls somebody: "Visitor #8145". */
  readonly nameOf?: (identity: PageSession['identity']) => string;
}

/** The pages of a site. */
export interface Pages {
  /**
   * Answers a GET for a page or a file of its layout; 404, with the list of pages, for all else.
   * `session` is asked for pages only.
   */
  answer(url: URL, session: () => Promise<PageSession>): Promise<Response>;
}

/** The folder of the runtime that pages load, for the module server's list of what it may serve. */
export const PAGE_RUNTIME_FOLDER: string = fileURLToPath(new URL('browser', import.meta.url));
/** The module that makes a page's web methods, for the module server's proxies. */
export const WEB_METHODS_MODULE: string = fileURLToPath(
  new URL('browser/web-methods.ts', import.meta.url),
);
const START = fileURLToPath(new URL('browser/start.ts', import.meta.url));
/** What browsers load of the runtime and of what it imports, to be bundled for them. */
export const PAGE_RUNTIME_MODULES: readonly string[] = [START, WEB_METHODS_MODULE];
const STYLE = readFileSync(new URL('page.css', import.meta.url), 'utf8');
/** Titles of the page that `/` shows where no layout says that it is the home page; without one it is the first. */
const HOME = ['home', 'index'];

type Page = ReturnType<PagesSite['folder']>['pages'][number];

/** Serves the pages of a site, read anew on each request. */
export function createPages({ site, serverRun, nameOf = nameById }: PagesOptions): Pages {
  async function pageHtml(url: URL, page: Page, session: PageSession): Promise<Response> {
    const { root, editor, masterPage, notEmulated, pages } = site.folder();
    const layout = readLayout(editor, page.title);
    const notes = notEmulated.map((file) => `${file} is not emulated: it does nothing here.`);
    if (layout === undefined) notes.unshift(noLayoutNote(page.title));
    const files = [masterPage, page.file].filter((file) => file !== undefined);
    const path = `/${slugOf(page.title)}`;
    const text = wrapInMasterPage(
      editor,
      layout ?? renderInferredPage(page.title, inferElements(root, page.file)),
      isHomePage(page) ? ['/', path] : [path],
    );
    // Wix renders neither the preview nor a lightbox on its servers.
    if (serverRun && session.mode === 'live' && !url.searchParams.has('lightbox')) {
      const fault = await serverRun({ url, files, elements: listLayoutElements(text), session });
      if (fault !== undefined) notes.push(`On the server, where Wix runs it first: ${fault}`);
    }
    const modules = await Promise.all(files.map((file) => site.urlOf(file)));
    const head = [
      layout === undefined ? `<style>${STYLE}</style>` : '',
      dataScript('velo-session', session),
      dataScript('velo-modules', modules),
      `<script type="module" src="${encodeURI(await site.urlOf(START))}"></script>`,
    ];
    const bar = await renderSessionBar({
      session,
      name: nameOf(session.identity),
      pages: pages.map(({ title }) => ({ path: `/${slugOf(title)}`, title })),
      notes,
    });
    return htmlResponse(
      url,
      await site.transformHtml(url.pathname, embed(text, head.join('\n'), bar)),
    );
  }

  function isHomePage(page: Page): boolean {
    return page === findPage('');
  }

  function findPage(slug: string): Page | undefined {
    const { pages, editor } = site.folder();
    if (slug !== '') return pages.find(({ title }) => slugOf(title) === slug);
    return (
      pages.find(({ title }) => isMarkedAsHomePage(editor, title)) ??
      pages.find(({ title }) => HOME.includes(slugOf(title))) ??
      pages[0]
    );
  }

  return {
    async answer(url, session) {
      const { pages, editor } = site.folder();
      const path = decoded(url.pathname);
      const asset = readLayoutAsset(editor, path.slice(1));
      if (asset) return new Response(asset.content, { headers: headersOf(asset.type) });
      const page = findPage(path.replace(/^\/|\/$/g, ''));
      if (page) return pageHtml(url, page, await session());
      return htmlResponse(url, await listHtml(path, pages), 404);
    },
  };
}

/** `Contact Us` -> `contact-us`, as Wix makes addresses of titles. */
function slugOf(title: string): string {
  return title.trim().toLowerCase().replace(/\s+/g, '-');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Puts the runtime into the head and the bar above the body's content; a fragment gets both around it. */
function embed(layout: string, head: string, bar: string): string {
  const whole = /<body[\s>]/i.test(layout)
    ? layout
    : `<!doctype html><html lang="en"><head><meta charset="utf-8"></head><body>${layout}</body></html>`;
  const withHead = /<\/head>/i.test(whole)
    ? whole.replace(/<\/head>/i, () => `${head}\n</head>`)
    : whole.replace(/<body/i, () => `<head>${head}</head><body`);
  return withHead.replace(/<body[^>]*>/i, (body) => `${body}\n${bar}`);
}

/** Data for the page's runtime; no `<` in it can end the script. */
function dataScript(id: string, data: unknown): string {
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  return `<script type="application/json" id="${id}">${json}</script>`;
}

function noLayoutNote(title: string): string {
  return `This page has no layout: its elements are inferred from its code. Write ${title}.html in the editor folder for your own.`;
}

function nameById({ kind, id }: PageSession['identity']): string {
  return `${kind} ${id.slice(0, 8)}`;
}

async function listHtml(path: string, pages: readonly Page[]): Promise<string> {
  const items = pages.map(({ title }) => html`<li><a href="/${slugOf(title)}">${title}</a></li>`);
  return String(
    await html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>No such page</title>
        </head>
        <body class="inferred">
          <main>
            <h1>No such page</h1>
            <p>This site has no page <code>${path.slice(0, 200)}</code>. Its pages:</p>
            <ul>
              ${items}
            </ul>
          </main>
        </body>
      </html>`,
  ).replace('</head>', () => `<style>${STYLE}</style></head>`);
}

/** No inline script ever runs; styles may be inline, and site code may call other hosts, as on Wix. */
function policy(url: URL): string {
  return [
    `default-src 'self'`,
    `script-src 'self'`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob: https:`,
    `connect-src 'self' ws://${url.host} https:`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

function htmlResponse(url: URL, text: string, status = 200): Response {
  const headers = {
    ...headersOf('text/html; charset=utf-8'),
    'Content-Security-Policy': policy(url),
    'Referrer-Policy': 'same-origin',
  };
  return new Response(text, { status, headers });
}

function headersOf(type: string): Record<string, string> {
  return {
    'Content-Type': type,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}
