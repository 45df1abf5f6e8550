// Handles requests from a socket: checks each one, then passes it to the part of the emulator that serves its path.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { findRefusal, toGuardedRequest } from './guard.ts';
import { isAllowedOrigin, toCorsHeaders } from './http/allowed-origins.ts';
import { bodyLimitOf, describeBodyLimit, readBody, refuseRequest } from './http/body-limit.ts';
import { toCanonicalPath } from './http/canonical-path.ts';
import { toFailure } from './http/failure.ts';
import { RELOAD_PAGE_HEADERS, renderReloadPage } from './http/reload-page.ts';
import { isLinkFromOtherSite } from './http/request-origin.ts';
import type { SiteServer } from './site/vite-server.ts';
import { serveNodeRequest } from './wix/request-adapters.ts';
import { WixApiError } from './wix/core/wix-error.ts';
import type { Wix } from './wix/server.ts';

/** The parts that requests are passed to. */
export interface RequestHandlerOptions {
  readonly wix: Pick<Wix, 'handleRequest' | 'hasOperation'>;
  /** Returns the port in use. */
  port(): number;
  /** Origins of pages that may call Wix's REST APIs. */
  readonly allowedOrigins: readonly string[];
  /** Serves control routes, screens, web methods and pages. */
  listener(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Serves the modules of pages; undefined without a site. */
  readonly middlewares: SiteServer['middlewares'] | undefined;
}

const INVALID_PATH_MESSAGE =
  'The path is not in its canonical spelling. Write each character unencoded unless encodeURIComponent encodes it, ' +
  'and leave out empty segments, dot segments, backslashes and parameters.';
/** The body of the response to a path that is not canonical, in the format of the emulator and of Wix. */
const INVALID_PATH = {
  error: INVALID_PATH_MESSAGE,
  ...new WixApiError(400, 'INVALID_PATH', INVALID_PATH_MESSAGE).body,
};

/** The codes in Wix's format for a body that is refused by its headers, by status. Wix's own are not documented (assumed). */
const REFUSED_BODY_CODES: Readonly<Record<number, string>> = {
  413: 'REQUEST_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
};

/**
 * Creates the handler of requests. The path is read once, in its only allowed spelling: the guard judges it and every
 * part serves it.
 */
export function createRequestHandler({
  wix,
  port,
  allowedOrigins,
  listener,
  middlewares,
}: RequestHandlerOptions): (request: IncomingMessage, response: ServerResponse) => void {
  async function route(request: IncomingMessage, response: ServerResponse, path: string) {
    if (wix.hasOperation(request.method ?? 'GET', path)) {
      await serveNodeRequest(wix, request, response);
      return;
    }
    if (request.headers['transfer-encoding'] !== undefined) {
      const limit = bodyLimitOf(path);
      const rawBody = await readBody(request, limit);
      if (rawBody === 'disconnected') {
        response.destroy();
        return;
      }
      if (rawBody === 'too-long') {
        const body = JSON.stringify({ error: describeBodyLimit(limit) });
        refuseRequest(request, response, { status: 413, body });
        return;
      }
      // The listener of @hono/node-server takes a body that was already read from this property.
      Object.assign(request, { rawBody });
    }
    if (!middlewares || /^\/_(?:emulator|api|functions|functions-dev)(?:\/|$)/.test(path)) {
      await listener(request, response);
    } else {
      middlewares(request, response, () => void listener(request, response));
    }
  }

  return (request, response) => {
    const path = toCanonicalPath(request.url ?? '');
    // A path that is refused anyway counts as one of the emulator's own routes, which other sites cannot reach.
    const guarded = toGuardedRequest(request, path ?? '/_');
    const refusal = findRefusal(guarded, port(), allowedOrigins);
    const { origin } = guarded;
    const isCrossOrigin = isAllowedOrigin(guarded, allowedOrigins);
    if (origin !== undefined && isCrossOrigin) {
      const { 'access-control-request-headers': requested } = request.headers;
      for (const [name, value] of Object.entries(toCorsHeaders(origin, requested))) {
        response.setHeader(name, value);
      }
    }
    if (refusal) {
      const { status, message } = refusal;
      // Wix's clients read its format: the length and the type of a body are theirs to choose.
      const code = REFUSED_BODY_CODES[status];
      const wixBody = code === undefined ? {} : new WixApiError(status, code, message).body;
      const body = JSON.stringify({ error: message, ...wixBody });
      refuseRequest(request, response, { status, body });
    } else if (isCrossOrigin && request.method === 'OPTIONS') {
      response.writeHead(204).end();
    } else if (path === undefined) {
      sendJson(response, 400, INVALID_PATH);
    } else if (isLinkFromOtherSite(guarded)) {
      response.writeHead(200, RELOAD_PAGE_HEADERS);
      response.end(renderReloadPage(request.url ?? path));
    } else {
      route(request, response, path).catch((error: unknown) => {
        const { status, message } = toFailure(error);
        if (response.headersSent) response.destroy();
        else sendJson(response, status, { error: message });
      });
    }
  };
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
