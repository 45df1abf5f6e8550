import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { WEB_METHODS } from '../support/emulator.ts';
import { startOnPort } from '../support/emulator/start-on-port.ts';
import { getTestSitePath } from '../support/emulator/site/running-site.ts';

const MAX_BODY_BYTES = 1024 * 1024;
/** One route of each kind that reads a body. */
const ROUTES = [
  '/_emulator/sessions',
  `${WEB_METHODS}/greetings.web.js/greet.ajax`,
  '/inbox/v2/conversations',
  '/oauth2/token',
  '/nothing/here',
];
const GREET = `${WEB_METHODS}/greetings.web.js/greet.ajax`;

/** Starts without a site by default, because the guard rejects requests before they reach one. */
async function setup(options: { readonly site?: string } = {}) {
  const started = await startOnPort(options);
  const { requests, events } = started;
  return { ...started, listExecuted: async () => [await requests(), await events()] };
}

it('returns 415 for a body that is not JSON, such as a form of another site', async () => {
  const { sendRaw, listExecuted } = await setup();
  const types = [
    'text/plain',
    'text/plain;application/json',
    'text/plain; charset=application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/json',
    'application/jsonp',
    'application/json-patch+json',
    'application/merge-patch+json',
    '',
    undefined,
  ];
  for (const path of ROUTES) {
    for (const type of types) {
      const headers = type === undefined ? {} : { 'content-type': type };
      expect((await sendRaw({ method: 'POST', path, headers, body: '{"as":"app"}' })).status).toBe(
        415,
      );
    }
  }
  expect(await listExecuted()).toEqual([[], []]);
});

it('accepts JSON with a charset, and requests without a body', async () => {
  const { sendRaw } = await setup();
  const path = '/_emulator/sessions';
  for (const type of ['application/json; charset=utf-8', 'Application/JSON']) {
    const headers = { 'content-type': type };
    const response = await sendRaw({ method: 'POST', path, headers, body: '{"as":"app"}' });
    expect(response.status).toBe(200);
  }
  expect((await sendRaw({ method: 'POST', path: '/_emulator/reset' })).status).toBe(200);
  expect((await sendRaw({ method: 'DELETE', path: '/_emulator/faults' })).status).toBe(200);
});

it("says why a body is refused in the emulator's format and in Wix's", async () => {
  const { sendRaw } = await setup();
  const headers = { 'content-type': 'text/plain' };
  const { body } = await sendRaw({ method: 'POST', path: '/oauth2/token', headers, body: 'a=1' });
  const message = 'the Content-Type of a body must be application/json';
  expect(JSON.parse(body)).toMatchObject({
    error: message,
    message,
    details: { applicationError: { code: 'UNSUPPORTED_MEDIA_TYPE' } },
  });
});

it('accepts the Content-Encoding identity, which changes nothing', async () => {
  const { sendRaw } = await setup();
  const headers = { 'content-type': 'application/json', 'content-encoding': 'identity' };
  const request = { method: 'POST', path: '/_emulator/sessions', headers, body: '{"as":"app"}' };
  expect((await sendRaw(request)).status).toBe(200);
});

it('returns 415 for a body with Content-Encoding', async () => {
  const { sendRaw, listExecuted } = await setup();
  for (const path of ROUTES) {
    for (const encoding of ['gzip', 'br', 'gzip, identity']) {
      const headers = { 'content-type': 'application/json', 'content-encoding': encoding };
      expect((await sendRaw({ method: 'POST', path, headers, body: '{}' })).status).toBe(415);
    }
  }
  expect(await listExecuted()).toEqual([[], []]);
});

it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'GET', 'OPTIONS'])(
  '%s returns 413 for a too large Content-Length before the body is sent',
  async (method) => {
    const { port, listExecuted } = await setup();
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
      const [received]: unknown[] = (await once(socket, 'data')).map(String);
      expect(received).toMatch(/^HTTP\/1\.1 413 /);
      socket.destroy();
    }
    expect(await listExecuted()).toEqual([[], []]);
  },
);

it('accepts a body of the maximum length', async () => {
  const { sendRaw } = await setup();
  const body = '{"grantType":"anonymous","clientId":"'.padEnd(MAX_BODY_BYTES - 2, 'x');
  const headers = { 'content-type': 'application/json' };
  const path = '/oauth2/token';
  expect((await sendRaw({ method: 'POST', path, headers, body: `${body}"}` })).status).toBe(200);
});

it.each([
  ['nested 100,000 deep', '['.repeat(100_000) + ']'.repeat(100_000), 400],
  ['nested 65 deep', '['.repeat(65) + ']'.repeat(65), 400],
  ['with __proto__', '[{"a":[{"__proto__":{"polluted":1}}]}]', 400],
  ['with constructor', '[{"constructor":{"prototype":{"polluted":1}}}]', 400],
  ['that are an object', '{"0":"Ann"}', 400],
  ['that are not JSON', '[', 400],
])('a web method returns an exception for arguments %s', async (_, body, status) => {
  const { sendRaw, session } = await setup({ site: getTestSitePath('flat') });
  const { token } = await session({ as: 'visitor' });
  const headers = { 'content-type': 'application/json', authorization: token };
  const response = await sendRaw({ method: 'POST', path: GREET, headers, body });
  expect([response.status, JSON.parse(response.body)]).toMatchObject([status, { exception: true }]);
  expect(Reflect.has({}, 'polluted')).toBe(false);
});

it('keeps running when clients disconnect in the middle of a body', async () => {
  const { port, sendRaw, listExecuted } = await setup({ site: getTestSitePath('flat') });
  for (const path of ROUTES) {
    const socket = connect(port, '127.0.0.1');
    const head = `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${String(port)}`;
    socket.write(`${head}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"as"`);
    await once(socket, 'connect');
    // The response on another connection shows that the server is already reading the first one.
    expect((await sendRaw({ path: '/_emulator/health' })).status).toBe(200);
    socket.destroy();
    await once(socket, 'close');
    expect((await sendRaw({ path: '/_emulator/health' })).status).toBe(200);
  }
  expect(await listExecuted()).toEqual([[], []]);
});

it.each(['\u0000\u0001\r\n\r\n', 'GET\r\n\r\n', `GET / HTTP/1.1\r\n${'x'.repeat(70_000)}`])(
  'returns 4xx for input that is not HTTP, and keeps running (%#)',
  async (garbage) => {
    const { port, sendRaw } = await setup();
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(garbage);
    const [received]: unknown[] = (await once(socket, 'data')).map(String);
    expect(received).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect((await sendRaw({ path: '/_emulator/health' })).status).toBe(200);
  },
);
