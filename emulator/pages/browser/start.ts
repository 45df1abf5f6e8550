// Runs a page as Wix's viewer does: context for the packages, $w, master page, page code, onReady. The run before it, on Wix's servers, is ../server-run.ts.
import { createClient } from '@wix/sdk/client';
import { startSessionBar } from './session-bar.ts';
import { showErrors } from './page-errors.ts';
import { memberMethods } from './identity.ts';
import { createLightboxes } from './lightbox.ts';
import { connectLive } from './live.ts';
import { realtimeMethods } from './realtime.ts';
import { readJson, readSession } from './session.ts';
import { createHost } from './site-modules.ts';
import { createPage } from './w.ts';

const session = readSession();
const bar = document.querySelector('velo-bar')?.shadowRoot;
const faults = bar?.getElementById('faults');
if (faults) showErrors(faults);
const live = connectLive();
live.on('reload', () => {
  location.reload();
});
if (bar) live.on('change', startSessionBar(bar, session));

// Calls of the packages from page code go to the emulated Wix on the page's own origin.
function fetchHere(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const url = new URL(input instanceof Request ? input.url : input, location.href);
  const isWix = /(^|\.)(wixapis|wix)\.com$/u.test(url.hostname);
  return fetch(isWix ? `${location.origin}${url.pathname}${url.search}` : input, init);
}

const lightboxes = createLightboxes();
const root = document.querySelector<HTMLElement>('[data-velo-page]') ?? document.body;
const page = createPage(root, lightboxes.top);
const authorized = () => ({ headers: { Authorization: readSession().token } });
createClient({
  host: createHost([
    ...lightboxes.methods,
    ...memberMethods((path) => fetch(path, authorized())),
    ...realtimeMethods(live),
  ]),
  auth: { getAuthHeaders: () => Promise.resolve(authorized()) },
  fetch: fetchHere,
}).enableContext('global');

// A layout may hold a <form>; Wix's page has none, and Enter must not load the page again.
document.addEventListener('submit', (event) => {
  event.preventDefault();
});

Object.assign(globalThis, { $w: page.$w });
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
