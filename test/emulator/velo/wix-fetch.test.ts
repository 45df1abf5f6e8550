// Requests of a site's code to other hosts: refused without the switch, recorded in any case.
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, expect, it } from 'vitest';
import * as v from 'valibot';
import {
  fetchOutside,
  NetworkOffError,
  setNetwork,
  type OutsideRequest,
} from '../../../emulator/backend/outside-fetch.ts';
import { createEmulator } from '../../../emulator/index.ts';
import { WEB_METHODS } from '../../support/emulator.ts';

const Log = v.object({
  requests: v.array(v.looseObject({ operation: v.string(), path: v.string() })),
});

const emulator = await createEmulator({ site: 'test/sites/older-backend' });
/** A server on this machine. It allows requests of all sites below `/open`. */
const server = createServer((request, response) => {
  void respond();
  async function respond() {
    const body = await text(request);
    const isOpen = request.url?.startsWith('/open') === true;
    response.writeHead(request.url === '/broken' ? 500 : 200, {
      'x-a': 'b',
      ...(isOpen ? { 'access-control-allow-origin': '*' } : {}),
    });
    const { accept = '', origin = '' } = request.headers;
    response.end(JSON.stringify({ method: request.method, body, accept, origin }));
  }
});
const local = await new Promise<string>((resolve) => {
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    resolve(`http://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}`);
  });
});
afterAll(async () => {
  server.close();
  await emulator.close();
});

async function post(path: string, body: unknown, authorization = ''): Promise<unknown> {
  const response = await emulator.fetch(path, {
    method: 'POST',
    headers: { authorization },
    body: JSON.stringify(body),
  });
  return response.json();
}
const { token } = v.parse(
  v.object({ token: v.string() }),
  await post('/_emulator/sessions', { as: 'visitor' }),
);
const call = (method: string, ...args: readonly unknown[]) =>
  post(`${WEB_METHODS}/orders.jsw/${method}.ajax`, args, token);

/** Returns the requests to other hosts in the request log. */
async function listOutside(): Promise<readonly object[]> {
  const response = await emulator.fetch('/_emulator/requests');
  const { requests } = v.parse(Log, await response.json());
  return requests.filter(({ operation }) => operation.startsWith('fetch '));
}

it('refuses a request that leaves this machine, and records it without its query', async () => {
  const message =
    'Failed to fetch https://api.example.com/prices: the network is off. Start the emulator with --allow-network, or call a server on this machine.';
  expect(await call('prices', 'https://api.example.com/prices?key=a-secret')).toMatchObject({
    exception: true,
    result: { message, code: 'NETWORK_OFF' },
  });
  const log = await listOutside();
  expect(log.at(-1)).toMatchObject({
    operation: 'fetch api.example.com',
    method: 'GET',
    path: 'https://api.example.com/prices',
    status: 0,
    identity: { kind: 'visitor' },
    error: 'NETWORK_OFF',
    body: null,
  });
  expect(JSON.stringify(log)).not.toContain('a-secret');
});

it('sends requests to this machine', async () => {
  expect(await call('prices', `${local}/prices`)).toEqual({
    result: { method: 'GET', body: '', accept: 'application/json', origin: '' },
  });
  const sent = { method: 'POST', body: 'x', accept: '*/*', origin: '' };
  expect(await call('post', `${local}/prices`, 'x')).toEqual({
    result: [200, 'b', JSON.stringify(sent)],
  });
  expect(await call('prices', `${local}/broken`)).toMatchObject({
    result: { message: `Failed to get JSON from ${local}/broken: status 500` },
  });
  expect((await listOutside()).slice(-3)).toMatchObject([
    { path: `${local}/prices`, status: 200 },
    { path: `${local}/prices`, method: 'POST', status: 200 },
    { path: `${local}/broken`, status: 500 },
  ]);
});

it('refuses and records a request of a page that runs on the server', async () => {
  await emulator.fetch('/home', { headers: { accept: 'text/html' } });
  expect((await listOutside()).at(-1)).toMatchObject({
    path: 'https://weather.example.com/today',
    error: 'NETWORK_OFF',
  });
});

it('fetches for a page in the browser only what the other site allows', async () => {
  const fetched = v.parse(
    v.object({ status: v.number(), headers: v.record(v.string(), v.string()), body: v.string() }),
    await post('/_emulator/fetch', {
      url: `${local}/open`,
      method: 'POST',
      headers: { cookie: 'a=b', accept: 'x/y' },
      body: 'ä',
    }),
  );
  expect(fetched).toMatchObject({ status: 200, headers: { 'x-a': 'b' } });
  expect(JSON.parse(Buffer.from(fetched.body, 'base64').toString())).toEqual({
    method: 'POST',
    body: 'ä',
    accept: 'x/y',
    origin: 'http://127.0.0.1',
  });
});

it.each([
  [`${local}/closed`, 'Access-Control-Allow-Origin of its response is missing'],
  ['https://api.example.com/', 'the network is off'],
  ['file:///etc/passwd', 'url: must start with https:'],
])('does not fetch %s for a page', async (url, error) => {
  expect(JSON.stringify(await post('/_emulator/fetch', { url }))).toContain(error);
});

it.each([
  ['https://api.example.com/a?b=c', true, 200, undefined],
  ['https://api.example.com/a?b=c', false, 0, 'NETWORK_OFF'],
  ['http://localhost.example.com/', false, 0, 'NETWORK_OFF'],
  ['http://127.0.0.1.example.com/', false, 0, 'NETWORK_OFF'],
  ['http://shop.localhost/', false, 200, undefined],
  ['http://[::1]/', false, 200, undefined],
])('%s, network allowed: %s', async (url, isAllowed, status, error) => {
  const recorded: OutsideRequest[] = [];
  const handleRequest = () => ({ status: 200, headers: {}, body: '' });
  setNetwork(handleRequest, { isAllowed, record: (request) => recorded.push(request) });
  const sent = fetchOutside({ handleRequest }, new Request(url), async () => new Response(''));
  const outcome = await sent.then(
    () => undefined,
    (thrown: unknown) => thrown instanceof NetworkOffError && thrown.code,
  );
  expect(outcome).toBe(error);
  expect(recorded).toMatchObject([{ url: url.replace(/\?.*/, ''), status }]);
});
