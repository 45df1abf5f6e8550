// An emulator on a real port, and raw requests to it, as a hostile program sends them. `fetch` would normalize them.
import { request, type OutgoingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import type { EmulatorOptions } from '../../../emulator/index.ts';
import { startEmulator } from '../emulator.ts';

/** A request. `host` and `content-length` are added if they are not given. */
export interface RawRequest {
  readonly method?: string;
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

/** A response. */
export interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** Starts an emulator for the running test and opens its port. */
export async function startOnPort(options: EmulatorOptions = {}) {
  const started = await startEmulator(options);
  const url = await started.emulator.listen();
  const port = Number(new URL(url).port);

  /** Sends one request unchanged, on its own connection. */
  function sendRaw({ method = 'GET', path, headers = {}, body }: RawRequest): Promise<RawResponse> {
    return new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
      const outgoing = request(
        { host: '127.0.0.1', port, method, path, headers: { ...length, ...headers }, agent: false },
        (incoming) => {
          text(incoming).then(
            (received) =>
              resolve({
                status: incoming.statusCode ?? 0,
                headers: incoming.headers,
                body: received,
              }),
            reject,
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  return {
    ...started,
    url,
    port,
    sendRaw,
    sendJson: (path: string, body: unknown, headers: OutgoingHttpHeaders = {}) =>
      sendRaw({
        method: 'POST',
        path,
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
  };
}
