// What keeps other websites and other machines out of the emulator. Stands for nothing of Wix's: Wix is not on a loopback port.
import type { IncomingMessage } from 'node:http';

/** A request as the guard sees it. */
export interface GuardedRequest {
  readonly method: string;
  /** Path without query. */
  readonly path: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly secFetchSite: string | undefined;
  readonly secFetchMode: string | undefined;
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
  readonly contentLength: string | undefined;
  readonly transferEncoding: string | undefined;
}

/** Takes from a request what the guard looks at. `path` is without its query. */
export function toGuarded(request: IncomingMessage, path: string): GuardedRequest {
  const one = (name: string) => {
    const value = request.headers[name];
    return Array.isArray(value) ? value.join() : value;
  };
  return {
    method: request.method ?? 'GET',
    path,
    host: request.headers.host,
    origin: request.headers.origin,
    secFetchSite: one('sec-fetch-site'),
    secFetchMode: one('sec-fetch-mode'),
    contentType: request.headers['content-type'],
    contentEncoding: request.headers['content-encoding'],
    contentLength: request.headers['content-length'],
    transferEncoding: request.headers['transfer-encoding'],
  };
}

/** Bodies longer than this are refused by their length, before they are read. */
const MAX_BODY_BYTES = 1024 * 1024;

/**
 * Decides whether a request may pass; answers why not. Other websites in the developer's browser are hostile:
 * an exact Host stops DNS rebinding (421), Origin and Sec-Fetch-Site stop cross-site calls (403), a JSON content type
 * stops what a form can send (415).
 * @param port the port that this emulator listens on
 */
export function refusal(
  request: GuardedRequest,
  port: number,
): { readonly status: number; readonly says: string } | undefined {
  const hosts = [`127.0.0.1:${String(port)}`, `localhost:${String(port)}`, `[::1]:${String(port)}`];
  if (!request.host || !hosts.includes(request.host)) {
    return { status: 421, says: `this emulator answers to ${hosts.join(', ')} only` };
  }
  if (request.origin !== undefined && !hosts.some((host) => request.origin === `http://${host}`)) {
    return { status: 403, says: 'requests of other origins are refused' };
  }
  const crossSite =
    request.secFetchSite !== undefined && !['same-origin', 'none'].includes(request.secFetchSite);
  const followedLink =
    request.method === 'GET' &&
    request.secFetchMode === 'navigate' &&
    !request.path.startsWith('/_');
  if (crossSite && !followedLink) {
    return { status: 403, says: 'requests of other sites are refused' };
  }
  if (request.contentEncoding !== undefined) {
    return { status: 415, says: 'Content-Encoding is not accepted' };
  }
  if (request.transferEncoding !== undefined) {
    return { status: 411, says: 'bodies must come with their length' };
  }
  const length = Number(request.contentLength ?? 0);
  if (length > MAX_BODY_BYTES) {
    return { status: 413, says: `the body is longer than ${String(MAX_BODY_BYTES)} bytes` };
  }
  if (length > 0 && !/^application\/json\b/i.test(request.contentType ?? '')) {
    return { status: 415, says: 'bodies must be application/json' };
  }
  return undefined;
}
