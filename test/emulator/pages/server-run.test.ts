import { expect, onTestFinished, test } from 'vitest';
import * as v from 'valibot';
import { createEmulator } from '../../../emulator/index.ts';

const WEB_METHODS = '/_api/wix-code-public-dispatcher-ng/siteview/_webMethods/backend/notes.web.js';
const Session = v.object({ token: v.string() });
const Notes = v.object({ result: v.array(v.unknown()) });

async function setup() {
  const failures: string[] = [];
  const emulator = await createEmulator({
    site: 'test/sites/runs-twice',
    onError: (error, where) => failures.push(`${where}: ${String(error)}`),
  });
  onTestFinished(() => emulator.close());
  const post = async (path: string, body: unknown, token = ''): Promise<unknown> => {
    const response = await emulator.fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: token },
      body: JSON.stringify(body),
    });
    return response.json();
  };
  const { token } = v.parse(Session, await post('/_emulator/sessions', { as: 'visitor' }));
  return {
    emulator,
    failures,
    /** Loads a page as a browser, or a crawler, does: its HTML and nothing else. */
    async load(path: string, headers: Record<string, string> = {}): Promise<string> {
      const response = await emulator.fetch(path, { headers: { accept: 'text/html', ...headers } });
      return response.text();
    },
    /** What the pages' code noted since the last time. */
    async notes(): Promise<readonly unknown[]> {
      return v.parse(Notes, await post(`${WEB_METHODS}/take.ajax`, [], token)).result;
    },
    /** The cookie of a browser whose session is this. */
    async cookieOf(as: object): Promise<string> {
      const response = await emulator.fetch('/_emulator/act-as', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(as),
      });
      return response.headers.get('set-cookie')?.split(';')[0] ?? '';
    },
  };
}

test('a page load runs the master page and the page on the server, anew each time', async () => {
  const { load, notes } = await setup();

  await load('/twice?x=1');
  const [master, first] = await notes();
  await load('/twice');

  expect(master).toBe('master page');
  expect(first).toEqual({ env: 'backend', runs: 1, view: 'Site', path: ['twice'] });
  expect((await notes())[1]).toMatchObject({ runs: 1 });
});

test('a page on the server fills elements that nobody sees, with a visitor’s rights and no document', async () => {
  const { load, notes } = await setup();

  const html = await load('/twice');

  expect((await notes())[2]).toEqual({
    words: 'seen by nobody',
    read: ['one'],
    missing: 0,
    isMember: false,
    owners: 'ElementorySupportError',
    elevated: 'An elevated client is required',
    document: 'undefined',
  });
  expect(html).not.toContain('seen by nobody');
});

test('a page on the server runs as the member whose browser asks', async () => {
  const { load, notes, cookieOf } = await setup();

  const cookie = await cookieOf({ as: 'member', email: 'eva@example.com', roles: ['Admin'] });
  await load('/twice', { cookie });

  expect((await notes())[2]).toMatchObject({ isMember: true, owners: 'for owners only' });
});

test('nothing of a page on the server goes on after its run', async () => {
  const { load, notes, emulator } = await setup();

  await load('/twice');
  await notes();
  await emulator.settled();
  await load('/nowhere');

  expect(await notes()).toEqual([]);
});

test('the preview and lightboxes run in the browser only', async () => {
  const { load, notes, cookieOf } = await setup();

  await load('/twice', { cookie: await cookieOf({ as: 'user' }) });
  await load('/twice?lightbox');

  expect(await notes()).toEqual([]);
});

test('a page that fails on the server is served all the same, and says so', async () => {
  const { load, failures } = await setup();

  const html = await load('/faulty');

  expect(html).toContain('On the server, where Wix runs it first: NOT_EMULATED: Text.html');
  expect(failures).toHaveLength(1);
  expect(html).toContain('id="words"');
});

test('loads at the same time do not mix: each session has its own run', async () => {
  const { load, notes, cookieOf } = await setup();
  const cookie = await cookieOf({ as: 'member', email: 'eva@example.com' });

  await Promise.all(
    Array.from({ length: 20 }, (_, at) => load('/twice', at % 2 === 0 ? { cookie } : {})),
  );

  const runs = (await notes()).filter(
    (it) => typeof it === 'object' && it !== null && 'isMember' in it,
  );
  expect(runs.filter((it) => JSON.stringify(it).includes('"isMember":true'))).toHaveLength(10);
  expect(runs).toHaveLength(20);
});
