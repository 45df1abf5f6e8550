// Starts the page runtime: sets the packages' context and `$w`, then runs the master page's code, the page's code
// and the onReady handlers. ../server-run.ts runs the page's code on the server first.
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
import { createPage } from './selector.ts';
import { VELO_PAGE } from '../velo-page.ts';
import { createVeloPage } from './velo-page.ts';

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

const veloPage = createVeloPage({ host, lightboxes, storages });
Object.assign(globalThis, { $w: page.$w, [VELO_PAGE]: veloPage });
try {
  for (const module of readModules()) await import(/* @vite-ignore */ module);
  await page.start();
} catch (error) {
  reportError(error);
}
document.documentElement.dataset['veloReady'] = 'true';

function readModules(): readonly string[] {
  const modules: unknown = readJson('velo-modules');
  return Array.isArray(modules) ? modules.filter((it) => typeof it === 'string') : [];
}
