// Emulates Wix's module `wix-captcha-backend`. It is loaded with the site's own code, so it imports nothing: like
// Wix's packages, it reads Wix's context from `globalThis`.

const AUTHORIZE_URL = 'https://www.wixapis.com/captcharator/api/v1/authorize';

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Authorizes the token of a solved reCAPTCHA element, as the caller.
 * @throws Error whose message contains the status: 400 for an invalid or expired token, 503 if the service is
 *   unavailable. Wix does not document the form of the message.
 * @see https://dev.wix.com/docs/velo/apis/wix-captcha-backend/authorize
 */
export async function authorize(token: string): Promise<{ readonly success: true }> {
  const response = await fetchAsCaller(AUTHORIZE_URL, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  if (!response.ok) {
    throw new Error(`Failed to authorize the CAPTCHA token: ${String(response.status)}`);
  }
  return { success: true };
}

export default { authorize };

/** Fetches as the caller, with the client that Wix's packages use. Event handlers have none. */
function fetchAsCaller(url: string, init: RequestInit): Promise<Response> {
  const context: unknown = Reflect.get(globalThis, '__wix_context__');
  const fetchWithAuth = getMember(getMember(context, 'client'), 'fetchWithAuth');
  if (!isFetch(fetchWithAuth)) {
    throw new Error('wix-captcha-backend works only in the backend of a site');
  }
  return fetchWithAuth(url, init);
}

function getMember(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, name) : undefined;
}

function isFetch(it: unknown): it is Fetch {
  return typeof it === 'function';
}
