import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { startOnPort } from '../../support/emulator/start-on-port.ts';

const PROGRAM = fileURLToPath(new URL('clients.mjs', import.meta.url));
const PRELOAD = new URL('../../../emulator/preload.mjs', import.meta.url).href;

const Results = v.record(v.string(), v.unknown());
const Report = v.object({
  requests: Results,
  connections: Results,
  webSockets: Results,
  sentElsewhere: Results,
  sessions: Results,
  queries: Results,
  connectionCount: v.number(),
});

/** Runs the program, with the preload if there is an emulator. Proxies of the machine are ignored. */
async function runClients(token: string, emulator?: string) {
  const { PATH } = process.env;
  const args = emulator === undefined ? [PROGRAM, token] : ['--import', PRELOAD, PROGRAM, token];
  const env = emulator === undefined ? { PATH } : { PATH, WIX_EMULATOR: emulator };
  const [out, error] = await new Promise<[string, string]>((resolve) => {
    execFile(process.execPath, args, { env }, (_error, ...outputs) => resolve(outputs));
  });
  return { ...v.parse(Report, JSON.parse(out)), error };
}

/** Returns the same value for each client. */
function forEach(results: object, value: unknown): object {
  return Object.fromEntries(Object.keys(results).map((name) => [name, value]));
}

it('sends the requests of every client to the emulator, refuses other connections, and reaches Wix with none', async () => {
  const { url, session, requests: requestLog } = await startOnPort();
  const { id, token } = await session({ as: 'member', email: 'nora@example.com' });
  const report = await runClients(token, url);
  const { requests, connections, webSockets, connectionCount, error } = report;
  const { sentElsewhere, sessions, queries } = report;
  const message: unknown = expect.stringMatching(
    /^Failed to .+ (www\.wixapis|static\.parastorage)\.com(:\d+)?: .*emulat/,
  );
  const refused = { code: 'WIX_HOST_REFUSED', message };
  expect(requests).toEqual(forEach(requests, id));
  expect(connections).toEqual(forEach(connections, refused));
  expect(webSockets).toEqual(forEach(webSockets, 'error event'));
  expect(error).toMatch(/Failed to open a connection for websocket to www\.wixapis\.com/);
  expect(sentElsewhere).toEqual(forEach(sentElsewhere, refused));
  expect(sessions).toEqual(forEach(sessions, refused));
  expect(queries).toEqual(forEach(queries, refused));
  expect(connectionCount).toBe(0);

  const log = await requestLog();
  expect(log.map(({ status }) => status)).toEqual(Object.keys(requests).map(() => 200));
});

it('reaches Wix with every client without the preload', async () => {
  const report = await runClients('a-token');
  const { requests, connections, webSockets, sentElsewhere, connectionCount } = report;
  const all = { ...requests, ...connections, ...webSockets };
  expect(all).toEqual(forEach(all, 'reached Wix'));
  expect(connectionCount).toBeGreaterThanOrEqual(Object.keys(all).length);
  expect(sentElsewhere).toEqual(forEach(sentElsewhere, 'reached Wix'));
  expect(Object.keys(all)).toEqual(
    expect.arrayContaining([
      ...['fetch', 'undici.fetch', 'undici.request', 'node-fetch', 'axios', 'got'],
      ...['https.request(url)', 'http.get', 'net.connect', 'tls.connect', 'http2.connect', 'ws'],
    ]),
  );
});
