// Emulates Wix's site server: returns the HTML of a page. Not emulated: routers, dynamic pages, SEO, and the HTML
// of Wix's server-side rendering.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { html } from 'hono/html';
import { RELOAD_PAGE_HEADERS, renderReloadPage } from '../http/reload-page.ts';
import { renderSessionBar } from './session-bar.ts';
import type { PageSession } from './page-session.ts';
import { inferElements, renderInferredPage } from './infer-layout.ts';
import { listLayoutElements } from './layout-elements.ts';
import {
  isMarkedAsHomePage,
  readLayout,
  readLayoutAsset,
  wrapInMasterPage,
  usesDatasets,
  type LayoutAsset,
} from './layout.ts';
import type { ServerRun } from './server-run.ts';

/** What pages need from the site. */
export interface PagesSite {
  folder(): {
    readonly root: string;
    readonly editor: string | undefined;
    readonly pages: readonly { readonly file: string; readonly title: string }[];
    readonly masterPage: string | undefined;
    readonly notEmulated: readonly string[];
  };
  /** Returns the URL under which a browser loads a file. */
  urlOf(file: string): Promise<string>;
  /** Resolves the module scripts in a page's HTML. */
  transformHtml(url: string, html: string): Promise<string>;
}

/** Options of `createPages`. */
export interface PagesOptions {
  readonly site: PagesSite;
  /** Runs a page's code on the server first; without it, the code runs only in the browser. */
  readonly serverRun?: ServerRun;
  /** Returns the name that the session bar shows, such as "Visitor #8145". */
  readonly getDisplayName?: (identity: PageSession['identity']) => string;
  /** Whether page code may call other hosts itself; false by default. `wix-fetch` asks the emulator in any case. */
  readonly allowsNetwork?: boolean;
}

/** Serves the pages of a site. */
export interface Pages {
  /**
   * Returns the response to a GET request for a page or an asset of a layout, or 404 with the list of pages.
   * `session` is called only for pages. Without a session, the response is a page that loads the address again.
   */
  respond(url: URL, session: () => Promise<PageSession | undefined>): Promise<Response>;
}

/** The folder of the page runtime, which the site server must serve. */
export const PAGE_RUNTIME_FOLDER: string = fileURLToPath(new URL('browser', import.meta.url));
/** The folder of Wix's older modules for pages; a file is named like its module. */
export const VELO_PAGE_MODULES_FOLDER: string = fileURLToPath(new URL('velo', import.meta.url));
/** The browser module that exports `webMethodProxy()`, for the proxies of web-method files. */
export const WEB_METHODS_MODULE: string = fileURLToPath(
  new URL('browser/web-methods.ts', import.meta.url),
);
/** The older module `wix-data`, with which datasets read and write. */
export const WIX_DATA_MODULE: string = join(VELO_PAGE_MODULES_FOLDER, 'wix-data.ts');
const START_MODULE = fileURLToPath(new URL('browser/start.ts', import.meta.url));
/** The entry modules of the page runtime, which are bundled for browsers. */
export const PAGE_RUNTIME_MODULES: readonly string[] = [START_MODULE, WEB_METHODS_MODULE];
const STYLE = readFileSync(new URL('page.css', import.meta.url), 'utf8');
/** Slugs of the home page if no layout is marked as the home page; otherwise the first page is the home page. */
const HOME_PAGE_SLUGS = ['home', 'index'];

type Page = ReturnType<PagesSite['folder']>['pages'][number];

/** Creates the pages of a site. Layouts are read again on each request. */
export function createPages({
  site,
  serverRun,
  getDisplayName = defaultDisplayName,
  allowsNetwork = false,
}: PagesOptions): Pages {
  async function renderPage(url: URL, page: Page, session: PageSession): Promise<Response> {
    const { root, editor, masterPage, notEmulated, pages } = site.folder();
    const layout = readLayout(editor, page.title);
    const notes = notEmulated.map(
      (file) => `${file} is ignored: the emulator does not support it.`,
    );
    if (layout === undefined) notes.unshift(createNoLayoutNote(page.title));
    const files = [masterPage, page.file].filter((file) => file !== undefined);
    const path = `/${toSlug(page.title)}`;
    const text = wrapInMasterPage(
      editor,
      layout ?? renderInferredPage(page.title, inferElements(root, page.file, masterPage)),
      isHomePage(page) ? ['/', path] : [path],
    );
    // Wix renders neither the preview nor a lightbox on its servers.
    if (serverRun && session.mode === 'live' && !url.searchParams.has('lightbox')) {
      const error = await serverRun({ url, files, elements: listLayoutElements(text), session });
      if (error !== undefined) {
        notes.push(
          `Error in the server-side run of this page (Wix runs page code on the server first): ${error}`,
        );
      }
    }
    const modules = await Promise.all(files.map((file) => site.urlOf(file)));
    const head = [
      layout === undefined ? `<style>${STYLE}</style>` : '',
      renderJsonScript('velo-session', session),
      renderJsonScript('velo-modules', modules),
      usesDatasets(editor)
        ? renderJsonScript('velo-wix-data', await site.urlOf(WIX_DATA_MODULE))
        : '',
      `<script type="module" src="${encodeURI(await site.urlOf(START_MODULE))}"></script>`,
    ];
    const bar = await renderSessionBar({
      session,
      name: getDisplayName(session.identity),
      pages: pages.map(({ title }) => ({ path: `/${toSlug(title)}`, title })),
      notes,
    });
    const document = insertRuntime(text, head.join('\n'), bar);
    return htmlResponse(await site.transformHtml(url.pathname, document), 200, allowsNetwork);
  }

  function isHomePage(page: Page): boolean {
    return page === findPage('');
  }

  function findPage(slug: string): Page | undefined {
    const { pages, editor } = site.folder();
    if (slug !== '') return pages.find(({ title }) => toSlug(title) === slug);
    return (
      pages.find(({ title }) => isMarkedAsHomePage(editor, title)) ??
      pages.find(({ title }) => HOME_PAGE_SLUGS.includes(toSlug(title))) ??
      pages[0]
    );
  }

  return {
    async respond(url, session) {
      const { pages, editor } = site.folder();
      const path = decodePath(url.pathname);
      const asset = readLayoutAsset(editor, path.slice(1));
      if (asset) return createAssetResponse(asset);
      const page = findPage(path.replace(/^\/|\/$/g, ''));
      if (page) {
        const pageSession = await session();
        return pageSession ? renderPage(url, page, pageSession) : createReloadResponse(url);
      }
      return htmlResponse(await renderNotFoundPage(path, pages), 404);
    },
  };
}

/** Converts a title to the URL slug that Wix uses: `Contact Us` becomes `contact-us`. */
function toSlug(title: string): string {
  return title.trim().toLowerCase().replace(/\s+/g, '-');
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Inserts the runtime into the head and the bar at the start of the body; completes a layout without a body. */
function insertRuntime(layout: string, head: string, bar: string): string {
  const document = /<body[\s>]/i.test(layout)
    ? layout
    : `<!doctype html><html lang="en"><head><meta charset="utf-8"></head><body>${layout}</body></html>`;
  const withHead = /<\/head>/i.test(document)
    ? document.replace(/<\/head>/i, () => `${head}\n</head>`)
    : document.replace(/<body/i, () => `<head>${head}</head><body`);
  return withHead.replace(/<body[^>]*>/i, (body) => `${body}\n${bar}`);
}

/** Renders data for the page runtime as a JSON script; `<` is escaped, so that the data cannot end the script. */
function renderJsonScript(id: string, data: unknown): string {
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  return `<script type="application/json" id="${id}">${json}</script>`;
}

function createNoLayoutNote(title: string): string {
  return `No layout found. Elements are inferred from the page's code. To define them, add editor/${title}.html.`;
}

function defaultDisplayName({ kind, id }: PageSession['identity']): string {
  return `${kind} ${id.slice(0, 8)}`;
}

async function renderNotFoundPage(path: string, pages: readonly Page[]): Promise<string> {
  const items = pages.map(({ title }) => html`<li><a href="/${toSlug(title)}">${title}</a></li>`);
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
  ).replace('</head>', () => `<style>${STYLE}</style></head>`);
}

/**
 * Creates the content security policy: no inline scripts. Styles may be inline, and if the network is allowed, site code may
 * call other hosts, as on Wix.
 */
function createContentSecurityPolicy(allowsNetwork: boolean): string {
  return [
    `default-src 'self'`,
    `script-src 'self'`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob: https:`,
    allowsNetwork ? `connect-src 'self' https: wss:` : `connect-src 'self'`,
    `frame-src 'self' https:`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

function htmlResponse(text: string, status = 200, allowsNetwork = false): Response {
  const headers = {
    ...createHeaders('text/html; charset=utf-8'),
    'Content-Security-Policy': createContentSecurityPolicy(allowsNetwork),
    'Referrer-Policy': 'same-origin',
  };
  return new Response(text, { status, headers });
}

/** The response to a request that has no session and may not start one. */
function createReloadResponse(url: URL): Response {
  return new Response(renderReloadPage(url.pathname + url.search), {
    headers: RELOAD_PAGE_HEADERS,
  });
}

/** The response with an asset. The code of an HtmlComponent runs as if it came from another origin, as on Wix. */
function createAssetResponse({ type, content }: LayoutAsset): Response {
  const isDocument = type.startsWith('text/html');
  const policy = "sandbox allow-scripts allow-forms allow-popups; frame-ancestors 'self'";
  const headers = {
    ...createHeaders(type),
    ...(isDocument && { 'Content-Security-Policy': policy }),
  };
  return new Response(content, { headers });
}

function createHeaders(type: string): Record<string, string> {
  return {
    'Content-Type': type,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}
