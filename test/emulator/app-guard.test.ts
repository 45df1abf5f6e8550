import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { WEB_METHODS } from '../emulator.ts';
import { startOnPort, type RawRequest } from './listening.ts';
import { siteNamed } from './site/running-site.ts';

// Other websites in the developer's browser, and other machines behind a name, are hostile.

const JSON_TYPE = { 'content-type': 'application/json' };
/** One request for each kind of route. All of them are answered when they come from where they should. */
const ROUTES: Readonly<Record<string, RawRequest>> = {
  control: { path: '/_emulator/health' },
  'a change by control': {
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
  'a change by REST': {
    method: 'POST',
    path: '/oauth2/token',
    headers: JSON_TYPE,
    body: '{"grantType":"anonymous"}',
  },
  'a page': { path: '/', headers: { accept: 'text/html' } },
  'a module of a page': { path: '/pages/home.ts' },
  'no route': { path: '/nothing/here' },
};

/** One emulator for a whole table, because a site takes a while to start. */
async function setup() {
  const started = await startOnPort({ site: siteNamed('flat') });
  const { ask, port, requests, events } = started;
  return {
    ...started,
    /** The statuses of every route for a request with these headers. */
    async statuses(headers: RawRequest['headers']): Promise<Readonly<Record<string, number>>> {
      const statuses: Record<string, number> = {};
      for (const [name, route] of Object.entries(ROUTES)) {
        const { status } = await ask({ ...route, headers: { ...route.headers, ...headers } });
        statuses[name] = status;
      }
      return statuses;
    },
    own: `127.0.0.1:${String(port)}`,
    /** What attacks brought about: nothing. */
    executed: async () => [await requests(), await events()],
  };
}

function everyRoute(status: number): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.keys(ROUTES).map((name) => [name, status]));
}

it('answers its own names, with and without what browsers add', async () => {
  const { statuses, port } = await setup();
  const wanted = {
    control: 200,
    'a change by control': 200,
    'the inbox screen': 200,
    'a web method': 401,
    'Wix’s REST': 401,
    'a change by REST': 200,
    'a page': 200,
    'a module of a page': 200,
    'no route': 404,
  };
  for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
    const host = `${name}:${String(port)}`;
    expect(await statuses({ host })).toEqual(wanted);
    const origin = `http://${host}`;
    expect(await statuses({ host, origin, 'sec-fetch-site': 'same-origin' })).toEqual(wanted);
  }
  expect(await statuses({ 'sec-fetch-site': 'none' })).toEqual(wanted);
});

it('answers to no other name, on any route', async () => {
  const { statuses, executed, port } = await setup();
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
    expect(await statuses({ host, origin: `http://${host}` })).toEqual(everyRoute(421));
  }
  expect(await executed()).toEqual([[], []]);
});

it('refuses what other origins send, on every route', async () => {
  const { statuses, executed, own, port } = await setup();
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
    expect(await statuses({ origin })).toEqual(everyRoute(403));
  }
  expect(await executed()).toEqual([[], []]);
});

it('refuses what other sites make a browser send, but lets their links lead to pages', async () => {
  const { statuses, executed } = await setup();
  for (const site of ['cross-site', 'same-site', 'anything-new']) {
    const headers = { 'sec-fetch-site': site };
    expect(await statuses(headers)).toEqual(everyRoute(403));
    for (const mode of ['cors', 'no-cors', 'websocket', 'nested-navigate']) {
      expect(await statuses({ ...headers, 'sec-fetch-mode': mode })).toEqual(everyRoute(403));
    }
    const followed = { ...headers, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect(await statuses(followed)).toMatchObject({
      control: 403,
      'a change by control': 403,
      'the inbox screen': 403,
      'a web method': 403,
      'a change by REST': 403,
      'a page': 200,
    });
  }
  expect((await executed())[1]).toEqual([]);
});

it('lets no link of another site put a page or the inbox into a frame', async () => {
  const { ask } = await setup();
  for (const path of ['/', '/_emulator/inbox']) {
    const { headers } = await ask({ path, headers: { accept: 'text/html' } });
    expect(headers['content-security-policy']).toContain(`frame-ancestors 'none'`);
    expect(headers['x-content-type-options']).toBe('nosniff');
  }
});

it('lets no other origin read anything', async () => {
  const { ask } = await setup();
  for (const { path, ...route } of Object.values(ROUTES)) {
    const preflight = { 'access-control-request-method': 'POST', origin: 'http://evil.example' };
    const answers = [
      await ask({ ...route, path }),
      await ask({ method: 'OPTIONS', path, headers: preflight }),
      await ask({ method: 'OPTIONS', path }),
    ];
    for (const { headers } of answers) {
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
    expect(answers[1]?.status).toBe(403);
  }
});

it('opens no WebSocket', async () => {
  const { ask } = await setup();
  const wanted = { connection: 'Upgrade', upgrade: 'websocket', accept: 'text/html' };
  const upgrade = {
    ...wanted,
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  for (const path of ['/', '/_emulator/live', '/@vite/client']) {
    const foreignHost = await ask({ path, headers: { ...upgrade, host: 'evil.example' } });
    const foreignOrigin = await ask({
      path,
      headers: { ...upgrade, origin: 'http://evil.example' },
    });
    expect([foreignHost.status, foreignOrigin.status]).toEqual([421, 403]);
  }
  expect((await ask({ path: '/', headers: upgrade })).status).toBe(200);
});

it.each(['GET /_emulator/requests HTTP/1.0', 'GET /_emulator/requests HTTP/1.1\r\nHost:'])(
  'needs a Host: %j',
  async (head) => {
    const { port } = await setup();
    const socket = connect(port, '127.0.0.1');
    socket.end(`${head}\r\n\r\n`);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 4(00|21) /);
  },
);
