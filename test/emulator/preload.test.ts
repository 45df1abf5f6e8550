import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { WIX_HOST } from '../../emulator/backend/wix-hosts.ts';

const PRELOAD = new URL('../../emulator/preload.mjs', import.meta.url);
const PROJECT = new URL('../../', import.meta.url).pathname;

interface Seen {
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Starts a server in the emulator's place that answers every call with what it was asked. */
async function setup(): Promise<{ readonly address: string; readonly seen: readonly Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      seen.push({ url: request.url, headers: request.headers, body });
      response.setHeader('content-type', 'application/json').end('{"member":{"id":"from-here"}}');
    });
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const at = server.address();
  return { address: `http://127.0.0.1:${typeof at === 'object' ? at?.port : ''}`, seen };
}

/** Runs a program with the preload and answers what it printed. */
function run(
  program: string,
  address: string | undefined,
): Promise<{ out: string; error: string }> {
  const { WIX_EMULATOR: _, ...env } = process.env;
  const args = ['--import', PRELOAD.href, '--input-type=module', '--eval', program];
  return new Promise((done) => {
    execFile(
      process.execPath,
      args,
      { cwd: PROJECT, env: address === undefined ? env : { ...env, WIX_EMULATOR: address } },
      (_error, out, error) => done({ out: out.trim(), error }),
    );
  });
}

it('sends the calls of an unmodified program to the emulator', async () => {
  const { address, seen } = await setup();
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
  expect(seen.map(({ url, body }) => [url, body])).toEqual([
    ['/members/v1/members/my', ''],
    ['/_api/x?y=1', 'text'],
  ]);
  expect(seen[0]?.headers).toMatchObject({
    authorization: 'a-token',
    host: new URL(address).host,
    'x-original-host': 'www.wixapis.com',
  });
  expect(seen[1]?.headers).toMatchObject({ 'x-original-host': 'manage.wix.com' });
  expect(Object.keys(seen[1]?.headers ?? {}).filter((name) => name.startsWith('sec-'))).toEqual([]);
});

it('leaves other hosts alone, and refuses hosts of Wix that the emulator does not answer for', async () => {
  const { address, seen } = await setup();
  const { address: other, seen: seenByOther } = await setup();
  const { out } = await run(
    `
    const told = (url) => fetch(url).then((it) => it.status, (error) => String(error.cause ?? error));
    console.log(await told('${other}/other'));
    console.log(await told('https://static.parastorage.com/x.js'));
    console.log(await told('https://somebody.wixsite.com/'));
    `,
    address,
  );
  const [first, ...refused] = out.split('\n');
  expect(first).toBe('200');
  expect(refused).toEqual([
    expect.stringContaining('static.parastorage.com: it is a host of Wix that is not emulated'),
    expect.stringContaining('somebody.wixsite.com: it is a host of Wix that is not emulated'),
  ]);
  expect([seen.length, seenByOther.map(({ url }) => url)]).toEqual([0, ['/other']]);
});

it.each([
  [undefined, 'WIX_EMULATOR is not set'],
  ['', 'WIX_EMULATOR is not set'],
  ['localhost:4321', 'an http:// address of this machine is allowed'],
  ['https://127.0.0.1:4321', 'an http:// address of this machine is allowed'],
  ['http://example.com', 'an http:// address of this machine is allowed'],
])('does not start a program with %s', async (address, says) => {
  const { out, error } = await run(`console.log('started')`, address);
  expect([out, error.includes(says)]).toEqual(['', true]);
});

it('knows the same hosts of Wix as the emulator itself', () => {
  expect(readFileSync(PRELOAD, 'utf8')).toContain(String(WIX_HOST));
});
