import { collections, items } from '@wix/data';
import { auth } from '@wix/essentials';
import { expect, it } from 'vitest';
import { codeThrownBy, openForPackages } from '../../support/emulator/wix/open-for-packages.ts';
import { APP, visitor } from '../../support/emulator/wix/open-wix.ts';

const createDataCollection = auth.elevate(collections.createDataCollection);
const getDataCollection = auth.elevate(collections.getDataCollection);
const insert = auth.elevate(items.insert);
const query = auth.elevate(items.query);

const setup = () =>
  openForPackages({ collections: ['Notes', { id: 'Typed', fields: { n: 'NUMBER' } }] });

const permissions = {
  insert: 'ADMIN',
  update: 'ADMIN',
  remove: 'ADMIN',
  read: 'ADMIN',
} satisfies collections.Permissions;
const LOG = {
  _id: 'Log',
  displayName: 'Send log',
  fields: [
    { key: 's', type: 'TEXT', displayName: 'Sender' },
    { key: 'i', type: 'NUMBER' },
    { key: 'x', type: 'DATETIME' },
    { key: 'done', type: 'BOOLEAN' },
  ],
  permissions,
} satisfies collections.DataCollection;
const SYSTEM = ['_id', '_createdDate', '_updatedDate', '_owner'];

it('creates a collection, through @wix/data', async () => {
  const { as, wix } = await setup();
  const before = wix.clock.now().getTime();
  await as(visitor(1), async () => {
    const created = await createDataCollection(LOG);
    expect(created).toMatchObject({
      _id: 'Log',
      displayName: 'Send log',
      collectionType: 'NATIVE',
      permissions,
    });
    expect(created.fields?.map(({ key, type }) => [key, type])).toEqual([
      ...LOG.fields.map(({ key, type }) => [key, type]),
      ...[
        ['_id', 'TEXT'],
        ['_createdDate', 'DATETIME'],
        ['_updatedDate', 'DATETIME'],
        ['_owner', 'TEXT'],
      ],
    ]);
    const system = created.fields?.filter(({ systemField }) => systemField);
    expect(system?.map(({ key }) => key)).toEqual(SYSTEM);
    expect(created._createdDate?.getTime()).toBeGreaterThanOrEqual(before);
    expect(await getDataCollection('Log', { consistentRead: true })).toEqual(created);
  });
});

it('a created collection accepts items, also with fields that it does not list', async () => {
  const { as } = await setup();
  await as(visitor(1), async () => {
    expect(await codeThrownBy(() => insert('Log', { s: 'ada' }))).toBe('WDE0025');
    await createDataCollection(LOG);
    await insert('Log', { s: 'ada', i: 1, other: true });
    expect((await query('Log').eq('other', true).find()).items).toMatchObject([{ s: 'ada', i: 1 }]);
    expect(await codeThrownBy(() => items.insert('Log', {}))).toBe('WDE0027');
  });
});

it('refuses a collection that exists, and keeps it', async () => {
  const { as } = await setup();
  await as(visitor(1), async () => {
    for (const _id of ['Notes', 'Log']) {
      await codeThrownBy(() => createDataCollection({ ...LOG, _id }));
      const again = { ...LOG, _id, displayName: 'Other' };
      await expect(createDataCollection(again)).rejects.toMatchObject({
        status: 409,
        details: { applicationError: { code: 'WDE0104' } },
      });
    }
    expect((await getDataCollection('Log')).displayName).toBe('Send log');
  });
});

it('returns collections of the seed, and WDE0025 for unknown ones', async () => {
  const { as } = await setup();
  await as(visitor(1), async () => {
    expect((await getDataCollection('Notes')).fields?.map(({ key }) => key)).toEqual(SYSTEM);
    const { fields } = await getDataCollection('Typed');
    expect(fields?.[0]).toMatchObject({ key: 'n', type: 'NUMBER', systemField: false });
    await expect(getDataCollection('Nothing')).rejects.toMatchObject({
      status: 404,
      details: { applicationError: { code: 'WDE0025' } },
    });
  });
});

it('a visitor can neither create nor read a collection without elevation', async () => {
  const { as } = await setup();
  await as(visitor(1), async () => {
    await expect(collections.createDataCollection(LOG)).rejects.toMatchObject({ status: 403 });
    await expect(collections.getDataCollection('Notes')).rejects.toMatchObject({ status: 403 });
  });
});

const field = { key: 's', type: 'TEXT' };

it.each([
  ['without fields', { fields: [] }, 400],
  ['without permissions', { permissions: undefined }, 400],
  ['with an id that is no name', { id: 'a b' }, 400],
  ['without an id', { id: undefined }, 400],
  ['with a system field', { fields: [{ ...field, key: '_id' }] }, 400],
  ['with an unknown type of field', { fields: [{ ...field, type: 'NUMBERS' }] }, 400],
  ['with a reference', { fields: [{ ...field, type: 'REFERENCE' }] }, 501],
  ['with a required field', { fields: [{ ...field, required: true }] }, 501],
  ['with an unknown permission', { permissions: { ...permissions, read: 'EDITOR' } }, 400],
  ['with a plugin', { plugins: [{ type: 'PUBLISH' }] }, 501],
])('refuses a collection %s', async (_what, changes, status) => {
  const { call } = await setup();
  const collection = { id: 'Log', fields: [field], permissions, ...changes };
  const answer = await call(APP, 'POST', '/wix-data/v2/collections', { collection });
  expect(answer.status).toBe(status);
});
