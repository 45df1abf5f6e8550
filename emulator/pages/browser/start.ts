// Starts the page runtime: sets the packages' context and `$w`, runs the master page's code and the page's code, wires
// the handlers that they export and runs the onReady handlers. ../server-run.ts runs the page's code on the server first.
import { createClient } from '@wix/sdk/client';
import { startSessionBar } from './session-bar.ts';
import { showErrors } from './page-errors.ts';
import { memberMethods } from './site-members.ts';
import { createSiteStorages, storageMethods } from './site-storage.ts';
import { createLightboxes } from './lightbox.ts';
import { connectLive } from './live.ts';
import { realtimeMethods } from './realtime.ts';
import { readJson, readSession } from './session.ts';
import { createPageHost } from './page-host.ts';
import { listNamedHandlers } from './layout-handlers.ts';
import { consoleReport } from './sdk-messages.ts';
import { createPage } from './selector.ts';
import { wireHandlers } from '../wire-handlers.ts';
import { VELO_PAGE } from '../velo-page.ts';
import { createWorkerScope, WORKER_SCOPE } from '../worker-scope.ts';
import { createVeloPage } from './velo-page.ts';

/** How long the mark that a page is ready waits for its onReady handlers, in milliseconds. */
const READY_LIMIT_MS = 10_000;

const session = readSession();
const bar = document.querySelector('velo-bar')?.shadowRoot;
const errorList = bar?.getElementById('bar-errors');
if (errorList) showErrors(errorList);
const live = connectLive();
live.on('reload', () => {
  location.reload();
});
if (bar) live.on('change', startSessionBar(bar, session));

// Sends the packages' calls to Wix's hosts to the emulator, which has the page's origin.
function fetchFromEmulator(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const url = new URL(input instanceof Request ? input.url : input, location.href);
  const isWix = /(^|\.)(wixapis|wix)\.com$/u.test(url.hostname);
  return fetch(isWix ? `${location.origin}${url.pathname}${url.search}` : input, init);
}

const lightboxes = createLightboxes();
const root = document.querySelector<HTMLElement>('[data-velo-page]') ?? document.body;
const page = createPage(root, lightboxes.getOpenLightbox);
const authorized = () => ({ headers: { Authorization: readSession().token } });
const storages = createSiteStorages();
const host = createPageHost([
  ...lightboxes.methods,
  ...memberMethods((path) => fetch(path, authorized())),
  ...realtimeMethods(live),
  ...storageMethods(storages),
]);
createClient({
  host,
  auth: { getAuthHeaders: () => Promise.resolve(authorized()) },
  fetch: fetchFromEmulator,
}).enableContext('global');

// A layout may contain a <form>. Wix's pages have none, so Enter must not reload the page.
document.addEventListener('submit', (event) => {
  event.preventDefault();
});

const veloPage = createVeloPage({ host, lightboxes, storages, nodeOf: page.nodeOf });
Object.assign(globalThis, {
  $w: page.$w,
  [VELO_PAGE]: veloPage,
  [WORKER_SCOPE]: createWorkerScope(window, window),
});
const named = listNamedHandlers(root);
const exports: unknown[] = [];
// A module that fails stops no other.
for (const module of readModules()) {
  try {
    const imported: unknown = await import(/* @vite-ignore */ module);
    exports.push(imported);
  } catch (error) {
    reportError(error);
  }
}
wireHandlers({ $w: page.$w, named, exports, warn: consoleReport.warn });
await Promise.race([page.start(), wait(READY_LIMIT_MS)]);
document.documentElement.dataset['veloReady'] = 'true';

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

function readModules(): readonly string[] {
  const modules: unknown = readJson('velo-modules');
  return Array.isArray(modules) ? modules.filter((it) => typeof it === 'string') : [];
}
