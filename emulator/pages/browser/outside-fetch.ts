// Fetches URLs of other sites for page code: the page's security policy forbids them, so the emulator sends them.

/**
 * Fetches a URL as page code does. URLs of the site are fetched directly, others by the control route `POST /fetch`.
 * @throws TypeError with the reason if the network is off, the host cannot be reached or it does not allow the site (CORS)
 */
export async function fetchForPage(url: string, init: RequestInit = {}): Promise<Response> {
  const target = new URL(url, location.href);
  if (target.origin === location.origin) return fetch(target, init);
  const request = new Request(target, init);
  const answer = await fetch('/_emulator/fetch', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      url: target.href,
      method: request.method,
      headers: Object.fromEntries(request.headers),
      body: ['GET', 'HEAD'].includes(request.method) ? undefined : await request.text(),
    }),
  });
  const received: unknown = await answer.json();
  if (!answer.ok || !isAnswer(received)) {
    const reason = typeof received === 'object' && received !== null && 'error' in received;
    throw new TypeError(reason ? String(received.error) : `Failed to fetch ${target.href}`);
  }
  const { status, headers, body } = received;
  const bytes = Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
  return new Response([204, 205, 304].includes(status) ? null : bytes, { status, headers });
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  /** As base64. */
  readonly body: string;
}

function isAnswer(it: unknown): it is Answer {
  return typeof it === 'object' && it !== null && 'status' in it && 'body' in it && 'headers' in it;
}
