// The pages, the current item and the unsaved changes of a dataset.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  DatasetItems,
  type DatasetOptions,
  type Item,
} from '../../../emulator/pages/browser/dataset-items.ts';

/** Creates a dataset of a collection with that many items, `_id` `0`, `1` and so on. */
function setup(count: number, options: Partial<DatasetOptions> = {}) {
  let stored: readonly Item[] = Array.from({ length: count }, (_, n) => ({ _id: String(n), n }));
  const indexes: number[] = [];
  const items = new DatasetItems({
    mode: 'read-write',
    pageSize: 3,
    onChange: () => undefined,
    onIndex: (index) => indexes.push(index),
    source: {
      find: async ({ skip, limit }) => ({
        items: stored.slice(skip, skip + limit),
        totalCount: stored.length,
      }),
      insert: async (item) => {
        const saved = { _id: `new-${String(stored.length)}`, ...item };
        stored = [...stored, saved];
        return saved;
      },
      update: async (item) => {
        stored = stored.map((it) => (it['_id'] === item['_id'] ? item : it));
        return item;
      },
      remove: async (id) => void (stored = stored.filter((it) => it['_id'] !== id)),
    },
    ...options,
  });
  return { items, indexes, stored: () => stored };
}

test('moves to the same items as a plain list, whatever the page size', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.integer({ min: -1, max: 12 }), { maxLength: 8 }),
      async (count, pageSize, moves) => {
        const { items } = setup(count, { pageSize });
        await items.loadPage(1);
        let expected = 0;
        for (const index of moves) {
          const isThere = index >= 0 && index < count;
          if (isThere) expected = index;
          await items.goTo(index).catch(() => undefined);
          expect([items.index, items.current?.['n']]).toEqual([expected, expected]);
          expect(items.shown.map(({ n }) => n)).toContain(expected);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('shows a page, then more items, and keeps both after a refresh', async () => {
  const { items } = setup(7);
  await items.loadPage(1);
  await items.loadMore();
  await items.goTo(4);
  await items.refresh();

  expect([items.shown.length, items.index, items.page, items.pageCount]).toEqual([6, 4, 2, 3]);
  await items.loadPage(3);
  expect([items.shown.map(({ n }) => n), items.index]).toEqual([[6], 6]);
  await expect(items.loadPage(4)).rejects.toMatchObject({ code: 'DS_NO_SUCH_PAGE' });
});

test('changes the current item only for itself until it is saved', async () => {
  const { items, stored } = setup(2);
  await items.loadPage(1);

  expect(items.change({ n: 5 })).toEqual([
    { _id: '0', n: 0 },
    { _id: '0', n: 5 },
  ]);
  expect([items.current, items.shown[0], stored()[0]]).toMatchObject([
    { n: 5 },
    { n: 0 },
    { n: 0 },
  ]);
  items.revert();
  expect(items.current).toMatchObject({ n: 0 });

  items.change({ n: 6 });
  await items.save();
  expect([items.shown[0], stored()[0], items.hasChanges]).toMatchObject([
    { n: 6 },
    { n: 6 },
    false,
  ]);
});

test('adds a new item after the current one, and removes the current one', async () => {
  const { items, indexes, stored } = setup(2);
  await items.loadPage(1);
  items.startNew();
  items.change({ n: 9 });
  await items.save();

  expect([items.index, items.current?.['n'], items.total]).toEqual([1, 9, 3]);
  expect(items.shown.map(({ n }) => n)).toEqual([0, 9, 1]);
  expect(indexes).toEqual([0, 1]);
  await items.goTo(0);
  await items.remove();
  expect(stored().map(({ n }) => n)).toEqual([1, 9]);
  expect([items.index, items.current?.['n']]).toEqual([0, 1]);
});

test('refuses changes if the dataset is read-only', async () => {
  const { items } = setup(1, { mode: 'read' });
  await items.loadPage(1);

  expect(() => items.change({ n: 1 })).toThrow('The dataset is read-only.');
  await expect(items.save()).rejects.toMatchObject({ code: 'DS_OPERATION_NOT_ALLOWED' });
});

test('starts a new item each time if the dataset is write-only', async () => {
  const { items, stored } = setup(0, { mode: 'write' });
  await items.loadPage(1);
  items.change({ n: 1 });
  await items.save();

  expect(items.current).toEqual({});
  expect(stored()).toMatchObject([{ n: 1 }]);
});
