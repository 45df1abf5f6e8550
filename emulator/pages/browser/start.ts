// Runs a page as Wix's viewer does: context for the packages, $w, master page, page code, onReady. Leaves out the run on Wix's servers.
import { createClient } from '@wix/sdk/client';
import { startBar } from './act-as.ts';
import { showFaults } from './faults.ts';
import { listenLive } from './live.ts';
import { readJson, readSession } from './session.ts';
import { createHost } from './site-modules.ts';
import { createPage } from './w.ts';

const session = readSession();
const bar = document.querySelector('velo-bar')?.shadowRoot;
const faults = bar?.getElementById('faults');
if (faults) showFaults(faults);
listenLive(bar ? startBar(bar, session) : () => undefined);

// Calls of the packages from page code go to the emulated Wix on the page's own origin.
function fetchHere(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const url = new URL(input instanceof Request ? input.url : input, location.href);
  const isWix = /(^|\.)(wixapis|wix)\.com$/u.test(url.hostname);
  return fetch(isWix ? `${location.origin}${url.pathname}${url.search}` : input, init);
}

const headers = { Authorization: session.token };
createClient({
  host: createHost(session, (path) => fetch(path, { headers })),
  auth: { getAuthHeaders: () => Promise.resolve({ headers }) },
  fetch: fetchHere,
}).enableContext('global');

// A layout may hold a <form>; Wix's page has none, and Enter must not load the page again.
document.addEventListener('submit', (event) => {
  event.preventDefault();
});

const page = createPage(document.querySelector<HTMLElement>('[data-velo-page]') ?? document.body);
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
