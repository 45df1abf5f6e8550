// Dynamic pages: which item a URL shows, to whom, and the hooks of `backend/routers.js`.
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { WEB_METHODS } from '../../support/emulator.ts';
import { startPages } from '../../support/emulator/velo/start-pages.ts';

const { errors, get, post, memberCookie } = await startPages('test/sites/dynamic-pages');

async function takeNotes(): Promise<unknown> {
  const { token } = v.parse(
    v.object({ token: v.string() }),
    await (await post('/_emulator/sessions', { as: 'visitor' })).json(),
  );
  const response = await post(`${WEB_METHODS}/notes.jsw/takeNotes.ajax`, [], token);
  return v.parse(v.object({ result: v.unknown() }), await response.json()).result;
}

const Shown = v.object({
  items: v.array(v.looseObject({ title: v.string() })),
  totalCount: v.number(),
});

/** Returns the titles of the items that a page shows, and the number of all. */
function shownBy(html: string): unknown {
  const json = /id="velo-dynamic-page">(.*?)<\/script>/.exec(html)?.[1];
  if (json === undefined) return undefined;
  const { items, totalCount } = v.parse(Shown, JSON.parse(json));
  return [items.map(({ title }) => title), totalCount];
}

test.each<[path: string, titles: readonly string[], total: number]>([
  ['/projects/lighthouse', ['Lighthouse'], 1],
  ['/projects/LIGHTHOUSE', ['Lighthouse'], 1],
  ['/projects/lighthouse/?a=1', ['Lighthouse'], 1],
  // Two items have this URL: the page shows the first, and the dataset has both.
  ['/projects/big-tower', ['Big Tower', 'BIG TOWER'], 2],
  ['/projects/Big%20Tower', ['Big Tower', 'BIG TOWER'], 2],
  ['/projects/caf%C3%A9-bar:-100%25-', ['Café/Bar: 100%?'], 1],
  ['/my-dishes/meal/breakfast', ['Toast'], 2],
])('%s shows %j', async (path, titles, total) => {
  const { status, text } = await get(path);

  expect([status, shownBy(text)]).toEqual([200, [titles, total]]);
  expect(errors).toEqual([]);
});

test('the page of a collection shows the first items', async () => {
  const { status, text } = await get('/projects');

  const titles = ['Big Tower', 'Lighthouse', '', 'Café/Bar: 100%?', 'BIG TOWER'];
  expect([status, shownBy(text)]).toEqual([200, [titles, 5]]);
});

test.each<[path: string, status: number, text: string]>([
  ['/projects/no-such', 404, 'No item of the collection Projects has this URL'],
  // `customizeQuery()` of the site leaves it out.
  ['/projects/vault', 404, 'No item of the collection Projects'],
  ['/projects/lighthouse/more', 404, 'No dynamic page has this URL'],
  ['/my-dishes', 404, 'No dynamic page has this URL'],
  ['/my-dishes/Meal/breakfast', 404, 'No dynamic page has this URL'],
  ['/Projects/lighthouse', 404, 'This site has no page'],
  ['/projects-(title)', 404, 'This site has no page'],
  ['/projects/%E0%A4%A', 404, 'No item'],
  [`/projects/${'x'.repeat(5000)}`, 404, 'No item'],
  ["/projects/x'%20or%201=1--", 404, 'No item'],
  ['/projects/__proto__', 404, 'No item'],
  ['/notes/agenda', 403, 'WDE0027'],
  ['/projects/lighthouse?stop=forbidden', 403, 'Not today'],
  ['/projects/lighthouse?query=nothing', 500, 'projects_customizeQuery failed'],
])('%s has the status %i', async (path, status, text) => {
  const page = await get(path);

  expect(page.status).toBe(status);
  expect(page.text).toContain(text);
});

test('a member sees the items of a collection for members', async () => {
  const cookie = await memberCookie();

  const { status, text } = await get('/notes/agenda', cookie);

  expect([status, shownBy(text)]).toEqual([200, [['Agenda'], 1]]);
  // The layout has no dataset: the page gets the one that the editor makes.
  expect(text).toContain('id="dynamicDataset" data-wix-type="DynamicDataset"');
});

test('beforeRouter redirects, and afterRouter shows the items on another page', async () => {
  expect(await get('/projects/x?stop=moved')).toMatchObject({
    status: 301,
    location: 'http://127.0.0.1/projects/lighthouse',
  });
  const { text } = await get('/projects/lighthouse?after=all');
  expect(text).toContain('<title>All of them</title>');
  expect(shownBy(text)).toEqual([['Lighthouse'], 1]);
});

test('hooks get the route, and page code on the server gets the item and the address', async () => {
  await takeNotes();

  await get('/projects/lighthouse');

  expect(await takeNotes()).toEqual([
    { route: '/{title}', prefix: 'projects', path: ['lighthouse'] },
    {
      env: 'backend',
      title: 'Lighthouse',
      year: 2025,
      prefix: ['projects', 'projects'],
      path: [['lighthouse'], ['lighthouse']],
      total: 1,
      route: '/projects/{title}',
    },
  ]);
  expect(errors).toEqual([]);
});

test('the bar links an item of each dynamic page', async () => {
  const { text } = await get('/home');

  expect(text).toContain('href="/projects/big-tower"');
  expect(text).toContain('href="/projects"');
  expect(text).toContain('href="/my-dishes/meal/breakfast"');
});
