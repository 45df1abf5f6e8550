import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { WEB_METHODS } from '../support/emulator.ts';
import { startOnPort } from '../support/emulator/start-on-port.ts';

// Bodies that are sent in chunks, without a length, as many HTTP clients send them.

const MAX_BODY_BYTES = 1024 * 1024;
const JSON_TYPE = 'application/json';

/** Returns a request in HTTP/1.1, of which each part of the body is one chunk. */
function toChunkedRequest(
  method: string,
  path: string,
  port: number,
  parts: readonly string[],
  type = JSON_TYPE,
): string {
  const head = [
    `${method} ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${String(port)}`,
    `Content-Type: ${type}`,
    'Transfer-Encoding: chunked',
  ].join('\r\n');
  const chunks = parts.map((part) => `${Buffer.byteLength(part).toString(16)}\r\n${part}\r\n`);
  return `${head}\r\n\r\n${chunks.join('')}`;
}

/** Sends text on a connection of its own and returns all that comes back until the connection ends. */
async function exchange(port: number, sent: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(sent);
  return text(socket);
}

it.each([
  ['a REST call', 'POST', '/oauth2/token', ['{"grantType":', '"anonymous"}'], 200, 'access_token'],
  ['a control route', 'POST', '/_emulator/sessions', ['{"as"', ':"app"}'], 200, 'token'],
  ['a call that is not emulated', 'POST', '/stores/v1/products', ['{', '}'], 501, 'NOT_EMULATED'],
  ['a body that is cut off', 'POST', '/oauth2/token', ['{"grantType":'], 400, 'INVALID_JSON'],
  ['an empty body', 'POST', '/_emulator/reset', [], 200, 'ok'],
])('reads %s in chunks', async (_, method, path, parts, status, content) => {
  const { port } = await startOnPort();
  const request = toChunkedRequest(method, path, port, parts);
  const closing = request.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n');
  const response = await exchange(port, `${closing}0\r\n\r\n`);
  expect(response).toMatch(new RegExp(`^HTTP/1.1 ${String(status)} `));
  expect(response).toContain(content);
});

it('answers 413 past the limit on every kind of route, and ends the connection', async () => {
  const { port, requests, sendRaw } = await startOnPort();
  const half = 'x'.repeat(MAX_BODY_BYTES / 2);
  const webMethod = `${WEB_METHODS}/greetings.web.js/greet.ajax`;
  const paths = ['/oauth2/token', '/_emulator/sessions', webMethod, '/stores/v1/products'];
  // The last chunk never comes: the connection ends although the client could send more.
  const responses = await Promise.all(
    paths.map((path) => exchange(port, toChunkedRequest('POST', path, port, [half, half, 'x']))),
  );
  for (const response of responses) {
    expect(response).toMatch(/^HTTP\/1.1 413 /);
    expect(response).toMatch(/connection: close/i);
    expect(response).toContain(`must not be longer than ${String(MAX_BODY_BYTES)} bytes`);
  }
  expect((await sendRaw({ path: '/_emulator/health' })).status).toBe(200);
  expect(await requests()).toEqual([]);
});

it('accepts a body of the maximum length', async () => {
  const { port } = await startOnPort();
  const body = '{"grantType":"anonymous","clientId":"'.padEnd(MAX_BODY_BYTES - 2, 'x');
  const request = toChunkedRequest('POST', '/oauth2/token', port, [body, '"}']);
  const closing = request.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n');
  expect(await exchange(port, `${closing}0\r\n\r\n`)).toMatch(/^HTTP\/1.1 200 /);
});

it('answers 415 at once to a body in chunks that is not JSON, and ends the connection', async () => {
  const { port } = await startOnPort();
  const request = toChunkedRequest('POST', '/oauth2/token', port, ['a=1'], 'text/plain');
  const response = await exchange(port, request);
  expect(response).toMatch(/^HTTP\/1.1 415 /);
  expect(response).toMatch(/connection: close/i);
});

it('refuses chunks of a compressed body', async () => {
  const { port } = await startOnPort();
  const request = toChunkedRequest('POST', '/oauth2/token', port, ['{}']);
  const compressed = request.replace(
    /Transfer-Encoding: chunked/i,
    'Transfer-Encoding: gzip, chunked',
  );
  expect(await exchange(port, compressed)).toMatch(
    /^HTTP\/1.1 415 [^]*the only supported Transfer-Encoding is chunked/,
  );
});

it('takes a stream of fetch', async () => {
  const { url } = await startOnPort();
  const body = new Blob(['{"grantType":"anonymous"}']).stream();
  const headers = { 'content-type': JSON_TYPE };
  const init = { method: 'POST', headers, body, duplex: 'half' } as const;
  expect((await fetch(`${url}/oauth2/token`, init)).status).toBe(200);
});

it('a response of Wix is sent in one piece, with its length in bytes', async () => {
  const { sendRaw, session } = await startOnPort();
  const { token } = await session({ as: 'member', email: 'zoe@example.com' });
  const response = await sendRaw({
    path: '/members/v1/members/my?fieldsets=FULL',
    headers: { authorization: token },
  });
  expect(response.headers).not.toHaveProperty('transfer-encoding');
  expect(Number(response.headers['content-length'])).toBe(Buffer.byteLength(response.body));
});
