// Emulates Wix's module `wix-fetch` in pages. Requests to other hosts go through the emulator, which sends them only if
// the network is allowed, and applies CORS. Not emulated: preflight requests.
import { createGetJson } from '../../velo/get-json.ts';
import { currentPage } from '../velo-page.ts';
import { olderModule } from './older-module.ts';

/** Fetches a URL. @see https://dev.wix.com/docs/velo/apis/wix-fetch/fetch */
export async function fetch(url: string, options?: RequestInit): Promise<Response> {
  return currentPage().fetch(url, options);
}

/** Fetches JSON. */
export const getJSON = createGetJson(fetch);

export default olderModule('wix-fetch', { fetch, getJSON });
