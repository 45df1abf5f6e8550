// A program that calls Wix with every client a Node program has: `node clients.mjs TOKEN`. Resolves every host name to a server of its own, which stands where Wix would be, and prints how each call ended, or that it reached that server.
import dns, { lookup, resolve4 } from 'node:dns';
import { lookup as lookupPromise } from 'node:dns/promises';
import { once } from 'node:events';
import http, { get as httpGet } from 'node:http';
import http2 from 'node:http2';
import https, { get, request } from 'node:https';
import net from 'node:net';
import process from 'node:process';
import { json } from 'node:stream/consumers';
import tls from 'node:tls';
import { promisify } from 'node:util';
import axios from 'axios';
import { got } from 'got';
import nodeFetch from 'node-fetch';
import * as undici from 'undici';
import { WebSocket } from 'ws';

const [token = ''] = process.argv.slice(2);

const host = 'www.wixapis.com';
let connectionCount = 0;
const standIn = net.createServer((socket) => {
  connectionCount += 1;
  socket.on('data', (sent) => sent.includes(host) && standIn.emit('named'));
  socket.on('error', () => undefined).end('HTTP/1.1 503 Stand-in\r\nconnection: close\r\n\r\n');
});
standIn.listen(0, '127.0.0.1');
await once(standIn, 'listening');
const address = standIn.address();
const port = typeof address === 'object' && address ? address.port : 0;

// What `node:net` calls for a connection without a `lookup` of its own. Named imports keep the function from before.
Reflect.set(dns, 'lookup', resolveToStandIn);

/** @type {net.LookupFunction} */
function resolveToStandIn(_host, { all }, callback) {
  if (all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
}

const origin = `https://${host}:${port}`;
const tokenInfo = `${origin}/oauth2/token-info`;
const plainTokenInfo = tokenInfo.replace('https', 'http');
const proxyUrl = `http://127.0.0.1:${port}`;
const toAddress = { host: '127.0.0.1', port, path: '/oauth2/token-info' };
const currentMember = `${origin}/members/v1/members/my`;
const method = 'POST';
const headers = { authorization: token, 'content-type': 'application/json' };
const body = JSON.stringify({ token });
const post = { method, headers, body };
const noHttpRetry = { retry: { limit: 0 } };

/** @param {Promise<import('axios').AxiosResponse<unknown>>} sent */
async function readData(sent) {
  return (await sent).data;
}

/** @param {import('node:http').ClientRequest} sent */
function readResponse(sent) {
  return new Promise((resolve, reject) => {
    sent.on('response', (response) => resolve(json(response))).on('error', reject);
  });
}

/** @param {import('node:events').EventEmitter} connection */
function open(connection) {
  return once(
    connection.on('error', () => undefined),
    'connect',
  );
}

/** @param {undici.WebSocket} socket */
function openWebSocket(socket) {
  return new Promise((resolve) => {
    socket.addEventListener('open', () => resolve('open'));
    socket.addEventListener('error', () => resolve('error event'));
  });
}

/** Requests, which go to the emulator. */
const REQUESTS = {
  fetch: async () => (await fetch(tokenInfo, post)).json(),
  'fetch(Request)': async () => (await fetch(new Request(tokenInfo, post))).json(),
  'undici.fetch': async () => (await undici.fetch(tokenInfo, post)).json(),
  'undici.request': async () => (await undici.request(tokenInfo, { ...post, method })).body.json(),
  'undici.request(Headers)': async () =>
    (await undici.request(currentMember, { headers: new undici.Headers(headers) })).body.json(),
  'node-fetch': async () => (await nodeFetch(tokenInfo, post)).json(),
  'node-fetch(agent)': async () =>
    (await nodeFetch(tokenInfo, { ...post, agent: new https.Agent({ keepAlive: true }) })).json(),
  axios: () => readData(axios.post(tokenInfo, { token }, { headers })),
  'axios(agent)': () =>
    readData(axios(currentMember, { headers, httpsAgent: new https.Agent({ keepAlive: true }) })),
  'axios(proxy)': () =>
    readData(
      axios(currentMember, { headers, proxy: { protocol: 'http', host: '127.0.0.1', port } }),
    ),
  'axios(fetch)': () => readData(axios(currentMember, { headers, adapter: 'fetch' })),
  got: () => got.post(tokenInfo, { headers, json: { token }, ...noHttpRetry }).json(),
  'got(timeout)': () =>
    got(currentMember, { headers, timeout: { request: 5_000 }, ...noHttpRetry }).json(),
  'https.request(url)': () => readResponse(https.request(tokenInfo, { method, headers }).end(body)),
  'request(URL, options, callback)': () =>
    new Promise((resolve, reject) => {
      request(new URL(tokenInfo), { method, headers }, (it) => resolve(json(it)))
        .on('error', reject)
        .end(body);
    }),
  'https.request(options)': () =>
    readResponse(
      https.request({ host, port, path: '/oauth2/token-info', method, headers }).end(body),
    ),
  'https.request(list of headers)': () =>
    readResponse(
      https.request(tokenInfo, { method, headers: Object.entries(headers).flat() }).end(body),
    ),
  'get(url, callback)': () =>
    new Promise((resolve, reject) => {
      get(currentMember, { headers }, (it) => resolve(json(it))).on('error', reject);
    }),
  'https.get(lookup)': () =>
    readResponse(https.get(currentMember, { headers, lookup: resolveToStandIn })),
  'http.get(proxy)': () =>
    readResponse(httpGet({ host: '127.0.0.1', port, path: currentMember, headers })),
  'http.get': () => readResponse(httpGet(currentMember.replace('https', 'http'), { headers })),
};

/** What is refused. */
const CONNECTIONS = {
  'net.connect': () => open(net.connect(port, host)),
  'Socket.connect': () => open(new net.Socket().connect({ port, host })),
  'tls.connect': () => open(tls.connect({ port, host })),
  'tls.connect(lookup)': () => open(tls.connect({ port, host, lookup: resolveToStandIn })),
  'tls.connect(servername)': () => open(tls.connect({ port, host: '127.0.0.1', servername: host })),
  'http2.connect': () => open(http2.connect(origin)),
  'http2.connect(http)': () => open(http2.connect(origin.replace('https', 'http'))),
  'http.request(CONNECT)': () =>
    readResponse(
      http.request({ host: '127.0.0.1', port, method: 'CONNECT', path: `${host}:443` }).end(),
    ),
  'new ClientRequest': () => readResponse(new http.ClientRequest(`http://${host}:${port}`).end()),
  'got(http2)': () => got(currentMember, { http2: true, ...noHttpRetry }).json(),
  'undici.Client': () => new undici.Client(origin).request({ path: '/', method: 'GET' }),
  'undici.fetch(dispatcher)': () =>
    undici.fetch(tokenInfo, { dispatcher: new undici.Agent({ connect: { timeout: 0 } }) }),
  'https.request(address, servername)': () =>
    readResponse(https.request({ ...toAddress, servername: host }).end()),
  'https.request(address, Host)': () =>
    readResponse(https.request({ ...toAddress, headers: { Host: host } }).end()),
  ws: () => open(new WebSocket(origin.replace('https', 'wss'))),
  'ws(http)': () => open(new WebSocket(origin.replace('https', 'ws'))),
  'other host of Wix': () => axios(`https://static.parastorage.com:${port}/x.js`),
};

/** What is refused: plain HTTP that names Wix, on a connection to an address or a proxy. */
const SENT_ELSEWHERE = {
  'http.request(address, Host)': () =>
    readResponse(http.request({ ...toAddress, headers: { Host: host } }).end()),
  'setHeader(Host)': () => {
    const sent = http.request(toAddress);
    sent.setHeader('host', host);
    return readResponse(sent.end());
  },
  'undici.Client(address, Host)': () =>
    new undici.Client(`http://127.0.0.1:${port}`).request({
      path: '/',
      method,
      headers: { host },
      body,
    }),
  'undici.ProxyAgent(http)': () =>
    undici.fetch(plainTokenInfo, { ...post, dispatcher: new undici.ProxyAgent(proxyUrl) }),
  'undici.ProxyAgent(https)': () =>
    undici.fetch(tokenInfo, { ...post, dispatcher: new undici.ProxyAgent(proxyUrl) }),
  'undici.ProxyAgent(no tunnel)': () =>
    undici.fetch(plainTokenInfo, {
      ...post,
      dispatcher: new undici.ProxyAgent({ uri: proxyUrl, proxyTunnel: false }),
    }),
  'net.write(CONNECT)': async () => {
    const socket = net.connect(port, '127.0.0.1').on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(Buffer.from(`CONNECT ${host}:443 HTTP/1.1\r\n\r\n`));
    await once(socket, 'data');
  },
};

/** What is refused, on a connection that opens. */
const SESSIONS = {
  'http2.connect(createConnection)': () => {
    const createConnection = () => net.connect(port, '127.0.0.1');
    const session = http2.connect(origin.replace('https', 'http'), { createConnection });
    return once(session.on('error', () => undefined).request({}), 'response');
  },
  'http2.request(authority)': () =>
    once(
      http2
        .connect(proxyUrl)
        .on('error', () => undefined)
        .request({ ':authority': host }),
      'response',
    ),
};

/** What is refused, with an `error` event that has no reason. */
const WEB_SOCKETS = {
  'undici.WebSocket': () => openWebSocket(new undici.WebSocket(origin.replace('https', 'wss'))),
  'undici.WebSocket(ws)': () => openWebSocket(new undici.WebSocket(origin.replace('https', 'ws'))),
};

/** What is refused. Without the guard these would query the real DNS. */
const QUERIES = {
  'dns.lookup': () => promisify(lookup)(host),
  'dns.resolve4': () => promisify(resolve4)(host),
  'dns.promises.lookup': () => lookupPromise(host),
  'dns.promises.resolveAny': () => dns.promises.resolveAny(host),
  'dns.Resolver': () => promisify(new dns.Resolver().resolve6)(host),
  'dns.promises.Resolver': () => new dns.promises.Resolver().resolve(host),
};

/**
 * @param {Readonly<Record<string, () => unknown>>} calls
 * @param {string} sign the event of the stand-in that a call has reached it
 */
async function run(calls, sign = 'connection') {
  /** @type {Record<string, unknown>} */
  const results = {};
  for (const [name, call] of Object.entries(calls)) {
    const done = new AbortController();
    const reached = once(standIn, sign, done).then(() => 'reached Wix');
    results[name] = await Promise.race([
      reached,
      Promise.resolve().then(call).then(memberOf, errorOf),
    ]);
    done.abort();
    await reached.catch(() => undefined);
  }
  return results;
}

const withPreload = process.env['WIX_EMULATOR'] !== undefined;
const report = {
  requests: await run(REQUESTS),
  connections: await run(CONNECTIONS),
  webSockets: await run(WEB_SOCKETS),
  connectionCount,
  sentElsewhere: await run(SENT_ELSEWHERE, 'named'),
  sessions: withPreload ? await run(SESSIONS, 'named') : {},
  queries: withPreload ? await run(QUERIES) : {},
};
console.log(JSON.stringify(report));
process.exit();

/**
 * Returns the member in the emulator's response; other results unchanged.
 *
 * @param {unknown} result
 * @returns {unknown}
 */
function memberOf(result) {
  if (typeof result !== 'object' || result === null) return result;
  if ('member' in result) return memberOf(result.member);
  if ('subjectId' in result) return result.subjectId;
  return 'id' in result ? result.id : result;
}

/**
 * Returns the code and the message of an error, or of its cause.
 *
 * @param {unknown} error
 * @returns {unknown}
 */
function errorOf(error) {
  if (!(error instanceof Error)) return String(error);
  if (error.cause) return errorOf(error.cause);
  return { code: 'code' in error ? error.code : undefined, message: error.message };
}
