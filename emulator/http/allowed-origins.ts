// Lets pages of given origins call Wix's REST APIs from a browser (CORS). Control routes, screens, pages and web methods
// stay closed to them.

/** The paths that other origins can be allowed to call: Wix's REST APIs and their tokens. */
const REST_PATH = /^\/(?!_)(?:oauth2\/|(?:.+\/)?v\d+\/)/;

/** How long a browser remembers the answer to a preflight request, in seconds. */
const MAX_AGE_SECONDS = 600;

/**
 * Returns what is wrong with an origin that is to be allowed, or undefined.
 * @param origin must be spelled as browsers send it, such as `http://localhost:3000`
 */
export function findOriginProblem(origin: string): string | undefined {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (isWeb && url.origin === origin) return undefined;
  const expected = isWeb ? url.origin : 'an origin such as http://localhost:3000';
  return `got ${JSON.stringify(origin.slice(0, 100))}, expected ${expected}`;
}

/**
 * Returns whether a request may come from another origin.
 *
 * @param path the canonical path, without query
 * @param allowed the origins that are allowed
 */
export function isAllowedOrigin(
  { origin, path }: { readonly origin: string | undefined; readonly path: string },
  allowed: readonly string[],
): boolean {
  return origin !== undefined && allowed.includes(origin) && REST_PATH.test(path);
}

/**
 * Returns the response headers for a request from an allowed origin. Cookies are not allowed: Wix's REST APIs read the
 * `Authorization` header only.
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 *
 * @param requestedHeaders the header `Access-Control-Request-Headers` of a preflight request
 */
export function toCorsHeaders(
  origin: string,
  requestedHeaders: string | undefined,
): Readonly<Record<string, string>> {
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
    ...(requestedHeaders === undefined ? {} : { 'access-control-allow-headers': requestedHeaders }),
    'access-control-expose-headers': 'x-wix-request-id',
    'access-control-max-age': String(MAX_AGE_SECONDS),
    vary: 'Origin, Access-Control-Request-Headers',
  };
}
