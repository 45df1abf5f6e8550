import { items } from '@wix/data';
import { auth } from '@wix/essentials';
import { expect, it } from 'vitest';
import type { Identity } from '../../../emulator/wix/core/context.ts';
import {
  codeThrownBy,
  openForPackages,
  PREVIEW_APP,
} from '../../support/emulator/wix/open-for-packages.ts';
import { APP, OWNER, visitor } from '../../support/emulator/wix/open-wix.ts';

const insert = auth.elevate(items.insert);
const query = auth.elevate(items.query);
const bulkRemove = auth.elevate(items.bulkRemove);

const setup = () => openForPackages({ collections: ['Notes', 'Others'] });

/** Inserts notes of three days, that of the second day last. */
async function insertNotes() {
  for (const day of [1, 3, 2]) {
    await insert('Notes', {
      _id: `n-${day}`,
      at: new Date(Date.UTC(2026, 10, day)),
      day,
      tags: ['all', `day-${day}`],
      ...(day === 3 ? {} : { kind: 'early' }),
    });
  }
}

it('inserts and reads an item with dates, through @wix/data', async () => {
  const { as, wix } = await setup();
  const before = wix.clock.now().getTime();
  await as(visitor(1), async () => {
    const sent = { kind: 'form', at: new Date('2026-11-20T10:00:00.000Z'), inner: { n: 1 } };
    const inserted = await insert('Notes', sent, { suppressHooks: true });
    const { _id, _createdDate, _updatedDate, ...rest } = inserted;
    expect(rest).toEqual({ ...sent, _owner: APP.id });
    expect(_id).toMatch(/^[0-9a-f-]{36}$/);
    expect([_createdDate, _updatedDate]).toEqual([_createdDate, _createdDate]);
    expect(_createdDate?.getTime()).toBeGreaterThanOrEqual(before);
    expect((await query('Notes').find({ consistentRead: true })).items).toEqual([inserted]);
    expect((await query('Others').find()).items).toEqual([]);
  });
});

it('accepts an _id from the caller once per collection', async () => {
  const { as } = await setup();
  await as(visitor(1), async () => {
    expect(await insert('Notes', { _id: 'n-1', kind: 'a' })).toMatchObject({ _id: 'n-1' });
    expect(await codeThrownBy(() => insert('Notes', { _id: 'n-1', kind: 'b' }))).toBe('WDE0074');
    expect(await insert('Others', { _id: 'n-1' })).toMatchObject({ _id: 'n-1' });
    expect((await query('Notes').find()).items).toMatchObject([{ kind: 'a' }]);
  });
});

it.each([
  ['nothing', () => query('Notes'), ['n-1', 'n-3', 'n-2']],
  ['a sort', () => query('Notes').descending('at'), ['n-3', 'n-2', 'n-1']],
  ['two sorts', () => query('Notes').ascending('kind').descending('day'), ['n-2', 'n-1', 'n-3']],
  ['equality', () => query('Notes').eq('kind', 'early'), ['n-1', 'n-2']],
  ['a date', () => query('Notes').eq('at', new Date(Date.UTC(2026, 10, 3))), ['n-3']],
  ['later than', () => query('Notes').gt('at', new Date(Date.UTC(2026, 10, 1))), ['n-3', 'n-2']],
  ['a range', () => query('Notes').between('day', 1, 3), ['n-1', 'n-2']],
  ['no value', () => query('Notes').isEmpty('kind'), ['n-3']],
  ['some of a list', () => query('Notes').hasSome('tags', ['day-1', 'day-2']), ['n-1', 'n-2']],
  ['all of a list', () => query('Notes').hasAll('tags', ['all', 'day-3']), ['n-3']],
  ['or', () => query('Notes').eq('day', 3).or(query('Notes').eq('day', 1)), ['n-1', 'n-3']],
  ['not', () => query('Notes').not(query('Notes').eq('day', 3)), ['n-1', 'n-2']],
  ['the id', () => query('Notes').startsWith('_id', 'n-').ne('_id', 'n-1'), ['n-3', 'n-2']],
  ['a field that no item has', () => query('Notes').eq('none', 1), []],
])('a query by %s finds the matching items', async (_what, build, ids) => {
  const { as } = await setup();
  await as(visitor(1), async () => {
    await insertNotes();
    expect((await build().find()).items.map(({ _id }) => _id)).toEqual(ids);
  });
});

it('pages a query, 50 items by default, with the total on request', async () => {
  const { as } = await setup();
  await as(visitor(1), async () => {
    for (let n = 0; n < 51; n += 1) {
      await insert('Notes', { n });
    }
    const whole = await query('Notes').find();
    expect([whole.length, whole.hasNext(), whole.totalCount]).toEqual([50, true, undefined]);
    const first = await query('Notes').ascending('n').limit(30).find({ returnTotalCount: true });
    expect([first.length, first.hasNext(), first.totalCount]).toEqual([30, true, 51]);
    const second = await first.next();
    expect([second.items[0]?.['n'], second.length, second.hasNext()]).toEqual([30, 21, false]);
    const [picked] = (await query('Notes').fields('n').limit(1).find()).items;
    expect(Object.keys(picked ?? {}).sort()).toEqual(['_id', 'n']);
  });
});

it('removes items by id and skips missing ones', async () => {
  const { as } = await setup();
  await as(visitor(1), async () => {
    await insertNotes();
    await insert('Others', { _id: 'n-1' });
    const result = await bulkRemove('Notes', ['n-1', 'none', 'n-3'], { suppressHooks: true });
    expect(result).toMatchObject({ removed: 2, skipped: 1, errors: [] });
    expect((await query('Notes').find()).items.map(({ _id }) => _id)).toEqual(['n-2']);
    expect((await query('Others').find()).items).toHaveLength(1);
    expect(await insert('Notes', { _id: 'n-1' })).toMatchObject({ _id: 'n-1' });
    expect(await codeThrownBy(() => bulkRemove('Nothing', ['n-1']))).toBe('WDE0025');
    expect(await codeThrownBy(() => items.bulkRemove('Notes', ['n-1']))).toBe('WDE0027');
  });
});

it('refuses a collection that is not in the seed', async () => {
  const { as } = await setup();
  await as(visitor(1), async () => {
    expect(await codeThrownBy(() => insert('Nothing', {}))).toBe('WDE0025');
    expect(await codeThrownBy(() => query('Nothing').find())).toBe('WDE0025');
  });
});

it.each([
  ['a visitor', visitor(1), 'WDE0027'],
  ['a member', { kind: 'member', id: 'm', contactId: 'c', roles: [] }, 'WDE0027'],
  [
    'a member with the role Admin',
    { kind: 'member', id: 'm', contactId: 'c', roles: ['Admin'] },
    'nothing was thrown',
  ],
  ['a Wix user', OWNER, 'nothing was thrown'],
] satisfies readonly (readonly [string, Identity, string])[])(
  'applies the permissions of the collection to %s',
  async (_who, caller, code) => {
    const { as } = await setup();
    await as(caller, async () => {
      expect(await codeThrownBy(() => items.insert('Notes', {}))).toBe(code);
      expect(await codeThrownBy(() => items.query('Notes').find())).toBe(code);
    });
  },
);

it('separates live items from preview items, unless a call names its environment', async () => {
  const { as } = await setup();
  await as(visitor(1), () => insert('Notes', { _id: 'a', where: 'live' }));
  await as(
    { kind: 'user', id: OWNER.id, preview: true },
    async () => {
      expect((await items.query('Notes').find()).items).toEqual([]);
      expect((await query('Notes').find()).items).toEqual([]);
      await insert('Notes', { _id: 'a', where: 'preview' });
      const live = await items.withEnvironment(items.Environment.LIVE).query('Notes').find();
      expect(live.items).toMatchObject([{ where: 'live' }]);
    },
    PREVIEW_APP,
  );
  await as(visitor(1), async () => {
    expect((await query('Notes').find()).items).toMatchObject([{ where: 'live' }]);
  });
});

const ITEMS = '/wix-data/v2/items';
const toQueryPath = (request: object) =>
  `${ITEMS}/query?.r=${Buffer.from(JSON.stringify(request)).toString('base64url')}`;

it.each([
  ['an item that is not an object', { dataItem: { data: 'text' } }, 400],
  ['a missing item', { dataItem: {} }, 400],
  ['an _id that is not a string', { dataItem: { data: { _id: 7 } } }, 400],
  ['an item of more than 512 KB', { dataItem: { data: { text: 'x'.repeat(512 * 1024) } } }, 413],
])('refuses to insert %s', async (_what, body, status) => {
  const { call } = await setup();
  const answer = await call(APP, 'POST', ITEMS, { dataCollectionId: 'Notes', ...body });
  expect(answer.status).toBe(status);
});

it.each([
  ['an unknown operator', { filter: { a: { $matches: 1 } } }, 400],
  ['a page of more than 1000', { paging: { limit: 1001 } }, 400],
  ['a cursor, which is not emulated', { cursorPaging: { cursor: 'x' } }, 501],
  ['a filter that is nested too deep', { filter: nested(200) }, 400],
])('refuses a query with %s', async (_what, by, status) => {
  const { call } = await setup();
  const answer = await call(APP, 'GET', toQueryPath({ dataCollectionId: 'Notes', query: by }));
  expect(answer.status).toBe(status);
});

function nested(depth: number): object {
  let filter: object = { a: 1 };
  for (let level = 0; level < depth; level += 1) {
    filter = { $not: [filter] };
  }
  return filter;
}

it('refuses a filter with more conditions than each item can be compared with', async () => {
  const { as } = await setup();
  await as(visitor(1), async () => {
    await insertNotes();
    const oneOf = (count: number) =>
      Array.from({ length: count }, (_, day) => items.filter().eq('day', day)).reduce((a, b) =>
        a.or(b),
      );
    expect((await query('Notes').and(oneOf(500)).find()).items).toHaveLength(3);
    const refused = query('Notes').and(oneOf(501)).find();
    await expect(refused).rejects.toThrow(/501 conditions/);
    const days = Array.from({ length: 5000 }, (_, day) => day);
    expect((await query('Notes').hasSome('day', days).find()).items).toHaveLength(3);
  });
});
