// Routers of `backend/routers.js`: which page, status or redirect an address gets.
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { WEB_METHODS } from '../../support/emulator.ts';
import { startPages } from '../../support/emulator/velo/start-pages.ts';

const { errors, get, post, memberCookie } = await startPages('test/sites/older-site');

/** Returns the data of the router in a page's HTML. */
function dataOf(html: string): unknown {
  const json = /id="velo-router-data">(.*?)<\/script>/.exec(html)?.[1];
  return json === undefined ? undefined : JSON.parse(json);
}

test.each<[path: string, status: number, text: string]>([
  ['/authors/secret', 403, 'Forbidden'],
  ['/authors/unknown', 404, 'No such author'],
  ['/authors/who', 404, 'Not Found'],
  ['/authors/tea', 418, 'I am a teapot'],
  ['/authors/empty', 204, ''],
  ['/authors/missing', 404, 'The router shows the page &quot;Missing&quot;, and the site has no'],
  ['/staff', 403, 'For staff'],
  ['/nowhere/ada', 404, 'This site has no page'],
])('%s has the status %i', async (path, status, text) => {
  const page = await get(path);

  expect(page.status).toBe(status);
  expect(page.text).toContain(text);
  expect(errors).toEqual([]);
});

test.each<[path: string, status: number, location: string]>([
  ['/authors/moved', 301, 'http://127.0.0.1/authors/ada?from=moved'],
  ['/authors/elsewhere', 302, 'https://example.com/ada'],
])('%s redirects', async (path, status, location) => {
  expect(await get(path)).toEqual({ status, location, text: '' });
});

test.each<[path: string, data: unknown]>([
  ['/authors', { name: 'Ada', role: 'Visitor', query: {} }],
  ['/authors/ada?a=1', { name: 'Ada', role: 'Visitor', query: { a: '1' } }],
  ['/authors/first', { name: 'First' }],
  ['/author', undefined],
  ['/home', undefined],
])('%s shows a page with data', async (path, data) => {
  const { status, text } = await get(path);

  expect([status, dataOf(text)]).toEqual([200, data]);
});

test('beforeRouter lets members pass, and afterRouter replaces the response', async () => {
  const cookie = await memberCookie();

  expect(dataOf((await get('/staff', cookie)).text)).toEqual({ name: 'Staff' });
  expect((await get('/staff?gone', cookie)).status).toBe(404);
});

test('sets the head of the page, escaped, and names what it ignores', async () => {
  const { text } = await get('/authors/ada');

  expect(text).toContain('<title>About &lt;Ada&gt;</title>');
  expect(text).toContain('<meta property="og:title" content="Ada" />');
  expect(text).toContain('head.links is ignored');
});

test('page code reads the data on the server; null without a router', async () => {
  const { token } = v.parse(
    v.object({ token: v.string() }),
    await (await post('/_emulator/sessions', { as: 'visitor' })).json(),
  );
  const takeNotes = async (): Promise<unknown> =>
    (await post(`${WEB_METHODS}/notes.jsw/takeNotes.ajax`, [], token)).json();
  await takeNotes();

  await get('/authors/first');
  await get('/author');

  const first = { name: 'First' };
  expect(await takeNotes()).toEqual({
    result: [
      [first, first],
      [null, null],
    ],
  });
});

test('a member’s page reads the member and the roles on the server', async () => {
  const cookie = await memberCookie();

  await get('/home', cookie);

  expect(errors).toEqual([]);
});

test.each([
  ['broken', 'authors_Router: Error: no authors'],
  ['nothing', 'authors_Router: Error: it returned no response; return ok(), notFound(), ...'],
  ['wrong', 'authors_Router: Error: it returned no response of wix-router: status: Invalid type'],
])('/authors/%s fails with the status 500, and the terminal shows why', async (name, message) => {
  const { status, text } = await get(`/authors/${name}`);

  expect(status).toBe(500);
  expect(text).toContain('the terminal shows the error');
  expect(text).not.toContain(message);
  expect(errors).toEqual([expect.stringContaining(message)]);
});
