import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { WEB_METHODS } from '../support/emulator.ts';
import { startOnPort, type RawRequest } from '../support/emulator/start-on-port.ts';
import { getTestSitePath } from '../support/emulator/site/running-site.ts';

// Requests of hostile websites in the developer's browser, and of other machines through a DNS name.

const JSON_TYPE = { 'content-type': 'application/json' };
/** One request for each kind of route. Each is allowed when it comes from the emulator's own origin. */
const ROUTES: Readonly<Record<string, RawRequest>> = {
  control: { path: '/_emulator/health' },
  'a write to control': {
    method: 'POST',
    path: '/_emulator/contacts',
    headers: JSON_TYPE,
    body: '{"info":{"name":{"first":"Ann"}}}',
  },
  'the inbox screen': { path: '/_emulator/inbox' },
  'a web method': {
    method: 'POST',
    path: `${WEB_METHODS}/greetings.web.js/greet.ajax`,
    headers: JSON_TYPE,
    body: '["Ann"]',
  },
  'Wix’s REST': { path: '/members/v1/members/my' },
  'a write to REST': {
    method: 'POST',
    path: '/oauth2/token',
    headers: JSON_TYPE,
    body: '{"grantType":"anonymous"}',
  },
  'a page': { path: '/', headers: { accept: 'text/html' } },
  'a module of a page': { path: '/pages/home.ts' },
  'no route': { path: '/nothing/here' },
};

/** Starts one emulator for all requests of a test, because starting a site is slow. */
async function setup() {
  const started = await startOnPort({ site: getTestSitePath('flat') });
  const { sendRaw, port, requests, events } = started;
  return {
    ...started,
    /** Returns the status of every route for a request with these headers. */
    async statuses(headers: RawRequest['headers']): Promise<Readonly<Record<string, number>>> {
      const statuses: Record<string, number> = {};
      for (const [name, route] of Object.entries(ROUTES)) {
        const { status } = await sendRaw({ ...route, headers: { ...route.headers, ...headers } });
        statuses[name] = status;
      }
      return statuses;
    },
    own: `127.0.0.1:${String(port)}`,
    /** Returns what the requests listExecuted. It must be empty. */
    listExecuted: async () => [await requests(), await events()],
  };
}

function allRoutesWith(status: number): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.keys(ROUTES).map((name) => [name, status]));
}

it('accepts its own hosts, with and without the headers that browsers add', async () => {
  const { statuses, port } = await setup();
  const expected = {
    control: 200,
    'a write to control': 200,
    'the inbox screen': 200,
    'a web method': 401,
    'Wix’s REST': 401,
    'a write to REST': 200,
    'a page': 200,
    'a module of a page': 200,
    'no route': 404,
  };
  for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
    const host = `${name}:${String(port)}`;
    expect(await statuses({ host })).toEqual(expected);
    const origin = `http://${host}`;
    expect(await statuses({ host, origin, 'sec-fetch-site': 'same-origin' })).toEqual(expected);
  }
  expect(await statuses({ 'sec-fetch-site': 'none' })).toEqual(expected);
});

it('returns 421 for other hosts on every route', async () => {
  const { statuses, listExecuted, port } = await setup();
  const other = String(port + 1);
  const names = [
    'evil.example',
    `evil.example:${String(port)}`,
    '127.0.0.1',
    'localhost',
    `127.0.0.1:${other}`,
    `localhost:${other}`,
    `127.0.0.1.evil.example:${String(port)}`,
    `localhost.evil.example:${String(port)}`,
    `0.0.0.0:${String(port)}`,
    `127.0.0.1:${String(port)}.evil.example`,
    `evil.example@127.0.0.1:${String(port)}`,
    `127.0.0.1:0${String(port)}`,
  ];
  for (const host of names) {
    expect(await statuses({ host, origin: `http://${host}` })).toEqual(allRoutesWith(421));
  }
  expect(await listExecuted()).toEqual([[], []]);
});

it('returns 403 for other origins on every route', async () => {
  const { statuses, listExecuted, own, port } = await setup();
  const origins = [
    'http://evil.example',
    'null',
    `https://${own}`,
    `http://127.0.0.1:${String(port + 1)}`,
    `http://${own}.evil.example`,
    `http://evil.example/?${own}`,
    '',
  ];
  for (const origin of origins) {
    expect(await statuses({ origin })).toEqual(allRoutesWith(403));
  }
  expect(await listExecuted()).toEqual([[], []]);
});

it('returns 403 for cross-site requests, except links to pages', async () => {
  const { statuses, listExecuted } = await setup();
  for (const site of ['cross-site', 'same-site', 'anything-new']) {
    const headers = { 'sec-fetch-site': site };
    expect(await statuses(headers)).toEqual(allRoutesWith(403));
    for (const mode of ['cors', 'no-cors', 'websocket', 'nested-navigate']) {
      expect(await statuses({ ...headers, 'sec-fetch-mode': mode })).toEqual(allRoutesWith(403));
    }
    const navigation = { ...headers, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect(await statuses(navigation)).toMatchObject({
      control: 403,
      'a write to control': 403,
      'the inbox screen': 403,
      'a web method': 403,
      'a write to REST': 403,
      'a page': 200,
    });
  }
  expect((await listExecuted())[1]).toEqual([]);
});

it('forbids framing of pages and of the inbox screen', async () => {
  const { sendRaw } = await setup();
  for (const path of ['/', '/_emulator/inbox']) {
    const { headers } = await sendRaw({ path, headers: { accept: 'text/html' } });
    expect(headers['content-security-policy']).toContain(`frame-ancestors 'none'`);
    expect(headers['x-content-type-options']).toBe('nosniff');
  }
});

it('sends no CORS headers', async () => {
  const { sendRaw } = await setup();
  for (const { path, ...route } of Object.values(ROUTES)) {
    const preflight = { 'access-control-request-method': 'POST', origin: 'http://evil.example' };
    const responses = [
      await sendRaw({ ...route, path }),
      await sendRaw({ method: 'OPTIONS', path, headers: preflight }),
      await sendRaw({ method: 'OPTIONS', path }),
    ];
    for (const { headers } of responses) {
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
    expect(responses[1]?.status).toBe(403);
  }
});

it('opens no WebSockets', async () => {
  const { sendRaw } = await setup();
  const expected = { connection: 'Upgrade', upgrade: 'websocket', accept: 'text/html' };
  const upgrade = {
    ...expected,
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  for (const path of ['/', '/_emulator/live', '/@vite/client']) {
    const foreignHost = await sendRaw({ path, headers: { ...upgrade, host: 'evil.example' } });
    const foreignOrigin = await sendRaw({
      path,
      headers: { ...upgrade, origin: 'http://evil.example' },
    });
    expect([foreignHost.status, foreignOrigin.status]).toEqual([421, 403]);
  }
  expect((await sendRaw({ path: '/', headers: upgrade })).status).toBe(200);
});

it.each(['GET /_emulator/requests HTTP/1.0', 'GET /_emulator/requests HTTP/1.1\r\nHost:'])(
  'requires a Host header: %j',
  async (head) => {
    const { port } = await setup();
    const socket = connect(port, '127.0.0.1');
    socket.end(`${head}\r\n\r\n`);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 4(00|21) /);
  },
);
