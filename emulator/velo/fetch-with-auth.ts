// Fetches Wix's APIs with the clients that Wix's packages use, for older modules without a package. Like the packages, it
// reads Wix's context from `globalThis`.

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Whose permissions a call has: the session's, or the site's. */
export type Permissions = 'session' | 'site';

/**
 * Posts JSON to one of Wix's APIs and returns the JSON of the response.
 * @throws Error with Wix's message, and its `code`
 */
export async function postToWix(
  permissions: Permissions,
  url: string,
  body: object,
): Promise<unknown> {
  const response = await fetchWithAuth(permissions)(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return readResponse(response);
}

/** Gets JSON from one of Wix's APIs. @throws Error with Wix's message, and its `code` */
export async function getFromWix(permissions: Permissions, url: string): Promise<unknown> {
  return readResponse(await fetchWithAuth(permissions)(url, { method: 'GET' }));
}

function fetchWithAuth(permissions: Permissions): Fetch {
  const context: unknown = Reflect.get(globalThis, '__wix_context__');
  const client = getMember(context, permissions === 'site' ? 'elevatedClient' : 'client');
  const found = getMember(client, 'fetchWithAuth');
  if (!isFetch(found)) {
    throw new Error('This module works only in the code of a site');
  }
  return found;
}

async function readResponse(response: Response): Promise<unknown> {
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return body;
  const message = getMember(body, 'message');
  const details = getMember(body, 'details');
  const code = getMember(getMember(details, 'applicationError'), 'code');
  const violation = getMember(
    getMember(getMember(details, 'validationError'), 'fieldViolations'),
    '0',
  );
  const field = getMember(violation, 'field');
  const text =
    typeof field === 'string'
      ? `${field} ${String(getMember(violation, 'description'))}`
      : typeof message === 'string'
        ? message
        : `status ${String(response.status)}`;
  throw Object.assign(new Error(text), typeof code === 'string' ? { code } : {});
}

function getMember(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, name) : undefined;
}

function isFetch(it: unknown): it is Fetch {
  return typeof it === 'function';
}
