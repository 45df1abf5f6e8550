// Converts Node's HTTP requests and Fetch requests to requests of Wix's API servers.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { WixRequest } from './core/http.ts';
import type { Wix } from './server.ts';

/** Handles an HTTP request from a socket. A client that disconnects before the end of the body gets no response. */
export async function serveNodeRequest(
  wix: Pick<Wix, 'handleRequest'>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { authorization } = request.headers;
  let requestBody: string;
  try {
    requestBody = await text(request);
  } catch {
    // The client disconnected before the end of the body.
    response.destroy();
    return;
  }
  const { status, headers, body } = await wix.handleRequest({
    method: request.method ?? 'GET',
    host: request.headers.host ?? '',
    path: request.url ?? '/',
    headers: { authorization },
    body: requestBody,
  });
  response.writeHead(status, headers);
  response.end(body);
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
