// Emulates Wix's module `wix-fetch` in pages. Requests to other hosts go through the emulator, which sends them only if
// the network is allowed, and applies CORS. Not emulated: preflight requests.
import { currentPage } from '../velo-page.ts';
import { olderModule } from './older-module.ts';

/** Fetches a URL. @see https://dev.wix.com/docs/velo/apis/wix-fetch/fetch */
export async function fetch(url: string, options?: RequestInit): Promise<Response> {
  return currentPage().fetch(url, options);
}

/** Fetches JSON. @throws Error with the status if the response is no success (assumed) */
export async function getJSON(url: string, options: RequestInit = {}): Promise<unknown> {
  const headers = new Headers(options.headers);
  if (!headers.has('accept')) headers.set('accept', 'application/json');
  const response = await fetch(url, { ...options, method: 'GET', headers });
  if (!response.ok) {
    throw new Error(`Failed to get JSON from ${url}: status ${String(response.status)}`);
  }
  return response.json();
}

export default olderModule('wix-fetch', { fetch, getJSON });
