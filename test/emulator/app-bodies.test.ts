import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { WEB_METHODS } from '../emulator.ts';
import { startOnPort } from './listening.ts';
import { siteNamed } from './site/running-site.ts';

const MAX_BODY_BYTES = 1024 * 1024;
/** A route of each kind that reads a body. */
const ROUTES = [
  '/_emulator/sessions',
  `${WEB_METHODS}/greetings.web.js/greet.ajax`,
  '/inbox/v2/conversations',
  '/oauth2/token',
  '/nothing/here',
];
const GREET = `${WEB_METHODS}/greetings.web.js/greet.ajax`;

/** Without a site: what the guard refuses never gets to one. */
async function setup(options: { readonly site?: string } = {}) {
  const started = await startOnPort(options);
  const { requests, events } = started;
  return { ...started, executed: async () => [await requests(), await events()] };
}

it('takes bodies as JSON only: what a form of another site can send is refused', async () => {
  const { ask, executed } = await setup();
  const types = [
    'text/plain',
    'text/plain;application/json',
    'text/plain; charset=application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/json',
    'application/jsonp',
    '',
    undefined,
  ];
  for (const path of ROUTES) {
    for (const type of types) {
      const headers = type === undefined ? {} : { 'content-type': type };
      expect((await ask({ method: 'POST', path, headers, body: '{"as":"app"}' })).status).toBe(415);
    }
  }
  expect(await executed()).toEqual([[], []]);
});

it('takes JSON with a character set, and no body at all', async () => {
  const { ask } = await setup();
  const path = '/_emulator/sessions';
  for (const type of ['application/json; charset=utf-8', 'Application/JSON']) {
    const headers = { 'content-type': type };
    const answer = await ask({ method: 'POST', path, headers, body: '{"as":"app"}' });
    expect(answer.status).toBe(200);
  }
  expect((await ask({ method: 'POST', path: '/_emulator/reset' })).status).toBe(200);
  expect((await ask({ method: 'DELETE', path: '/_emulator/faults' })).status).toBe(200);
});

it('takes no encoded body', async () => {
  const { ask, executed } = await setup();
  for (const path of ROUTES) {
    for (const encoding of ['gzip', 'br', 'identity']) {
      const headers = { 'content-type': 'application/json', 'content-encoding': encoding };
      expect((await ask({ method: 'POST', path, headers, body: '{}' })).status).toBe(415);
    }
  }
  expect(await executed()).toEqual([[], []]);
});

it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'GET', 'OPTIONS'])(
  'refuses a long body of %s by its length, before it is there',
  async (method) => {
    const { port, executed } = await setup();
    for (const path of ROUTES) {
      const socket = connect(port, '127.0.0.1');
      const length = String(MAX_BODY_BYTES + 1);
      const head = [
        `${method} ${path} HTTP/1.1`,
        `Host: 127.0.0.1:${String(port)}`,
        'Content-Type: application/json',
        `Content-Length: ${length}`,
      ];
      socket.write(`${head.join('\r\n')}\r\n\r\n{`);
      const [said]: unknown[] = (await once(socket, 'data')).map(String);
      expect(said).toMatch(/^HTTP\/1\.1 413 /);
      socket.destroy();
    }
    expect(await executed()).toEqual([[], []]);
  },
);

it('takes a body of the greatest length', async () => {
  const { ask } = await setup();
  const body = '{"grantType":"anonymous","clientId":"'.padEnd(MAX_BODY_BYTES - 2, 'x');
  const headers = { 'content-type': 'application/json' };
  const path = '/oauth2/token';
  expect((await ask({ method: 'POST', path, headers, body: `${body}"}` })).status).toBe(200);
});

it.each(['POST', 'PUT', 'GET'])('takes no body of unknown length from %s', async (method) => {
  const { ask, executed } = await setup();
  for (const path of ROUTES) {
    const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
    expect((await ask({ method, path, headers })).status).toBe(411);
  }
  expect(await executed()).toEqual([[], []]);
});

it.each([
  ['nested 100,000 deep', '['.repeat(100_000) + ']'.repeat(100_000), 400],
  ['nested 65 deep', '['.repeat(65) + ']'.repeat(65), 400],
  ['with __proto__', '[{"a":[{"__proto__":{"polluted":1}}]}]', 400],
  ['with constructor', '[{"constructor":{"prototype":{"polluted":1}}}]', 400],
  ['that is an object', '{"0":"Ann"}', 400],
  ['that is no JSON', '[', 400],
])('a web method takes no arguments %s', async (_, body, status) => {
  const { ask, session } = await setup({ site: siteNamed('flat') });
  const { token } = await session({ as: 'visitor' });
  const headers = { 'content-type': 'application/json', authorization: token };
  const answer = await ask({ method: 'POST', path: GREET, headers, body });
  expect([answer.status, JSON.parse(answer.body)]).toMatchObject([status, { exception: true }]);
  expect(Reflect.has({}, 'polluted')).toBe(false);
});

it('goes on when callers leave in the middle of a body', async () => {
  const { port, ask, executed } = await setup({ site: siteNamed('flat') });
  for (const path of ROUTES) {
    const socket = connect(port, '127.0.0.1');
    const head = `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${String(port)}`;
    socket.write(`${head}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"as"`);
    await once(socket, 'connect');
    // Answered on another connection: by now the first one is being read.
    expect((await ask({ path: '/_emulator/health' })).status).toBe(200);
    socket.destroy();
    await once(socket, 'close');
    expect((await ask({ path: '/_emulator/health' })).status).toBe(200);
  }
  expect(await executed()).toEqual([[], []]);
});

it.each(['\u0000\u0001\r\n\r\n', 'GET\r\n\r\n', `GET / HTTP/1.1\r\n${'x'.repeat(70_000)}`])(
  'refuses what is no HTTP and goes on (%#)',
  async (garbage) => {
    const { port, ask } = await setup();
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(garbage);
    const [said]: unknown[] = (await once(socket, 'data')).map(String);
    expect(said).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect((await ask({ path: '/_emulator/health' })).status).toBe(200);
  },
);
