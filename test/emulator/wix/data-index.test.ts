import { items } from '@wix/data';
import { auth } from '@wix/essentials';
import { expect, it } from 'vitest';
import { toIndexCondition } from '../../../emulator/wix/data/item-index.ts';
import { openForPackages } from '../../support/emulator/wix/open-for-packages.ts';
import { visitor } from '../../support/emulator/wix/open-wix.ts';

const insert = auth.elevate(items.insert);
const update = auth.elevate(items.update);
const query = auth.elevate(items.query);
const SCOPE = { collection: 'Log', environment: 'LIVE' } as const;
const LONG = 'x'.repeat(201);

const setup = () => openForPackages({ collections: ['Log', 'Others'] });
const day = (number: number) => new Date(Date.UTC(2026, 10, number));

/** Inserts ten entries of two senders. */
async function insertEntries() {
  for (let i = 0; i < 10; i += 1) {
    const s = i % 2 === 0 ? 'ada' : 'bob';
    await insert('Log', { _id: `e-${i}`, s, i: i / 4, x: day(i + 1), done: i > 7, tags: ['t', i] });
  }
}

it.each([
  ['equality', () => query('Log').eq('s', 'ada').descending('i').limit(2), ['e-8', 'e-6']],
  ['equality and a range', () => query('Log').eq('s', 'bob').lt('i', 1), ['e-1', 'e-3']],
  ['hasSome', () => query('Log').hasSome('s', ['bob', 'eve']).gt('i', 1.5), ['e-7', 'e-9']],
  ['a number', () => query('Log').le('i', 0.25), ['e-0', 'e-1']],
  ['a date', () => query('Log').lt('x', day(3)), ['e-0', 'e-1']],
  ['an exact date', () => query('Log').eq('x', day(3)), ['e-2']],
  ['a boolean', () => query('Log').eq('done', true), ['e-8', 'e-9']],
  ['an item of a list', () => query('Log').hasSome('tags', [3]), ['e-3']],
  ['a text range', () => query('Log').lt('s', 'b').limit(2), ['e-0', 'e-2']],
  ['other letter case', () => query('Log').eq('s', 'Ada'), []],
  ['a number as text', () => query('Log').eq('i', '0.25'), []],
])('a query by %s finds the items through the index', async (_what, build, ids) => {
  const { as } = await setup();
  await as(visitor(1), async () => {
    await insertEntries();
    await insert('Others', { s: 'ada', i: 0, x: day(1), done: true, tags: [3] });
    expect((await build().find()).items.map(({ _id }) => _id)).toEqual(ids);
  });
});

it('an update changes the index, also to and from texts that are too long for it', async () => {
  const { as } = await setup();
  await as(visitor(1), async () => {
    await insertEntries();
    const found = async (s: string) =>
      (await query('Log').eq('s', s).lt('x', day(2)).find()).items.map(({ _id }) => _id);
    await update('Log', { _id: 'e-0', s: LONG, x: day(1) });
    expect([await found('ada'), await found(LONG)]).toEqual([[], ['e-0']]);
    await update('Log', { _id: 'e-0', s: 'eve', x: day(1) });
    expect([await found(LONG), await found('eve')]).toEqual([[], ['e-0']]);
  });
});

it('indexes the items of a data file from before the index', async () => {
  const { as, runAsWix } = await setup();
  await as(visitor(1), insertEntries);
  await runAsWix(({ database }) => database.run('delete from data_values'));
  await as(visitor(1), async () => {
    expect(await query('Log').eq('s', 'ada').count()).toBe(5);
    expect(await query('Log').lt('i', 1).count()).toBe(4);
  });
});

it.each([
  ['equality', { s: 'ada' }],
  ['a list', { s: { $hasSome: ['ada', 'bob'] } }],
  ['a range', { $and: [{ i: { $lte: 3 } }] }],
])('a query by %s reads no other items', async (_what, filter) => {
  const { wix } = await setup();
  const condition = toIndexCondition(SCOPE, filter);
  const plan = wix.database.all<{ readonly detail: string }>(
    `explain query plan select document from data_items where ${condition?.sql ?? 'true'}`,
    ...(condition?.values ?? []),
  );
  const steps = plan.map(({ detail }) => detail).join('\n');
  expect(steps).toMatch(
    /SEARCH data_values .*\(collection=\? AND environment=\? AND field=\?.*value/,
  );
  expect(steps).toContain('SEARCH data_items USING INTEGER PRIMARY KEY (rowid=?)');
});

it.each([
  ['no filter', undefined],
  ['a nested field', { 'a.b': 1 }],
  ['a negation', { s: { $ne: 'ada' } }],
  ['no value', { s: null }],
  ['a long text', { s: LONG }],
  ['a range of texts', { s: { $lt: 'b' } }],
  ['one of two conditions', { $or: [{ s: 'ada' }, { i: 1 }] }],
])('a filter by %s does not use the index', (_what, filter) => {
  expect(toIndexCondition(SCOPE, filter)).toBeUndefined();
});
