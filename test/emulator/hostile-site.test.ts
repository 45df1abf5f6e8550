// Code of a site that leaves the machine, never ends, or returns what cannot be sent: the emulator refuses it with a clear
// error, and keeps running.
import { createServer } from 'node:http';
import { afterAll, expect, it } from 'vitest';
import * as v from 'valibot';
import { createDataHooks } from '../../emulator/backend/data-hooks.ts';
import { refuseOutside, setNetwork } from '../../emulator/backend/outside-fetch.ts';
import { runOutsideContext } from '../../emulator/backend/request-context.ts';
import { createEmulator } from '../../emulator/index.ts';
import { WEB_METHODS } from '../support/emulator.ts';

const errors: string[] = [];
const emulator = await createEmulator({
  site: 'test/sites/hostile',
  onCollectionMade: () => undefined,
  onError: (error, where) => errors.push(`${where}: ${String(error)}`),
});
/** A server on this machine that redirects each request to another one. The address is reserved: nothing is there. */
const redirects = createServer((request, response) => {
  if (request.url === '/cut') {
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-length': 9 });
    response.write('a', () => response.destroy());
    return;
  }
  response.writeHead(302, { location: 'http://192.0.2.1/' }).end();
});
const local = await new Promise<string>((resolve) => {
  redirects.listen(0, '127.0.0.1', () => {
    const address = redirects.address();
    resolve(`http://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}/`);
  });
});
afterAll(async () => {
  redirects.close();
  await emulator.close();
});

async function send(path: string, body?: unknown, authorization = '') {
  const headers = { 'content-type': 'application/json', authorization };
  const init = body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await emulator.fetch(path, init);
  return { status: response.status, text: await response.text() };
}
const Session = v.object({ token: v.string() });
const { token } = v.parse(
  Session,
  JSON.parse((await send('/_emulator/sessions', { as: 'visitor' })).text),
);
const call = async (method: string, ...args: readonly unknown[]): Promise<unknown> => {
  const { text } = await send(`${WEB_METHODS}/outside.jsw/${method}.ajax`, args, token);
  return v.parse(v.object({ result: v.unknown() }), JSON.parse(text)).result;
};
const insert = (dataCollectionId: string) =>
  send('/wix-data/v2/items', { dataCollectionId, dataItem: { data: { a: 1 } } }, token);

it.each(['fetch', 'axios', 'got', 'node-fetch', 'undici', 'ws'])(
  'no request of %s leaves the machine',
  async (client) => {
    for (const url of ['http://192.0.2.1/', 'http://shop.invalid/', 'https://[2001:db8::1]/']) {
      expect(await call('reachNow', client, url)).toBe('NETWORK_OFF');
    }
  },
);

it.each(['fetch', 'axios', 'got', 'node-fetch'])(
  'a redirect of %s to another machine is not followed',
  async (client) => {
    expect(await call('reachNow', client, local)).toBe('NETWORK_OFF');
  },
);

it('a redirect of a page’s request to another machine is not followed', async () => {
  const { status, text } = await send('/_emulator/fetch', { url: local });
  expect([status, text]).toEqual([502, expect.stringContaining('the network is off')]);
});

it('a response to a page’s request that ends early is an error of the other site', async () => {
  expect((await send('/_emulator/fetch', { url: `${local}cut` })).status).toBe(502);
});

const OFF = 'NETWORK_OFF NETWORK_OFF';
it.each([
  ['module that loads', async () => String(await call('whileLoading')).replace(',', ' ')],
  ['data hook', async () => (await insert('Reach')).text],
  [
    'HTTP function',
    async () => {
      const answers = [await send('/_functions/reach?client=fetch')];
      answers.push(await send('/_functions/reach?client=axios'));
      return answers.map(({ text }) => text).join(' ');
    },
  ],
  ['job', async () => (await send('/_emulator/jobs/run', { functionName: 'send' })).text],
])('no request of a %s leaves the machine', async (_place, run) => {
  expect(await run()).toContain(OFF);
});

it.each([
  [false, '192.0.2.1', true],
  [false, 'api.example.com', true],
  [false, 'localhost.example.com', true],
  [false, '::1', false],
  [false, '127.0.0.1', false],
  [false, 'localhost', false],
  [true, '192.0.2.1', false],
])('network allowed: %s, %s is refused: %s', (isAllowed, host, isRefused) => {
  const handleRequest = () => ({ status: 200, headers: {}, body: '' });
  const urls: string[] = [];
  setNetwork(handleRequest, { isAllowed, record: ({ url }) => urls.push(url) });
  const refuse = () => refuseOutside(`connect to ${host}`, host);
  expect(runOutsideContext(handleRequest, refuse) !== undefined).toBe(isRefused);
  expect(urls).toEqual(isRefused ? [`tcp://${host}`] : []);
  // Other code of the process is not concerned.
  expect(refuse()).toBeUndefined();
});

it.each([
  ['name', 500, /Header name must be a valid HTTP token/],
  ['lines', 500, /Invalid character in header content/],
  ['letters', 500, /Invalid character in header content/],
  ['cycle', 500, /circular/],
  ['bigint', 500, /BigInt/],
  ['thrown', 500, /get_thrown: \[object Object\]/],
])('an HTTP function whose response cannot be sent: %s', async (name, status, error) => {
  const answer = await send(`/_functions/${name}`);
  expect(answer.status).toBe(status);
  expect(answer.text).toContain(`get_${name} failed; the terminal shows the error`);
  expect(errors.at(-1)).toMatch(error);
});

it('an HTTP function can answer with a status that has no body', async () => {
  expect(await send('/_functions/reset')).toEqual({ status: 205, text: '' });
});

it.each([
  ['ThrowsCycle', 400, 'WDE0078: A data hook failed.'],
  ['ThrowsBigInt', 400, 'WDE0078: A data hook failed.'],
  ['ReturnsCycle', 400, 'circular'],
  ['ReturnsBigInt', 400, 'BigInt'],
  ['ReturnsDepth', 400, 'nested deeper than 64 levels'],
  ['ReturnsNul', 400, 'contains the character NUL'],
  ['AfterCycle', 200, '"a":1'],
  ['AfterBigInt', 200, '"a":1'],
  ['RejectsCycle', 200, '"a":1'],
  ['RejectsBigInt', 200, '"a":1'],
  ['Endless', 400, 'more than 10 data hooks called each other'],
  ['EndlessThere', 200, '"a":1'],
])('a data hook: %s', async (collection, status, part) => {
  const answer = await insert(collection);
  expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(part)]);
});

it('a hook that fails for its own failure ends', async () => {
  const dataItem = { data: { _id: 'missing' } };
  const body = { dataCollectionId: 'EndlessFailure', dataItem };
  expect((await send('/wix-data/v2/items/update', body, token)).status).toBe(404);
  expect(errors.join('\n')).toContain('more than 10 data hooks called each other');
});

it.each([
  ['beforeInsert', 'Error: Books_beforeInsert took longer than 14000 ms'],
  ['afterInsert', { a: 1 }],
] as const)('a hook that never ends: %s', async (name, outcome) => {
  const open = createDataHooks({
    dataFile: () => 'data.js',
    load: async () => ({ [`Books_${name}`]: () => new Promise(() => undefined) }),
    loadQueries: async () => ({}),
    elevatedToken: () => 'token',
    handleRequest: () => ({ status: 200, headers: {}, body: '' }),
    refuse: (thrown) => (thrown instanceof Error ? thrown : new Error('not an error')),
    onError: () => undefined,
    startTimer(_ms, onTimeout) {
      onTimeout();
      return () => undefined;
    },
  });
  const request = { operation: '', input: {}, identity: undefined, readToken: () => undefined };
  const hooks = await open({ ...request, collection: 'Books', suppressHooks: false });
  const running = hooks?.run(name, { a: 1 });
  expect(await running?.catch((error: unknown) => String(error))).toEqual(outcome);
});

it('page code cannot call other hosts while the network is off', async () => {
  const page = await emulator.fetch('/home', { headers: { accept: 'text/html' } });
  expect(page.headers.get('content-security-policy')).toContain("connect-src 'self';");
});
