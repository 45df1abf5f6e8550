// Converts Node's HTTP requests and Fetch requests to requests of Wix's API servers.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyLimitOf, describeBodyLimit, readBody, refuseRequest } from '../http/body-limit.ts';
import { ConnectionLostError } from '../http/connection-lost.ts';
import { decodeBody } from '../http/query-input.ts';
import { toErrorResponse, type WixRequest, type WixResponse } from './core/http.ts';
import { WixApiError } from './core/wix-error.ts';
import type { Wix } from './server.ts';

/**
 * Handles an HTTP request from a socket. A client that disconnects before the end of the body gets no response. A lost
 * connection (a fault) resets the socket.
 */
export async function serveNodeRequest(
  wix: Pick<Wix, 'handleRequest'>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const limit = bodyLimitOf(request.url ?? '/');
  const bytes = await readBody(request, limit);
  if (bytes === 'disconnected') {
    response.destroy();
    return;
  }
  if (bytes === 'too-long') {
    const error = new WixApiError(413, 'REQUEST_TOO_LARGE', describeBodyLimit(limit));
    refuseRequest(request, response, toErrorResponse(error).response);
    return;
  }
  try {
    const { status, headers, body } = await respond(wix, request, bytes);
    // With its length, Node sends the response in one piece; without, as chunks.
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
    response.end(body);
  } catch (error) {
    if (!(error instanceof ConnectionLostError)) {
      throw error;
    }
    request.socket.resetAndDestroy();
  }
}

async function respond(
  wix: Pick<Wix, 'handleRequest'>,
  request: IncomingMessage,
  bytes: Buffer,
): Promise<WixResponse> {
  let body: string;
  try {
    body = decodeBody(bytes);
  } catch {
    const message = 'The body is not valid UTF-8';
    return toErrorResponse(new WixApiError(400, 'INVALID_JSON', message)).response;
  }
  return wix.handleRequest({
    method: request.method ?? 'GET',
    host: request.headers.host ?? '',
    path: request.url ?? '/',
    headers: readHeaders(request),
    body,
  });
}

/** Reads the headers that Wix's APIs read. */
function readHeaders({ headers }: IncomingMessage): WixRequest['headers'] {
  return {
    authorization: headers.authorization,
    'wix-site-id': headers['wix-site-id']?.toString(),
    'wix-account-id': headers['wix-account-id']?.toString(),
  };
}

/** Converts a Fetch request, whose body was already read, to a request for Wix. */
export function toWixRequest(request: Request, body: string): WixRequest {
  const { host, pathname, search } = new URL(request.url);
  return {
    method: request.method,
    host,
    path: pathname + search,
    headers: Object.fromEntries(request.headers),
    body,
  };
}
