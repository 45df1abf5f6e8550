// Site code that calls Wix with clients other than the global `fetch`.
import dns from 'node:dns';
import { once } from 'node:events';
import http2 from 'node:http2';
import https, { get } from 'node:https';
import net from 'node:net';
import axios, { type AxiosRequestConfig } from 'axios';
import { got } from 'got';
import nodeFetch from 'node-fetch';
import * as undici from 'undici';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { installContexts } from '../../../emulator/backend/install-contexts.ts';
import {
  runInContext,
  stopRunningCalls,
  type RequestContext,
} from '../../../emulator/backend/request-context.ts';
import type { WixRequest } from '../../../emulator/wix/core/http.ts';
import { startEmulator } from '../../support/emulator.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

const URL_OF_WIX = 'https://www.wixapis.com/things?limit=1';

/** Installs the contexts, and returns a context that records its requests. Sockets to anywhere but this machine fail. */
function setup(respond: () => Promise<void> = () => Promise.resolve()) {
  const uninstall = installContexts();
  onTestFinished(uninstall);
  const requests: WixRequest[] = [];
  const context: RequestContext = {
    token: 'visitor',
    elevatedToken: 'app',
    async handleRequest(request) {
      requests.push(request);
      await respond();
      const headers = { 'content-type': 'application/json' };
      return { status: 201, headers, body: JSON.stringify({ sent: request.body }) };
    },
  };
  return { context, requests, uninstall };
}

async function postWithAxios(config: AxiosRequestConfig): Promise<unknown> {
  const response = await axios.post<unknown>(
    URL_OF_WIX,
    { a: 1 },
    { headers: { token: 't' }, ...config },
  );
  return response.data;
}

it.each<[string, () => Promise<unknown>]>([
  ['axios', () => postWithAxios({})],
  [
    'axios with an agent',
    () => postWithAxios({ httpsAgent: new https.Agent({ keepAlive: true }) }),
  ],
  ['got', () => got.post(URL_OF_WIX, { json: { a: 1 }, headers: { token: 't' } }).json()],
  [
    'node-fetch',
    async () => {
      const headers = { token: 't' };
      return (await nodeFetch(URL_OF_WIX, { method: 'POST', body: '{"a":1}', headers })).json();
    },
  ],
])('passes a request of %s to the handler of the running call', async (_client, send) => {
  const { context, requests } = setup();
  expect(await runInContext(context, send)).toEqual({ sent: '{"a":1}' });
  expect(requests).toMatchObject([
    { method: 'POST', host: 'www.wixapis.com', path: '/things?limit=1', headers: { token: 't' } },
  ]);
  expect(requests[0]?.headers).not.toHaveProperty('x-original-host');
});

it('passes requests of two calls to their own handlers', async () => {
  const [first, second] = [setup(), setup()];
  const send = async (name: string) => axios(`https://www.wixapis.com/${name}`);
  await Promise.all([
    runInContext(first.context, () => send('first')),
    runInContext(second.context, () => send('second')),
  ]);
  expect(first.requests.map(({ path }) => path)).toEqual(['/first']);
  expect(second.requests.map(({ path }) => path)).toEqual(['/second']);
});

it('lets a client give up a request that takes too long', async () => {
  const { context } = setup(() => new Promise(() => undefined));
  const sent = runInContext(context, () => axios(URL_OF_WIX, { timeout: 20 }));
  await expect(sent).rejects.toMatchObject({ code: 'ECONNABORTED' });
});

it('fails a request outside of a call with an event, as fetch rejects', async () => {
  setup();
  const error = await new Promise((resolve) => void get(URL_OF_WIX).on('error', resolve));
  expect(String(error)).toMatch(
    /Failed to make a request to www.wixapis.com: move the call from top-level code/,
  );
});

it('handles no request of a stopped call', async () => {
  const { context, requests } = setup();
  await runInContext(context, async () => {
    stopRunningCalls(context.handleRequest);
    const sent = get(URL_OF_WIX, { timeout: 20 }).on('error', () => undefined);
    await once(sent, 'timeout');
    sent.destroy();
  });
  expect(requests).toEqual([]);
});

it.each<[string, () => Promise<unknown>]>([
  ['net.connect', () => once(net.connect(443, 'www.wixapis.com'), 'connect')],
  ['http2.connect', () => once(http2.connect('https://www.wixapis.com'), 'connect')],
  ['ws', () => once(new WebSocket('wss://www.wixapis.com'), 'open')],
  [
    'undici.request',
    () => new undici.Client('https://manage.wix.com').request({ path: '/', method: 'GET' }),
  ],
  ['dns.promises.lookup', () => dns.promises.lookup('WWW.WIX.COM.')],
])('refuses %s to a host of Wix', async (_client, connect) => {
  const { context, requests } = setup();
  await expect(runInContext(context, connect)).rejects.toMatchObject({ code: 'WIX_HOST_REFUSED' });
  expect(requests).toEqual([]);
});

it('restores the functions of Node when the last emulator is closed', () => {
  const before = [https.request, net.Socket.prototype.connect, dns.lookup];
  const [first, second] = [setup(), setup()];
  first.uninstall();
  expect(https.request).not.toBe(before[0]);
  second.uninstall();
  expect([https.request, net.Socket.prototype.connect, dns.lookup]).toEqual(before);
});

it('applies to the packages of a site: their calls have the identity of the token that they send', async () => {
  const { session, callBackend } = await startEmulator({
    site: temporaryFolder({
      'node_modules/raw-client/package.json': '{"name":"raw-client","main":"index.cjs"}',
      'node_modules/raw-client/index.cjs': `
        const https = require('node:https');
        const tls = require('node:tls');
        exports.whoAmI = (authorization) => new Promise((resolve, reject) => {
          const url = 'https://www.wixapis.com/members/v1/members/my';
          https.get(url, { headers: { authorization } }, (response) => {
            let text = '';
            response.on('data', (part) => (text += part));
            response.on('end', () => resolve(JSON.parse(text).member.id));
          }).on('error', reject);
        });
        exports.open = () => new Promise((resolve) => {
          tls.connect(443, 'www.wixapis.com', resolve).on('error', (error) => resolve(error.code));
        });
      `,
      'backend/raw.web.js': `
        import { Permissions, webMethod } from '@wix/web-methods';
        import client from 'raw-client';
        export const whoAmI = webMethod(Permissions.Anyone, client.whoAmI);
        export const open = webMethod(Permissions.Anyone, client.open);
      `,
    }),
  });
  const { id, token } = await session({ as: 'member', email: 'nora@example.com' });
  const answers = [
    await callBackend('raw', 'whoAmI', [token], token),
    await callBackend('raw', 'open', [], token),
  ];
  expect(answers).toMatchObject([
    { json: { result: id } },
    { json: { result: 'WIX_HOST_REFUSED' } },
  ]);
});
