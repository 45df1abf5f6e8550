// Wix's servers at a socket, and at the requests of this process. Leaves out TLS: on this machine nobody listens in between.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { WixRequest } from './core/http.ts';
import type { Wix } from './server.ts';

/** Answers a call from a socket. A caller who leaves in the middle of his body gets nothing. */
export async function serveWix(
  wix: Pick<Wix, 'answer'>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { authorization } = request.headers;
  let sent: string;
  try {
    sent = await text(request);
  } catch {
    // The caller left before the end of the body.
    response.destroy();
    return;
  }
  const { status, headers, body } = await wix.answer({
    method: request.method ?? 'GET',
    host: request.headers.host ?? '',
    path: request.url ?? '/',
    headers: { authorization },
    body: sent,
  });
  response.writeHead(status, headers);
  response.end(body);
}

/** Takes from a request of this process what Wix's servers read. */
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
