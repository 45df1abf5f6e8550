import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../emulator/database/database.ts';
import { TABLES } from '../../emulator/wix/operations.ts';
import { getTestSitePath } from '../support/emulator/site/running-site.ts';
import { temporaryFolder } from '../support/emulator/site/temporary-site.ts';
import { startOnPort } from '../support/emulator/start-on-port.ts';

const NAVIGATION = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
const RELOADS = /<meta http-equiv="refresh" content="0; url=\/\?a=1&#38;b=2">/;

async function setup() {
  const data = join(temporaryFolder(), 'wix.db');
  const { sendRaw, sendJson, port, settled } = await startOnPort({
    site: getTestSitePath('flat'),
    data,
  });
  const answer = await sendJson('/_emulator/act-as', { as: 'member', email: 'mia@example.com' });
  await settled();
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  return {
    port,
    sendRaw,
    /** Opens a page with these headers, without the cookie unless it is given. */
    open: (headers: Readonly<Record<string, string>>, method = 'GET') =>
      sendRaw({ method, path: '/?a=1&b=2', headers: { accept: 'text/html', ...headers } }),
    cookie,
    /** Counts the committed rows of all tables, as another program sees them. */
    countRows(): number {
      const reader = openDatabase(data, TABLES);
      const names = reader.all<{ readonly name: string }>(
        `select name from sqlite_master where type = 'table'`,
      );
      const counts = names.map(
        ({ name }) =>
          reader.get<{ readonly rows: number }>(`select count(*) as rows from "${name}"`)?.rows ??
          0,
      );
      reader.close();
      return counts.reduce((sum, count) => sum + count, 0);
    },
  };
}

/** Requests that other sites, crawlers and browsers make without the developer opening the page. */
const UNASKED: readonly (readonly [
  name: string,
  headers: Record<string, string>,
  method?: string,
])[] = [
  ['a link on another site', { ...NAVIGATION, 'sec-fetch-site': 'cross-site' }],
  ['a link on another port', { ...NAVIGATION, 'sec-fetch-site': 'same-site' }],
  ['a future kind of site', { ...NAVIGATION, 'sec-fetch-site': 'other' }],
  ['a prefetch', { ...NAVIGATION, 'sec-fetch-site': 'same-origin', 'sec-purpose': 'prefetch' }],
  [
    'a prerendering',
    { ...NAVIGATION, 'sec-fetch-site': 'same-origin', 'sec-purpose': 'prefetch;prerender' },
  ],
  ['a prefetch of an older browser', { 'sec-fetch-site': 'none', purpose: 'prefetch' }],
  ['a prefetch of Firefox', { 'x-moz': 'prefetch' }],
  ['a script of the page', { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }],
  ['HEAD', {}, 'HEAD'],
];

it('requests that open no page neither set the cookie nor write a row', async () => {
  const { open, countRows } = await setup();
  const before = countRows();
  for (const [name, headers, method = 'GET'] of UNASKED) {
    const response = await open(headers, method);
    expect(response.body).toMatch(method === 'HEAD' ? /^$/ : RELOADS);
    expect({
      name,
      status: response.status,
      cookie: response.headers['set-cookie'],
      cache: response.headers['cache-control'],
      rows: countRows(),
    }).toEqual({ name, status: 200, cookie: undefined, cache: 'no-store', rows: before });
  }
  await open({});
  expect(countRows()).toBe(before + 1);
});

it.each([
  ['a link on another site', { ...NAVIGATION, 'sec-fetch-site': 'cross-site' }],
  ['a link on another port', { ...NAVIGATION, 'sec-fetch-site': 'same-site' }],
])('%s keeps the session for the page that is loaded again', async (_, headers) => {
  const { open, cookie } = await setup();
  // Browsers send a strict cookie from another port, and not from another site.
  const linked = await open({ ...headers, cookie });
  expect(linked.headers['set-cookie']).toBeUndefined();
  expect(linked.body).toMatch(RELOADS);
  const again = await open({ ...NAVIGATION, 'sec-fetch-site': 'same-origin', cookie });
  expect(again.headers['set-cookie']).toBeUndefined();
  expect(again.body).toContain('"kind":"member"');
});

it.each<[name: string, headers: Record<string, string>]>([
  ['a bookmark', { ...NAVIGATION, 'sec-fetch-site': 'none' }],
  ['a link of the site', { ...NAVIGATION, 'sec-fetch-site': 'same-origin' }],
  ['curl', {}],
])('%s starts a session once', async (_, headers) => {
  const { open } = await setup();
  const first = await open(headers);
  expect(first.headers['set-cookie']).toHaveLength(1);
  const cookie = String(first.headers['set-cookie']).split(';')[0] ?? '';
  const second = await open({ ...headers, cookie });
  expect(second.headers['set-cookie']).toBeUndefined();
  expect(second.body).toContain('"kind":"visitor"');
});

it('refuses frames of other sites, and escapes the address in the page', async () => {
  const { sendRaw, port } = await setup();
  const headers = { ...NAVIGATION, 'sec-fetch-site': 'cross-site' };
  for (const dest of ['iframe', 'frame', 'embed', 'object']) {
    const { status } = await sendRaw({
      path: '/',
      headers: { ...headers, 'sec-fetch-dest': dest },
    });
    expect(status).toBe(403);
  }
  const { body } = await sendRaw({ path: `/?"><script>alert(${String(port)})</script>`, headers });
  expect(body).not.toContain('<script');
});

it('deletes a cookie with NUL, so that the next page works', async () => {
  const { open, port } = await setup();
  const name = `velo_session_${String(port)}`;
  for (const value of ['%00', 'emulated.a%00b']) {
    const { status, body, headers } = await open({ cookie: `${name}=${value}` });
    expect(status).toBe(400);
    expect(body).toContain('NUL');
    expect(String(headers['set-cookie'])).toContain(`${name}=; Max-Age=0`);
  }
});
