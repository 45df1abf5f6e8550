import { expect, onTestFinished, test } from 'vitest';
import * as v from 'valibot';
import { createEmulator } from '../../../emulator/index.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

const WEB_METHODS = '/_api/wix-code-public-dispatcher-ng/siteview/_webMethods/backend/notes.web.js';
const Session = v.object({ token: v.string() });
const Notes = v.object({ result: v.array(v.unknown()) });

async function setup() {
  const errors: string[] = [];
  const emulator = await createEmulator({
    site: 'test/sites/server-run',
    onError: (error, where) => errors.push(`${where}: ${String(error)}`),
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
    errors,
    /** Requests only the HTML of a page, as a browser or crawler does first. */
    async load(path: string, headers: Record<string, string> = {}): Promise<string> {
      const response = await emulator.fetch(path, { headers: { accept: 'text/html', ...headers } });
      return response.text();
    },
    /** Returns the notes of the pages' code and deletes them. */
    async notes(): Promise<readonly unknown[]> {
      return v.parse(Notes, await post(`${WEB_METHODS}/takeNotes.ajax`, [], token)).result;
    },
    /** Returns the cookie of a browser with this session. */
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

test('runs the master page and the page on the server, again on each load', async () => {
  const { load, notes } = await setup();

  await load('/report?x=1');
  const [master, first] = await notes();
  await load('/report');

  expect(master).toBe('master page');
  expect(first).toEqual({ env: 'backend', runs: 1, view: 'Site', path: ['report'] });
  expect((await notes())[1]).toMatchObject({ runs: 1 });
});

test('runs page code on the server with a visitor’s permissions, without a document and without rendering', async () => {
  const { load, notes } = await setup();

  const html = await load('/report');

  expect((await notes())[2]).toEqual({
    text: 'set on the server',
    read: ['one'],
    missing: 0,
    isMember: false,
    owners: 'ElementorySupportError',
    elevated: 'An elevated client is required',
    document: 'undefined',
  });
  expect(html).not.toContain('set on the server');
});

test('runs page code on the server as the member of the request', async () => {
  const { load, notes, cookieOf } = await setup();

  const cookie = await cookieOf({ as: 'member', email: 'eva@example.com', roles: ['Admin'] });
  await load('/report', { cookie });

  expect((await notes())[2]).toMatchObject({ isMember: true, owners: 'for owners only' });
});

test('stops the timers of page code at the end of its run on the server', async () => {
  const { load, notes, emulator } = await setup();

  await load('/report');
  await notes();
  await emulator.settled();
  await load('/nowhere');

  expect(await notes()).toEqual([]);
});

test('runs the preview and lightboxes only in the browser', async () => {
  const { load, notes, cookieOf } = await setup();

  await load('/report', { cookie: await cookieOf({ as: 'user' }) });
  await load('/report?lightbox');

  expect(await notes()).toEqual([]);
});

test('serves a page whose code fails on the server, with a note of the error', async () => {
  const { load, errors } = await setup();

  const html = await load('/failing');

  expect(html).toContain(
    'Error in the server-side run of this page (Wix runs page code on the server first): NOT_EMULATED: Text.style.backgroundColor',
  );
  expect(errors).toHaveLength(1);
  expect(html).toContain('id="text"');
});

test('runs concurrent loads each with its own session', async () => {
  const { load, notes, cookieOf } = await setup();
  const cookie = await cookieOf({ as: 'member', email: 'eva@example.com' });

  await Promise.all(
    Array.from({ length: 20 }, (_, index) => load('/report', index % 2 === 0 ? { cookie } : {})),
  );

  const runs = (await notes()).filter(
    (it) => typeof it === 'object' && it !== null && 'isMember' in it,
  );
  expect(runs.filter((it) => JSON.stringify(it).includes('"isMember":true'))).toHaveLength(10);
  expect(runs).toHaveLength(20);
});

test('runs a page that imports Wix’s packages on a site without node_modules', async () => {
  const site = temporaryFolder({
    'pages/home.js': `import { items } from '@wix/data';
      import wixLocation from 'wix-location';
      $w.onReady(() => { throw new Error([typeof items.query, typeof process, wixLocation.path.length].join()); });`,
  });
  const errors: string[] = [];
  const emulator = await createEmulator({ site, onError: (error) => errors.push(String(error)) });
  onTestFinished(() => emulator.close());

  await emulator.fetch('/home', { headers: { accept: 'text/html' } });

  expect(errors).toEqual(['Error: function,undefined,1 (pages/home.js:3:32)']);
});

test('loads other pages while the modules of a page never finish loading', async () => {
  const { load, notes } = await setup();

  void load('/stuck');
  await expect.poll(notes, { timeout: 10_000 }).toContain('stuck');
  const html = await load('/report');

  expect(html).not.toContain('server-side run');
  expect(await notes()).toContainEqual(expect.objectContaining({ text: 'set on the server' }));
});
