import { items } from '@wix/data';
import { auth } from '@wix/essentials';
import { expect, it } from 'vitest';
import type { Identity } from '../../../emulator/wix/core/context.ts';
import { codeThrownBy, openForPackages } from '../../support/emulator/wix/open-for-packages.ts';
import { APP, errorCodeOf, OWNER, visitor } from '../../support/emulator/wix/open-wix.ts';

const insert = auth.elevate(items.insert);
const update = auth.elevate(items.update);
const get = auth.elevate(items.get);
const remove = auth.elevate(items.remove);
const query = auth.elevate(items.query);

const setup = () => openForPackages({ collections: ['Notes', 'Others'] });

it('update replaces the fields, keeps _createdDate and _owner, and sets _updatedDate', async () => {
  const { as, wix } = await setup();
  await as(visitor(1), async () => {
    const inserted = await insert('Notes', { _id: 'n-1', kind: 'a', lost: true });
    wix.clock.advance(5000);
    const sent = { _id: 'n-1', kind: 'b', _owner: 'x', _createdDate: new Date(0) };
    const updated = await update('Notes', sent, { suppressHooks: true });
    const { _updatedDate, ...rest } = updated;
    expect(rest).toEqual({
      _id: 'n-1',
      kind: 'b',
      _owner: APP.id,
      _createdDate: inserted._createdDate,
    });
    const age = (_updatedDate?.getTime() ?? 0) - (inserted._updatedDate?.getTime() ?? 0);
    expect(age).toBeGreaterThanOrEqual(5000);
    expect((await query('Notes').find()).items).toEqual([updated]);
    expect((await query('Notes').eq('kind', 'b').find()).items).toEqual([updated]);
    expect((await query('Notes').eq('kind', 'a').find()).items).toEqual([]);
  });
});

it('update returns WDE0073 for a missing item and WDE0025 for a missing collection', async () => {
  const { as } = await setup();
  await as(visitor(1), async () => {
    await insert('Others', { _id: 'n-1' });
    expect(await codeThrownBy(() => update('Notes', { _id: 'n-1' }))).toBe('WDE0073');
    expect(await codeThrownBy(() => update('Nothing', { _id: 'n-1' }))).toBe('WDE0025');
  });
});

it('get returns an item or null', async () => {
  const { as } = await setup();
  await as(visitor(1), async () => {
    const inserted = await insert('Notes', { _id: 'n 1', kind: 'a' });
    expect(await get('Notes', 'n 1', { consistentRead: true })).toEqual(inserted);
    expect(await get('Notes', 'n 1', { fields: ['kind'] })).toEqual({ _id: 'n 1', kind: 'a' });
    expect(await get('Notes', 'n-2')).toBeNull();
    expect(await codeThrownBy(() => get('Nothing', 'n-1'))).toBe('WDE0025');
  });
});

it('remove deletes an item and returns it, or null', async () => {
  const { as } = await setup();
  await as(visitor(1), async () => {
    const inserted = await insert('Notes', { _id: 'n-1', kind: 'a' });
    expect(await remove('Notes', 'n-1', { suppressHooks: true })).toEqual(inserted);
    expect(await remove('Notes', 'n-1')).toBeNull();
    expect((await query('Notes').eq('kind', 'a').find()).items).toEqual([]);
    expect(await insert('Notes', { _id: 'n-1', kind: 'b' })).toMatchObject({ kind: 'b' });
  });
});

it('counts the items of a query', async () => {
  const { as } = await setup();
  await as(visitor(1), async () => {
    for (const kind of ['a', 'b', 'a']) await insert('Notes', { kind });
    expect(await query('Notes').eq('kind', 'a').count()).toBe(2);
    expect(await query('Notes').count({ consistentRead: true })).toBe(3);
    expect(await query('Others').count()).toBe(0);
  });
});

it('accepts a query that is too long for an address', async () => {
  const { as } = await setup();
  await as(visitor(1), async () => {
    await insert('Notes', { kind: 'a' });
    const kinds = Array.from({ length: 400 }, (_, number) => `kind-${number}`);
    const { items: found } = await query('Notes')
      .hasSome('kind', [...kinds, 'a'])
      .find();
    expect(found).toMatchObject([{ kind: 'a' }]);
  });
});

it.each([
  ['a visitor', visitor(1), 'WDE0027'],
  ['a Wix user', OWNER, 'WDE0073'],
] satisfies readonly (readonly [string, Identity, string])[])(
  'applies the permissions of the collection to %s',
  async (_who, caller, code) => {
    const { as } = await setup();
    await as(caller, async () => {
      expect(await codeThrownBy(() => items.update('Notes', { _id: 'n-1' }))).toBe(code);
      const counted = code === 'WDE0027' ? code : 'nothing was thrown';
      expect(await codeThrownBy(() => items.get('Notes', 'n-1'))).toBe(counted);
      expect(await codeThrownBy(() => items.remove('Notes', 'n-1'))).toBe(counted);
      expect(await codeThrownBy(() => items.query('Notes').count())).toBe(counted);
    });
  },
);

const UPDATE = '/wix-data/v2/items/update';
const item = { _id: 'n-1' };

it.each([
  ['an item without an _id', UPDATE, { dataItem: { data: { a: 1 } } }, 400, 'WDE0007'],
  ['an item that is not an object', UPDATE, { dataItem: { data: 'text' } }, 400, 'WDE0004'],
  ['an update with a condition', UPDATE, { dataItem: { data: item }, condition: {} }, 501, ''],
  [
    'an item of more than 512 KB',
    UPDATE,
    { dataItem: { data: { ...item, text: 'x'.repeat(512 * 1024) } } },
    413,
    'WDE0009',
  ],
  [
    'a removal with a condition',
    '/wix-data/v2/items/remove',
    { dataItemId: 'n-1', condition: {} },
    501,
    '',
  ],
])('refuses %s', async (_what, path, body, status, code) => {
  const { as, call } = await setup();
  await as(visitor(1), () => insert('Notes', { _id: 'n-1' }));
  const answer = await call(APP, 'POST', path, { dataCollectionId: 'Notes', ...body });
  expect([answer.status, errorCodeOf(answer.json)]).toEqual([status, code || 'NOT_EMULATED']);
});
