// Emulates Wix's module `wix-fetch` in the backend. The runtime's `fetch` sends requests out of this
// machine only if the network is allowed.
import { createGetJson } from '../../velo/get-json.ts';

/** Fetches a URL. @see https://dev.wix.com/docs/velo/apis/wix-fetch/fetch */
export function fetch(url: string, options?: RequestInit): Promise<Response> {
  return globalThis.fetch(url, options);
}

/** Fetches JSON. */
export const getJSON = createGetJson(fetch);

export default { fetch, getJSON };
