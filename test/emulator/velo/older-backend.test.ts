// A site with the older parts of a backend: `.jsw` files, HTTP functions.
import { afterAll, expect, it } from 'vitest';
import * as v from 'valibot';
import { createEmulator } from '../../../emulator/index.ts';
import { WEB_METHODS } from '../../support/emulator.ts';

const errors: string[] = [];
const emulator = await createEmulator({
  site: 'test/sites/older-backend',
  onError: (error, where) => errors.push(`${where}: ${String(error)}`),
});
afterAll(() => emulator.close());

async function openSession(as: string, more: object = {}): Promise<string> {
  const response = await emulator.fetch('/_emulator/sessions', {
    method: 'POST',
    body: JSON.stringify({ as, ...more }),
  });
  return v.parse(v.object({ token: v.string() }), await response.json()).token;
}
const visitor = await openSession('visitor');
const member = await openSession('member', { email: 'ada@example.com' });
const owner = await openSession('member', { email: 'eve@example.com', roles: ['Admin'] });

/** Calls a function of `backend/orders.jsw` as a page does. */
async function call(method: string, args: readonly unknown[] = [], token = visitor) {
  const response = await emulator.fetch(`${WEB_METHODS}/orders.jsw/${method}.ajax`, {
    method: 'POST',
    headers: { authorization: token },
    body: JSON.stringify(args),
  });
  const json: unknown = await response.json();
  return { status: response.status, json };
}

it('calls the functions of a .jsw file', async () => {
  expect(await call('list')).toEqual({ status: 200, json: { result: ['cup', 'bowl'] } });
  expect((await call('total', ['cup', 'bowl', 'hat'])).json).toEqual({ result: 24 });
  expect((await call('digest', ['a'])).json).toEqual({ result: 'ca978112' });
  expect((await call('fail')).json).toMatchObject({
    exception: true,
    result: { message: 'no order' },
  });
  expect((await call('version')).status).toBe(404);
});

it.each([
  ['remove', 'visitor', visitor, 403],
  ['remove', 'member', member, 403],
  ['remove', 'owner', owner, 200],
  ['mine', 'visitor', visitor, 403],
  ['mine', 'member', member, 200],
])('permissions.json: %s by a %s', async (method, _who, token, status) => {
  expect((await call(method, [], token)).status).toBe(status);
});

it('runs page code that imports a .jsw file without its ending', async () => {
  const before = errors.length;
  const page = await emulator.fetch('/home', { headers: { accept: 'text/html' } });
  expect(page.status).toBe(200);
  expect(errors.slice(before)).toEqual([]);
});

it('reports the import that is refused, and the member of a module that it lacks', () => {
  expect(emulator.report().problems.map(({ file, what }) => [file, what])).toEqual([
    ['backend/broken.web.js', 'backend/none'],
    ['backend/people.jsw', 'wix-crm-backend.notifications.notify'],
    ['backend/people.jsw', 'wix-users-backend.register'],
    ['backend/people.jsw', 'wix-media-backend.mediaManager.listFiles'],
  ]);
});

it.each(['/_functions', '/_functions-dev'])('calls an HTTP function at %s', async (base) => {
  const url = `http://127.0.0.1${base}/orders/7/lines?page=2&sort=a%20b`;
  const response = await emulator.fetch(url, { headers: { 'X-Test': 'yes' } });
  expect(response.headers.get('x-shop')).toBe('Linden');
  expect(await response.json()).toEqual({
    url,
    baseUrl: `http://127.0.0.1${base}`,
    functionName: 'orders',
    method: 'GET',
    path: ['7', 'lines'],
    query: { page: '2', sort: 'a b' },
    ip: '127.0.0.1',
    accept: 'yes',
  });
});

it.each<
  [
    method: string,
    name: string,
    body: string | Uint8Array<ArrayBuffer> | undefined,
    status: number,
    text: string,
  ]
>([
  ['POST', 'orders', '{"a":1}', 201, '{"received":{"a":1}}'],
  ['POST', 'orders', '{"a":', 400, 'SyntaxError'],
  ['PUT', 'orders', new Uint8Array([0xff, 0x41]), 200, '\ufffdA'],
  ['DELETE', 'echo', 'x', 202, 'DELETE x'],
  ['PATCH', 'echo', 'x', 202, 'PATCH x'],
  ['GET', 'echo', undefined, 202, 'GET '],
  ['GET', 'empty', undefined, 204, ''],
  ['DELETE', 'orders', undefined, 404, 'exports no delete_orders and no use_orders'],
  ['GET', 'none', undefined, 404, 'exports no get_none and no use_none'],
  ['GET', 'toString', undefined, 404, 'exports no get_toString'],
  ['GET', 'broken', undefined, 500, 'get_broken failed'],
  ['GET', 'nothing', undefined, 500, 'get_nothing failed'],
  ['POST', 'orders', 'x'.repeat(524_289), 413, '524289 bytes; 524288 are allowed'],
])('answers %s %s %#', async (method, name, body, status, text) => {
  const response = await emulator.fetch(`/_functions/${name}`, {
    method,
    ...(body === undefined ? {} : { body }),
  });
  expect(response.status).toBe(status);
  expect(await response.text()).toContain(text);
});

it('names the function that failed and says what it must return', () => {
  expect(errors).toContain('backend/http-functions.js get_broken: Error: no shop');
  expect(errors.join()).toContain(
    'get_nothing: TypeError: An HTTP function must return a response',
  );
});
