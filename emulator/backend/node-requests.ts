// Passes requests of `node:http` and `node:https` to a function of this process, without TLS or keep-alive.
import {
  createServer,
  type IncomingMessage,
  type RequestOptions,
  type ServerResponse,
} from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import type { WixRequest, WixResponse } from '../wix/core/http.ts';

/** Handles a request. Resolves to undefined if the request gets no response. */
type RequestHandler = (request: WixRequest) => Promise<WixResponse | undefined>;

/**
 * Returns options of `http.request` that connect one request to a function. The connection is a real one, so that time
 * limits and streams of HTTP clients work as with Wix. Its port closes when the request arrives.
 */
export function connectTo(handle: RequestHandler): RequestOptions {
  return {
    createConnection({ timeout }, onConnection) {
      let client: Socket | undefined;
      const server = createServer((request, response) => {
        server.close();
        respond(request, response).catch(() => response.destroy());
      });
      server.unref().listen(0, '127.0.0.1', () => {
        const address = server.address();
        const port = typeof address === 'object' && address ? address.port : 0;
        client = connect({ host: '127.0.0.1', port, ...(timeout ? { timeout } : {}) });
        onConnection(null, client);
      });

      async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const answer = await handle(await toWixRequest(request));
        if (answer) {
          response.writeHead(answer.status, answer.headers).end(answer.body);
        } else {
          // A client that waits without a time limit does not keep the process running.
          for (const socket of [client, request.socket]) socket?.unref();
        }
      }
      return undefined;
    },
  };
}

async function toWixRequest(request: IncomingMessage): Promise<WixRequest> {
  const { 'x-original-host': host, ...headers } = request.headers;
  return {
    method: request.method ?? 'GET',
    host: String(host),
    path: request.url ?? '/',
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value && String(value)]),
    ),
    body: await text(request),
  };
}
