// Emulates Wix's module `wix-fetch` in the backend. It is loaded with the site's own code, so it imports nothing. The
// runtime's `fetch` sends requests out of this machine only if the network is allowed.

/** Fetches a URL. @see https://dev.wix.com/docs/velo/apis/wix-fetch/fetch */
export function fetch(url: string, options?: RequestInit): Promise<Response> {
  return globalThis.fetch(url, options);
}

/**
 * Fetches JSON.
 * @throws Error with the status if the response is no success (assumed)
 * @see https://dev.wix.com/docs/velo/apis/wix-fetch/get-json
 */
export async function getJSON(url: string, options: RequestInit = {}): Promise<unknown> {
  const headers = new Headers(options.headers);
  if (!headers.has('accept')) headers.set('accept', 'application/json');
  const response = await fetch(url, { ...options, method: 'GET', headers });
  if (!response.ok) {
    throw new Error(`Failed to get JSON from ${url}: status ${String(response.status)}`);
  }
  return response.json();
}

export default { fetch, getJSON };
