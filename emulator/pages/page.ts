// Emulates Wix's site server: returns the HTML of a page. Not emulated: SEO, and the HTML of Wix's server-side rendering.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addDynamicDataset } from './dynamic-dataset.ts';
import { isDynamicPageData } from './dynamic-page-data.ts';
import { findPageOfPath, type DynamicPage } from './dynamic-pages.ts';
import { readPath } from './page-url.ts';
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
} from './layout.ts';
import { createAssetResponse, createReloadResponse, htmlResponse } from './page-responses.ts';
import { renderNotFoundPage } from './not-found-page.ts';
import { renderHead, renderStatusPage, setTitle, type RouterAnswer } from './routed-page.ts';
import { serializeValue } from './browser/serialization.ts';
import type { ServerRun } from './server-run.ts';

/** What pages need from the site. */
export interface PagesSite {
  folder(): {
    readonly root: string;
    readonly editor: string | undefined;
    readonly pages: readonly { readonly file: string; readonly title: string }[];
    readonly masterPage: string | undefined;
    /** `backend/routers.js` or `.ts`. */
    readonly routers?: string | undefined;
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
  /** The site's dynamic pages. By default, there are none. */
  readonly dynamicPages?: {
    list(): readonly DynamicPage[];
    /** Returns the URL of one of the pages that a dynamic page stands for; undefined if there is no item for it. */
    exampleOf(page: DynamicPage): string | undefined;
  };
  /**
   * Calls the router of an address; undefined if the site has none for it. The names of headers are in lower case.
   * `isDynamic`: without a router of its own, the address is one of dynamic pages.
   */
  readonly route?: (
    url: URL,
    session: PageSession,
    request: { readonly headers: Readonly<Record<string, string>>; readonly isDynamic: boolean },
  ) => Promise<RouterAnswer | undefined>;
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
  respond(
    url: URL,
    session: () => Promise<PageSession | undefined>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
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

/** Statuses whose responses have no body. */
const HAVE_NO_BODY: readonly number[] = [204, 205, 304];

const NO_DYNAMIC_PAGES = { list: () => [], exampleOf: () => undefined };

type Page = ReturnType<PagesSite['folder']>['pages'][number];

/** Creates the pages of a site. Layouts are read again on each request. */
export function createPages({
  site,
  serverRun,
  dynamicPages = NO_DYNAMIC_PAGES,
  route,
  getDisplayName = defaultDisplayName,
  allowsNetwork = false,
}: PagesOptions): Pages {
  async function renderPage(
    url: URL,
    page: Page,
    session: PageSession,
    routed?: RouterAnswer,
  ): Promise<Response> {
    const { root, editor, masterPage } = site.folder();
    const layout = readLayout(editor, page.title);
    const routedHead = renderHead(routed?.head);
    const notes = routedHead.ignored.map((it) => `The router's head.${it} is ignored.`);
    if (layout === undefined) notes.unshift(createNoLayoutNote(page.title));
    // A lightbox has no master page around it: the elements of that are on the page already.
    const isLightbox = url.searchParams.has('lightbox');
    const files = [masterPage, page.file].filter((file) => file !== undefined);
    const path = routed ? url.pathname : `/${toSlug(page.title)}`;
    const plain =
      layout ??
      renderInferredPage(
        page.title,
        inferElements(root, page.file, isLightbox ? undefined : masterPage),
      );
    const shown = isDynamicPageData(routed?.data) ? routed.data : undefined;
    const text = wrapInMasterPage(
      isLightbox ? undefined : editor,
      shown ? addDynamicDataset(plain) : plain,
      isHomePage(page) ? ['/', path] : [path],
    );
    const prefix = routed && readPath(url)[0];
    // Wix renders neither the preview nor a lightbox on its servers.
    if (serverRun && session.mode === 'live' && !isLightbox) {
      const error = await serverRun({
        url,
        files,
        elements: listLayoutElements(text),
        session,
        routerData: routed?.data ?? null,
        ...(prefix !== undefined && { prefix }),
      });
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
      prefix === undefined ? '' : renderJsonScript('velo-prefix', prefix),
      routed?.data === undefined || shown ? '' : renderJsonScript('velo-router-data', routed.data),
      shown ? renderJsonScript('velo-dynamic-page', serializeValue(shown)) : '',
      routedHead.html,
      shown || usesDatasets(editor)
        ? renderJsonScript('velo-wix-data', await site.urlOf(WIX_DATA_MODULE))
        : '',
      `<script type="module" src="${encodeURI(await site.urlOf(START_MODULE))}"></script>`,
    ];
    const bar = await renderSessionBar({
      session,
      name: getDisplayName(session.identity),
      pages: listLinks(),
      notes,
    });
    const { title } = routedHead;
    const titled = title === undefined ? text : setTitle(text, title);
    const document = insertRuntime(titled, head.join('\n'), bar);
    const { status } = routed ?? {};
    return htmlResponse(await site.transformHtml(url.pathname, document), status, allowsNetwork);
  }

  function isHomePage(page: Page): boolean {
    return page === findPage('');
  }

  /** Finds a page that has an address of its own: dynamic pages have none, other than as the home page. */
  function findPage(slug: string): Page | undefined {
    const { pages, editor } = site.folder();
    const dynamic = new Set(dynamicPages.list().map(({ file }) => file));
    const others = pages.filter(({ file }) => !dynamic.has(file));
    if (slug !== '') return others.find(({ title }) => toSlug(title) === slug);
    return (
      pages.find(({ title }) => isMarkedAsHomePage(editor, title)) ??
      others.find(({ title }) => HOME_PAGE_SLUGS.includes(toSlug(title))) ??
      others[0]
    );
  }

  /**
   * Returns whether an address has the prefix of dynamic pages. A page at the prefix itself is shown unless a dynamic page has
   * that address (assumed).
   */
  function isOfDynamicPages(url: URL, isOfOtherPage: boolean): boolean {
    const path = readPath(url);
    const pages = dynamicPages.list();
    return isOfOtherPage
      ? findPageOfPath(pages, path) !== undefined
      : pages.some((it) => it.url.prefix === path[0]);
  }

  /** Finds a page that a router names. */
  function findNamedPage(name: string): Page | undefined {
    return site.folder().pages.find(({ title }) => toSlug(title) === toSlug(name));
  }

  /** Lists the pages with their addresses: for a dynamic page, that of one item, if there is one. */
  function listLinks(): readonly { readonly path: string; readonly title: string }[] {
    const dynamic = new Map(dynamicPages.list().map((page) => [page.file, page]));
    return site.folder().pages.flatMap(({ file, title }) => {
      const page = dynamic.get(file);
      const path = page ? dynamicPages.exampleOf(page) : `/${toSlug(title)}`;
      return path === undefined ? [] : [{ path, title }];
    });
  }

  /** Returns the response that a router asks for. */
  async function renderRouted(
    url: URL,
    answer: RouterAnswer,
    session: PageSession,
  ): Promise<Response> {
    const { status, redirectUrl, page: names = [] } = answer;
    if (redirectUrl !== undefined) {
      const target = URL.canParse(redirectUrl, url.href)
        ? new URL(redirectUrl, url).href
        : url.origin;
      return new Response(null, { status, headers: { Location: target } });
    }
    const wanted = typeof names === 'string' ? [names] : names;
    const page = wanted.map(findNamedPage).find((it) => it !== undefined);
    if (page) return renderPage(url, page, session, answer);
    if (HAVE_NO_BODY.includes(status)) return new Response(null, { status });
    if (wanted.length === 0) return htmlResponse(await renderStatusPage(answer), status);
    const message = `The router shows the page "${wanted.join('", "')}", and the site has no such page.`;
    return htmlResponse(await renderStatusPage({ status: 404, message }), 404);
  }

  return {
    async respond(url, session, headers = {}) {
      const { editor, routers } = site.folder();
      const path = decodePath(url.pathname);
      const asset = readLayoutAsset(editor, path.slice(1));
      if (asset) return createAssetResponse(asset);
      const page = findPage(path.replace(/^\/|\/$/g, ''));
      const isDynamic = isOfDynamicPages(url, page !== undefined);
      if (route && (routers !== undefined || isDynamic) && !url.searchParams.has('lightbox')) {
        const pageSession = await session();
        if (!pageSession) return createReloadResponse(url);
        const answer = await route(url, pageSession, { headers, isDynamic });
        if (answer) return renderRouted(url, answer, pageSession);
      }
      if (page) {
        const pageSession = await session();
        return pageSession ? renderPage(url, page, pageSession) : createReloadResponse(url);
      }
      return htmlResponse(await renderNotFoundPage(path, listLinks(), STYLE), 404);
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
