// An emulator on a real port, asked with requests as a hostile program would write them: fetch would tidy them up.
import { request, type OutgoingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import type { EmulatorOptions } from '../../emulator/index.ts';
import { startEmulator } from '../emulator.ts';

/** A request, header by header. `host` and `content-length` are written where they are not given. */
export interface RawRequest {
  readonly method?: string;
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

/** What came back. */
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

  /** Sends one request as it is written. The connection is its own. */
  function ask({ method = 'GET', path, headers = {}, body }: RawRequest): Promise<RawResponse> {
    return new Promise((told, failed) => {
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
      const asked = request(
        { host: '127.0.0.1', port, method, path, headers: { ...length, ...headers }, agent: false },
        (answer) => {
          text(answer).then(
            (said) => told({ status: answer.statusCode ?? 0, headers: answer.headers, body: said }),
            failed,
          );
        },
      );
      asked.on('error', failed);
      asked.end(body);
    });
  }

  return {
    ...started,
    url,
    port,
    ask,
    askJson: (path: string, body: unknown, headers: OutgoingHttpHeaders = {}) =>
      ask({
        method: 'POST',
        path,
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
  };
}
