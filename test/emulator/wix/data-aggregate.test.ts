import { items } from '@wix/data';
import { expect, it } from 'vitest';
import { openForPackages } from '../../support/emulator/wix/open-for-packages.ts';
import { visitor } from '../../support/emulator/wix/open-wix.ts';

/** The cities of Wix's own example. */
const CITIES = [
  { city: 'Buffalo', state: 'NY', year: 2000, people: 292 },
  { city: 'Buffalo', state: 'NY', year: 2010, people: 261 },
  { city: 'Miami', state: 'FL', year: 2000, people: 362 },
  { city: 'Miami', state: 'FL', year: 2010, people: 401 },
  { city: 'Orlando', state: 'FL', year: 2010, people: 240 },
  { city: 'Nowhere', state: 'XX', year: 2010 },
];

const setup = () =>
  openForPackages({
    collections: [
      { id: 'Cities', permissions: { read: 'ANYONE' }, items: CITIES },
      { id: 'Empty', permissions: { read: 'ANYONE' } },
    ],
  });
const cities = () => items.aggregate('Cities');

it.each<[what: string, build: () => ReturnType<typeof cities>, results: readonly object[]]>([
  [
    'groups by one field',
    () =>
      cities()
        .filter(items.filter().ne('state', 'XX'))
        .group('state')
        .sum('people')
        .max('people', 'most'),
    [
      { _id: 'NY', peopleSum: 553, most: 292 },
      { _id: 'FL', peopleSum: 1003, most: 401 },
    ],
  ],
  [
    'groups by two fields, filters the groups and sorts them',
    () =>
      cities()
        .group('state', 'year')
        .count()
        .having(items.filter().gt('count', 1))
        .descending('count'),
    [{ _id: { state: 'FL', year: 2010 }, count: 2 }],
  ],
  [
    'calculates all items without a group',
    () => cities().avg('people', 'mean').min('city', 'first').count(),
    [{ mean: 311.2, first: 'Buffalo', count: 6 }],
  ],
  [
    'pages the groups',
    () => cities().group('city').ascending('city').skip(1).limit(2).count(),
    [
      { _id: 'Miami', count: 2 },
      { _id: 'Nowhere', count: 1 },
    ],
  ],
  ['an empty collection has no groups', () => items.aggregate('Empty').count(), []],
  [
    'has no average without numbers',
    () => cities().filter(items.filter().eq('state', 'XX')).avg('people'),
    [{ peopleAvg: null }],
  ],
])('%s', async (_, build, results) => {
  const { as } = await setup();
  await as(visitor(1), async () => {
    const found = (await build().run()).items;
    expect(found).toHaveLength(results.length);
    expect(found).toMatchObject(results);
  });
});

it('distinct lists each value once, in an order, in pages', async () => {
  const { as } = await setup();
  await as(visitor(1), async () => {
    const query = items.query('Cities');
    expect((await query.distinct('state')).items).toEqual(['NY', 'FL', 'XX']);
    expect((await query.descending('state').distinct('state')).items).toEqual(['XX', 'NY', 'FL']);
    const page = await query.limit(2).distinct('state', { returnTotalCount: true });
    expect([page.items, page.totalCount]).toEqual([['NY', 'FL'], 3]);
    expect((await page.next()).items).toEqual(['XX']);
    expect((await query.distinct('people')).items).toEqual([292, 261, 362, 401, 240]);
  });
});
