// Creates `getJSON` of Wix's module `wix-fetch`, which backends and pages have.

/**
 * Creates the function that fetches JSON. It rejects with the status if the response is no success (assumed).
 * @see https://dev.wix.com/docs/velo/apis/wix-fetch/get-json
 */
export function createGetJson(
  fetch: (url: string, options?: RequestInit) => Promise<Response>,
): (url: string, options?: RequestInit) => Promise<unknown> {
  return async (url, options = {}) => {
    const headers = new Headers(options.headers);
    if (!headers.has('accept')) headers.set('accept', 'application/json');
    const response = await fetch(url, { ...options, method: 'GET', headers });
    if (!response.ok) {
      throw new Error(`Failed to get JSON from ${url}: status ${String(response.status)}`);
    }
    return response.json();
  };
}
