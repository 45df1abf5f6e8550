import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { WIX_HOST } from '../../emulator/backend/wix-hosts.ts';

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
): Promise<{ out: string; error: string }> {
  const { WIX_EMULATOR: _, ...env } = process.env;
  const args = ['--import', PRELOAD.href, '--input-type=module', '--eval', program];
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

it('has the same pattern of Wix’s hosts as the emulator', () => {
  expect(readFileSync(PRELOAD, 'utf8')).toContain(String(WIX_HOST));
});
