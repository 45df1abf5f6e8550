// Rejects requests from other websites and other machines.
import type { IncomingMessage } from 'node:http';
import { isAllowedOrigin } from './http/allowed-origins.ts';
import { bodyLimitOf, describeBodyLimit, isUploadPath } from './http/body-limit.ts';
import {
  isFromOtherSite,
  isLinkFromOtherSite,
  toRequestOrigin,
  type RequestOrigin,
} from './http/request-origin.ts';

/** The parts of a request that the guard checks. */
export interface GuardedRequest extends RequestOrigin {
  /** The canonical path, without query. */
  readonly path: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
  readonly contentLength: string | undefined;
  readonly transferEncoding: string | undefined;
}

/** Extracts what the guard checks from a request. @param path the canonical path, without query */
export function toGuardedRequest(request: IncomingMessage, path: string): GuardedRequest {
  const header = (name: string) => {
    const value = request.headers[name];
    return Array.isArray(value) ? value.join() : value;
  };
  return {
    ...toRequestOrigin(request.method ?? 'GET', header),
    path,
    host: request.headers.host,
    origin: request.headers.origin,
    contentType: request.headers['content-type'],
    contentEncoding: request.headers['content-encoding'],
    contentLength: request.headers['content-length'],
    transferEncoding: request.headers['transfer-encoding'],
  };
}

/** Whether a path is that of a site's HTTP function. */
function isHttpFunctionPath(path: string): boolean {
  return /^\/_functions(?:-dev)?\//.test(path);
}

/** The log-in page, which other sites open. @see emulator/control/log-in.ts */
const LOG_IN_PATH = '/_api/oauth2/authorize';

/**
 * Checks a request and returns the reason for rejecting it, or undefined if it is allowed. Treats other websites
 * in the developer's browser as hostile: an exact Host prevents DNS rebinding (421), Origin and Sec-Fetch-Site
 * prevent cross-site requests (403), and a JSON content type prevents form submissions (415). A file that is sent to an
 * upload URL has any type: the URL has a token that other websites do not know. So has the body of an HTTP function, as on
 * Wix: the origin is checked.
 *
 * @param port the port that this emulator listens on
 * @param allowedOrigins origins of pages that may call Wix's REST APIs
 */
export function findRefusal(
  request: GuardedRequest,
  port: number,
  allowedOrigins: readonly string[],
): { readonly status: number; readonly message: string } | undefined {
  const hosts = [`127.0.0.1:${String(port)}`, `localhost:${String(port)}`, `[::1]:${String(port)}`];
  if (!request.host || !hosts.includes(request.host)) {
    return { status: 421, message: `the Host header must be one of ${hosts.join(', ')}` };
  }
  const isAllowed = isAllowedOrigin(request, allowedOrigins);
  const isOwn = hosts.some((host) => request.origin === `http://${host}`);
  if (request.origin !== undefined && !isOwn && !isAllowed) {
    return { status: 403, message: 'requests from other origins are not allowed' };
  }
  // Links to pages, and to the log-in page, are allowed. They get a page that changes nothing and loads the address again.
  const isPage = !request.path.startsWith('/_') || request.path === LOG_IN_PATH;
  const isLinkToPage = isLinkFromOtherSite(request) && isPage;
  if (isFromOtherSite(request) && !isLinkToPage && !isAllowed) {
    return { status: 403, message: 'cross-site requests are not allowed' };
  }
  if (!/^(?:identity)?$/i.test(request.contentEncoding ?? '')) {
    return { status: 415, message: 'Content-Encoding is not supported: send the body unencoded' };
  }
  if (!/^(?:chunked)?$/i.test(request.transferEncoding ?? '')) {
    return { status: 415, message: 'the only supported Transfer-Encoding is chunked' };
  }
  // A body that is sent in chunks has no length; it is bounded while it is read.
  const length = Number(request.contentLength ?? 0);
  const limit = bodyLimitOf(request.path);
  if (length > limit) {
    return { status: 413, message: describeBodyLimit(limit) };
  }
  const hasBody = length > 0 || request.transferEncoding !== undefined;
  if (
    hasBody &&
    !isUploadPath(request.path) &&
    !isHttpFunctionPath(request.path) &&
    !/^application\/json[ \t]*(?:;|$)/i.test(request.contentType ?? '')
  ) {
    return { status: 415, message: 'the Content-Type of a body must be application/json' };
  }
  return undefined;
}
