import { execFile } from 'node:child_process';
import { expect, it } from 'vitest';
import { startOnPort } from '../../support/emulator/start-on-port.ts';

const PRELOAD = new URL('../../../emulator/preload.mjs', import.meta.url).href;
const PROJECT = new URL('../../../', import.meta.url).pathname;
const TOKEN_INFO = 'OAuth2.TokenInfo';

/** A Node program that inserts the same item twice, through Wix's package, and prints the outcomes. */
const PROGRAM = `
  import { createClient } from '@wix/sdk/client';
  import { items } from '@wix/data';
  const headers = { Authorization: process.env.TOKEN };
  const client = createClient({ auth: { getAuthHeaders: async () => ({ headers }) }, modules: { items } });
  for (const _id of ['n-1', 'n-1']) {
    await client.items.insert('InboxSendLog', { _id }).then(
      () => console.log('inserted'),
      (error) => console.log(error.details?.applicationError?.code ?? [error.name, error.message, error.cause?.code].join(' ')),
    );
  }
`;

/** Runs the program with the preload and returns the lines of its output. */
function run(emulator: string, token: string): Promise<readonly string[]> {
  const args = ['--import', PRELOAD, '--input-type=module', '--eval', PROGRAM];
  const env = { PATH: process.env['PATH'], WIX_EMULATOR: emulator, TOKEN: token };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: PROJECT, env }, (error, out) => {
      if (error) reject(error);
      else resolve(out.trim().split('\n'));
    });
  });
}

it.each([
  ['drop-before', 'inserted'],
  ['drop-after', 'WDE0074'],
])('a child process sees `%s` as a reset connection', async (kind, next) => {
  const { url, control, session } = await startOnPort({ seed: 'editor/seed.json' });
  const { token } = await session({ as: 'app' });
  const operation = 'DataItemService.InsertDataItem';
  await control('PUT', 'faults', { faults: [{ operation, calls: 'first', kind }] });
  expect(await run(url, token)).toEqual(['TypeError fetch failed ECONNRESET', next]);
});

it('a request in this process rejects like `fetch`', async () => {
  const { emulator, control, session } = await startOnPort();
  const { token } = await session({ as: 'visitor' });
  const faults = [{ operation: TOKEN_INFO, calls: 'first', kind: 'drop-before' }];
  await control('PUT', 'faults', { faults });
  const request = {
    method: 'POST',
    headers: { authorization: token },
    body: JSON.stringify({ token }),
  };
  const rejected = { message: 'fetch failed', cause: { code: 'ECONNRESET' } };
  await expect(emulator.fetch('/oauth2/token-info', request)).rejects.toMatchObject(rejected);
  expect((await emulator.fetch('/oauth2/token-info', request)).status).toBe(200);
});

it('POST /clock/advance answers when the late executions are finished', async () => {
  const { control, session, send } = await startOnPort({ seed: 'editor/seed.json' });
  const { token } = await session({ as: 'app' });
  const operation = 'DataItemService.InsertDataItem';
  const fault = { operation, calls: 'first', kind: 'execute-late', delayMs: 30_000 };
  await control('PUT', 'faults', { faults: [fault] });
  const insert = () =>
    send(
      'POST',
      '/wix-data/v2/items',
      { dataCollectionId: 'InboxSendLog', dataItem: { data: { _id: 'n-1' } } },
      token,
    );
  expect((await insert()).status).toBe(504);
  await control('POST', 'clock/advance', { ms: 30_000 });
  expect((await insert()).status).toBe(409);
});
