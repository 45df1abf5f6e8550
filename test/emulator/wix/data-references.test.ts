import { items } from '@wix/data';
import { auth } from '@wix/essentials';
import { expect, it } from 'vitest';
import { codeThrownBy, openForPackages } from '../../support/emulator/wix/open-for-packages.ts';
import { OWNER, visitor } from '../../support/emulator/wix/open-wix.ts';

const setup = () =>
  openForPackages({
    collections: [
      {
        id: 'Books',
        fields: {
          title: 'TEXT',
          author: { type: 'REFERENCE', collection: 'People' },
          readers: { type: 'MULTI_REFERENCE', collection: 'People' },
        },
        permissions: { read: 'ANYONE' },
        items: [
          { _id: 'emma', title: 'Emma', author: 'jane', readers: ['nora', 'james'] },
          { _id: 'ulysses', title: 'Ulysses', author: 'james' },
        ],
      },
      {
        id: 'People',
        permissions: { read: 'ANYONE' },
        items: [
          { _id: 'jane', name: 'Jane' },
          { _id: 'james', name: 'James' },
          { _id: 'nora', name: 'Nora' },
        ],
      },
    ],
  });

/** Returns the ids that a field of an item refers to. */
const referenced = async (item: string, field = 'readers'): Promise<readonly unknown[]> =>
  (await items.queryReferenced('Books', item, field)).items.map(({ _id }) => _id);

it('a query returns the id of one reference and leaves several out, unless they are included', async () => {
  const { as } = await setup();
  await as(visitor(1), async () => {
    const [plain] = (await items.query('Books').eq('_id', 'emma').find()).items;
    expect(plain).toMatchObject({ author: 'jane' });
    expect(plain).not.toHaveProperty('readers');
    const query = items.query('Books').eq('_id', 'emma').include('author', 'readers');
    expect((await query.find()).items).toMatchObject([
      { author: { name: 'Jane' }, readers: [{ name: 'Nora' }, { name: 'James' }] },
    ]);
    const got = await items.get('Books', 'emma', {
      includeReferences: [{ field: 'readers', limit: 1 }],
    });
    expect(got).toMatchObject({ author: 'jane', readers: [{ name: 'Nora' }] });
  });
});

it('references are inserted, replaced, removed, and found', async () => {
  const { as } = await setup();
  await as(OWNER, async () => {
    await items.insertReference('Books', 'readers', 'ulysses', ['jane', 'nora', 'jane']);
    expect(await referenced('ulysses')).toEqual(['jane', 'nora']);
    await items.removeReference('Books', 'readers', 'ulysses', 'jane');
    expect(await items.isReferenced('Books', 'readers', 'ulysses', 'jane')).toBe(false);
    expect(await items.isReferenced('Books', 'readers', 'ulysses', 'nora')).toBe(true);
    await items.replaceReferences('Books', 'readers', 'ulysses', ['james']);
    expect(await referenced('ulysses')).toEqual(['james']);
    expect(await referenced('emma', 'author')).toEqual(['jane']);
    expect(await referenced('emma')).toEqual(['nora', 'james']);
  });
});

it('a page of referenced items has an order and a total', async () => {
  const { as } = await setup();
  await as(visitor(1), async () => {
    const page = await items.queryReferenced('Books', 'emma', 'readers', {
      order: 'desc',
      limit: 1,
      returnTotalCount: true,
    });
    expect(page.items).toMatchObject([{ _id: 'james' }]);
    expect([page.totalCount, page.hasNext()]).toEqual([2, true]);
    expect((await page.next()).items).toMatchObject([{ _id: 'nora' }]);
  });
});

it('a write stores several references only with saveReferences, and whole items as their ids', async () => {
  const { as } = await setup();
  await as(OWNER, async () => {
    const person = await items.get('People', 'nora');
    const book = { _id: 'b', author: person, readers: [person, 'james'] };
    expect(await items.insert('Books', book)).toMatchObject({ author: 'nora' });
    expect(await referenced('b')).toEqual([]);
    await items.update('Books', book, { saveReferences: true });
    expect(await referenced('b')).toEqual(['nora', 'james']);
    await items.update('Books', { _id: 'b' });
    expect(await referenced('b')).toEqual(['nora', 'james']);
  });
});

it('removing an item clears the references from and to it', async () => {
  const { as } = await setup();
  await as(OWNER, async () => {
    await items.remove('People', 'nora');
    expect(await referenced('emma')).toEqual(['james']);
    await items.insert('People', { _id: 'nora' });
    expect(await referenced('emma')).toEqual(['james']);
    await items.remove('Books', 'emma');
    await items.insert('Books', { _id: 'emma' });
    expect(await referenced('emma')).toEqual([]);
  });
});

it('a reference to an item that the caller may not read is left out', async () => {
  const { as } = await openForPackages({
    collections: [
      {
        id: 'Books',
        fields: { author: { type: 'REFERENCE', collection: 'People' } },
        permissions: { read: 'ANYONE' },
        items: [{ _id: 'emma', author: 'jane' }],
      },
      { id: 'People', items: [{ _id: 'jane' }] },
    ],
  });
  await as(visitor(1), async () => {
    const [book] = (await items.query('Books').include('author').find()).items;
    expect(book?.['author']).toBeUndefined();
    expect(await codeThrownBy(() => items.queryReferenced('Books', 'emma', 'author'))).toBe(
      'WDE0027',
    );
  });
  await as(visitor(1), async () => {
    const elevated = auth.elevate(items.query);
    expect((await elevated('Books').include('author').find()).items).toMatchObject([
      { author: { _id: 'jane' } },
    ]);
  });
});

it.each<[what: string, code: string, call: () => Promise<unknown>]>([
  [
    'include of a field that is no reference',
    'WDE0020',
    () => items.query('Books').include('title').find(),
  ],
  [
    'a reference in a field for one',
    'WDE0020',
    () => items.insertReference('Books', 'author', 'emma', 'nora'),
  ],
  [
    'a missing referring item',
    'WDE0073',
    () => items.insertReference('Books', 'readers', 'x', 'nora'),
  ],
  ['a reference that is no id', 'WDE0019', () => items.insert('Books', { author: {} })],
])('refuses %s', async (_, code, call) => {
  const { as } = await setup();
  await as(OWNER, async () => expect(await codeThrownBy(call)).toBe(code));
});

it('a visitor may not change references without the permission to update', async () => {
  const { as } = await setup();
  await as(visitor(1), async () => {
    const call = () => items.insertReference('Books', 'readers', 'emma', 'jane');
    expect(await codeThrownBy(call)).toBe('WDE0027');
  });
});
