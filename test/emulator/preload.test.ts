import { execFile } from 'node:child_process';
import { createServer, type IncomingMessage } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';

const PRELOAD = new URL('../../emulator/preload.mjs', import.meta.url);
const PROJECT = new URL('../../', import.meta.url).pathname;

interface ReceivedRequest {
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Starts a server that stands for the emulator and records every request. */
async function setup(): Promise<{
  readonly address: string;
  readonly requests: readonly ReceivedRequest[];
}> {
  const requests: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      requests.push({ url: request.url, headers: request.headers, body });
      response.setHeader('content-type', 'application/json').end('{"member":{"id":"from-here"}}');
    });
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  return { address: `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`, requests };
}

/** Runs a program with the preload and returns its output. */
function run(
  program: string,
  address: string | undefined,
  { preload = PRELOAD.href, options = '' } = {},
): Promise<{ out: string; error: string }> {
  const { WIX_EMULATOR: _, ...inherited } = process.env;
  const env = { ...inherited, NODE_OPTIONS: options };
  const args = ['--import', preload, '--input-type=module', '--eval', program];
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      args,
      { cwd: PROJECT, env: address === undefined ? env : { ...env, WIX_EMULATOR: address } },
      (_error, out, error) => resolve({ out: out.trim(), error }),
    );
  });
}

it('sends the calls of an unmodified program to the emulator', async () => {
  const { address, requests } = await setup();
  const { out, error } = await run(
    `
    import { createClient } from '@wix/sdk/client';
    import { members } from '@wix/members';
    const auth = { getAuthHeaders: async () => ({ headers: { Authorization: 'a-token' } }) };
    const client = createClient({ auth, modules: { members } });
    console.log((await client.members.getCurrentMember()).member._id);
    await fetch('https://manage.wix.com/_api/x?y=1', { method: 'POST', body: 'text' });
    `,
    address,
  );
  expect([out, error]).toEqual(['from-here', '']);
  expect(requests.map(({ url, body }) => [url, body])).toEqual([
    ['/members/v1/members/my', ''],
    ['/_api/x?y=1', 'text'],
  ]);
  expect(requests[0]?.headers).toMatchObject({
    authorization: 'a-token',
    host: new URL(address).host,
    'x-original-host': 'www.wixapis.com',
  });
  expect(requests[1]?.headers).toMatchObject({ 'x-original-host': 'manage.wix.com' });
  expect(Object.keys(requests[1]?.headers ?? {}).filter((name) => name.startsWith('sec-'))).toEqual(
    [],
  );
});

it('sends requests to other hosts unchanged, and refuses hosts of Wix that are not emulated', async () => {
  const { address, requests } = await setup();
  const { address: other, requests: otherRequests } = await setup();
  const { out } = await run(
    `
    const outcome = (url) => fetch(url).then((it) => it.status, (error) => String(error.cause ?? error));
    console.log(await outcome('${other}/other'));
    console.log(await outcome('https://static.parastorage.com/x.js'));
    console.log(await outcome('https://example.wixsite.com/'));
    `,
    address,
  );
  const [first, ...refused] = out.split('\n');
  expect(first).toBe('200');
  expect(refused).toEqual([
    expect.stringContaining('static.parastorage.com: this host of Wix is not emulated'),
    expect.stringContaining('example.wixsite.com: this host of Wix is not emulated'),
  ]);
  expect([requests.length, otherRequests.map(({ url }) => url)]).toEqual([0, ['/other']]);
});

it.each([
  [undefined, 'WIX_EMULATOR is not set'],
  ['', 'WIX_EMULATOR is not set'],
  ['localhost:4321', 'Set it to an http:// URL of this machine'],
  ['https://127.0.0.1:4321', 'Set it to an http:// URL of this machine'],
  ['http://example.com', 'Set it to an http:// URL of this machine'],
])('does not run the program if WIX_EMULATOR is %s', async (address, message) => {
  const { out, error } = await run(`console.log('started')`, address);
  expect([out, error.includes(message)]).toEqual(['', true]);
});

/** What happens to a request: the host that the emulator receives, or that it is refused, or none of our business. */
const REQUESTS_BY_URL: readonly (readonly [url: string, outcome: string])[] = [
  ['https://www.wixapis.com/x', 'www.wixapis.com'],
  ['http://www.wixapis.com/x', 'www.wixapis.com'],
  ['https://WWW.WixApis.COM/x', 'www.wixapis.com'],
  ['https://www.wixapis.com./x', 'www.wixapis.com.'],
  ['https://www.wixapis.com:443/x', 'www.wixapis.com'],
  ['https://www.wixapis.com:8443/x', 'www.wixapis.com:8443'],
  ['https://ｗｗｗ．wixapis。com/x', 'www.wixapis.com'],
  ['https://wix.com/x', 'wix.com'],
  ['https://a.b.wix.com/x?y#z', 'a.b.wix.com'],
  ['https://static.parastorage.com/x', 'refused'],
  ['https://STATIC.WixStatic.COM.:444/x', 'refused'],
  ['https://someone.wixsite.com/x', 'refused'],
  ['https://notwix.com/x', 'sent on'],
  ['https://notwixapis.com/x', 'sent on'],
  ['https://www.wixapis.com.example.com/x', 'sent on'],
  ['https://wixapis.org/x', 'sent on'],
  ['https://example.com/x?to=https://www.wixapis.com/', 'sent on'],
  ['https://[::1]:1/x', 'sent on'],
  ['https://127.0.0.1:1/x', 'sent on'],
];

/** `fetch` refuses a URL with a user's name. */
const REQUESTS_BY_URL_WITH_USER: typeof REQUESTS_BY_URL = [
  ['https://nora:secret@www.wixapis.com/x', 'www.wixapis.com'],
  ['https://www.wixapis.com@example.com/x', 'sent on'],
];

it('recognizes the hosts of Wix in every spelling, and only those', async () => {
  const { address, requests } = await setup();
  const byClient = {
    fetch: REQUESTS_BY_URL,
    'node:http': [...REQUESTS_BY_URL, ...REQUESTS_BY_URL_WITH_USER],
  };
  const { out, error } = await run(
    `
    import dns from 'node:dns';
    import http from 'node:http';
    import https from 'node:https';
    // Nothing leaves this machine.
    dns.lookup = (host, options, callback) => callback(new Error('no such host: ' + host));
    const clients = {
      fetch,
      'node:http': (url) => new Promise((resolve, reject) => {
        const { get } = url.startsWith('https:') ? https : http;
        get(url, (response) => resolve(response.resume())).on('error', reject);
      }),
    };
    for (const [name, requests] of Object.entries(${JSON.stringify(byClient)})) {
      for (const [url] of requests) {
        const code = await clients[name](url).then(() => 'emulator', (it) => (it.cause ?? it).code);
        console.log(code === 'emulator' ? code : code === 'WIX_HOST_REFUSED' ? 'refused' : 'sent on');
      }
    }
    `,
    address,
  );
  const hosts = requests.map(({ headers }) => String(headers['x-original-host']));
  const outcomes = out.split('\n').map((line) => (line === 'emulator' ? hosts.shift() : line));
  const sent = Object.entries(byClient).flatMap(([client, list]) =>
    list.map(([url, outcome]) => ({ client, url, outcome })),
  );
  expect(error).toBe('');
  expect(sent.map((call, index) => ({ ...call, outcome: outcomes[index] }))).toEqual(sent);
});

it('applies to worker threads and to child processes, also in another folder', async () => {
  const { address, requests } = await setup();
  const { out, error } = await run(
    `
    import { execFileSync, execSync, spawn, spawnSync } from 'node:child_process';
    import { once } from 'node:events';
    import { tmpdir } from 'node:os';
    import { Worker } from 'node:worker_threads';
    const { execPath } = process;
    const call = (path) => "import('node:https').then((it) => it.get('https://www.wixapis.com/" + path + "'))";
    const toFile = (code) => new URL('data:text/javascript,' + encodeURIComponent(code));
    execFileSync(execPath, ['-e', call('execFileSync')], { cwd: tmpdir() });
    execSync('node -e "' + call('execSync') + '"', { env: { ...process.env, NODE_OPTIONS: '' } });
    spawnSync(execPath, ['-e', call('spawnSync')], { env: {} });
    await once(spawn(execPath, ['-e', call('spawn')], { env: { OTHER: 'a=b' } }), 'exit');
    for (const [name, options] of Object.entries({ worker: {}, 'worker-env': { env: {} } })) {
      await once(new Worker(toFile(call(name)), options), 'exit');
      await once(new Worker(call(name + '-eval'), { eval: true, ...options }), 'exit');
    }
    const nested = 'new (require("node:worker_threads").Worker)(process.argv[1], { eval: true, env: {} })';
    execFileSync(execPath, ['-e', nested, call('worker-of-child')]);
    console.log(process.env.NODE_OPTIONS);
    `,
    address,
    { preload: './emulator/preload.mjs', options: '--no-deprecation' },
  );
  expect([out, error]).toEqual([`--no-deprecation --import=${PRELOAD.href}`, '']);
  expect(requests.map(({ url }) => url)).toEqual([
    ...['/execFileSync', '/execSync', '/spawnSync', '/spawn'],
    ...['/worker', '/worker-eval', '/worker-env', '/worker-env-eval'],
    '/worker-of-child',
  ]);
});

it('sends the body of a stream, and its own headers instead of those of the connection', async () => {
  const { address, requests } = await setup();
  await run(
    `
    import { once } from 'node:events';
    import { request, Agent } from 'node:https';
    const sent = request({
      hostname: 'www.wixapis.com',
      host: 'example.com',
      path: '/x?y=1',
      method: 'POST',
      auth: 'nora:secret',
      headers: { Host: 'www.wixapis.com', 'X-Twice': ['a', 'b'], 'x-original-host': 'example.com' },
      agent: new Agent({ keepAlive: true }),
      socketPath: '/nowhere',
    });
    sent.write('one, ');
    sent.end('two');
    (await once(sent, 'response'))[0].resume();
    `,
    address,
  );
  expect(requests).toMatchObject([
    {
      url: '/x?y=1',
      body: 'one, two',
      headers: {
        host: new URL(address).host,
        authorization: `Basic ${btoa('nora:secret')}`,
        'x-twice': 'a, b',
        'x-original-host': 'www.wixapis.com',
      },
    },
  ]);
});
