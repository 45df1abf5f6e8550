import { contacts, labels } from '@wix/crm';
import { auth } from '@wix/essentials';
import { expect, it } from 'vitest';
import { codeThrownBy, openForPackages } from '../../../support/emulator/wix/open-for-packages.ts';
import { APP, errorCodeOf, visitor } from '../../../support/emulator/wix/open-wix.ts';

const createContact = auth.elevate(contacts.createContact);
const getContact = auth.elevate(contacts.getContact);
const labelContact = auth.elevate(contacts.labelContact);
const findOrCreateLabel = auth.elevate(labels.findOrCreateLabel);
const getLabel = auth.elevate(labels.getLabel);
const listLabels = auth.elevate(labels.listLabels);
const queryLabels = auth.elevate(labels.queryLabels);
const renameLabel = auth.elevate(labels.renameLabel);
const deleteLabel = auth.elevate(labels.deleteLabel);

async function setup() {
  const opened = await openForPackages();
  return { ...opened, inside: <T>(work: () => Promise<T>) => opened.as(visitor(1), work) };
}

it('creates a label once, however many callers want it', async () => {
  const { inside } = await setup();
  const results = await inside(() =>
    Promise.all(Array.from({ length: 10 }, () => findOrCreateLabel('My Label'))),
  );
  expect(new Set(results.map(({ label }) => label?.key))).toEqual(new Set(['custom.my-label']));
  expect(results.filter(({ newLabel }) => newLabel)).toHaveLength(1);
  expect(results[0]?.label).toMatchObject({
    namespace: 'custom',
    namespaceDisplayName: 'Labels',
    displayName: 'My Label',
    labelType: 'USER_DEFINED',
  });
  expect(results[0]?.label?._createdDate).toBeInstanceOf(Date);
});

it.each([
  ['My label', 'my label', ['custom.my-label', 'custom.my-label-2']],
  ['לקוח טוב', '!', ['custom.לקוח-טוב', 'custom.field']],
  ['x'.repeat(180), 'y', [`custom.${'x'.repeat(68)}`, 'custom.y']],
])('the labels %s and %s get the keys %j', async (first, second, keys) => {
  const { inside } = await setup();
  await inside(async () => {
    const created = [await findOrCreateLabel(first), await findOrCreateLabel(second)];
    expect(created.map(({ label }) => label?.key)).toEqual(keys);
    expect((await getLabel(keys[0] ?? '')).displayName).toBe(first);
  });
});

it('finds a system label by its exact display name', async () => {
  const { inside } = await setup();
  await inside(async () => {
    const { label, newLabel } = await findOrCreateLabel('Contacted Me');
    expect([label?.key, newLabel]).toEqual(['contacts.contacted-me', false]);
  });
});

it('lists labels by type, namespace and the start of their names, newest first', async () => {
  const { inside, wix } = await setup();
  await inside(async () => {
    for (const name of ['Alpha', 'alpine', 'Beta']) {
      await findOrCreateLabel(name);
      wix.clock.advance(1000);
    }
    const keys = async (options: labels.ListLabelsOptions) =>
      ((await listLabels(options)).labels ?? []).map(({ displayName }) => displayName);
    expect(await keys({})).toEqual(['Beta', 'alpine', 'Alpha', 'Customers', 'Contacted Me']);
    expect(await keys({ labelType: 'SYSTEM' })).toEqual(['Customers', 'Contacted Me']);
    expect(await keys({ namespace: 'custom', startsWith: 'Al' })).toEqual(['Alpha']);
    const sort = { fieldName: 'displayName', order: 'DESC' } as const;
    expect(await keys({ sort, paging: { limit: 2, offset: 1 } })).toEqual([
      'Customers',
      'Contacted Me',
    ]);
  });
});

it('queries labels with the package’s builder, page by page', async () => {
  const { inside } = await setup();
  await inside(async () => {
    for (const name of ['Alpha', 'Alpine', 'Beta']) {
      await findOrCreateLabel(name);
    }
    const page = await queryLabels()
      .startsWith('displayName', 'Al')
      .ascending('displayName')
      .limit(1)
      .find();
    expect([page.items.map(({ key }) => key), page.totalCount, page.hasNext()]).toEqual([
      ['custom.alpha'],
      2,
      true,
    ]);
    expect((await page.next()).items.map(({ key }) => key)).toEqual(['custom.alpine']);
    const custom = await queryLabels().eq('labelType', 'USER_DEFINED').find();
    expect(custom.items).toHaveLength(3);
    const named = await queryLabels().in('key', ['custom.beta', 'contacts.customers']).find();
    expect(named.items).toHaveLength(2);
  });
});

it('renames a label; its key and the contacts that have it stay', async () => {
  const { inside } = await setup();
  await inside(async () => {
    await findOrCreateLabel('Old');
    await findOrCreateLabel('Taken');
    expect(await renameLabel('custom.old', { displayName: 'New' })).toMatchObject({
      key: 'custom.old',
      displayName: 'New',
    });
    const taken = () => renameLabel('custom.old', { displayName: 'Taken' });
    await expect(taken()).rejects.toThrow('already exists');
    expect(await codeThrownBy(taken)).toBe('ALREADY_EXISTS');
    const system = () => renameLabel('contacts.customers', { displayName: 'Clients' });
    expect(await codeThrownBy(system)).toBe('INVALID_ARGUMENT');
    expect((await findOrCreateLabel('Old')).newLabel).toBe(true);
  });
});

it('PATCH /labels/{key} needs the key in the path only', async () => {
  const { inside, call } = await setup();
  await inside(() => findOrCreateLabel('Old'));
  const path = '/contacts/v4/labels/custom.old';
  const body = { label: { displayName: 'New', key: 'custom.other' } };
  expect(await call(APP, 'PATCH', path, body)).toMatchObject({
    status: 200,
    json: { label: { key: 'custom.old', displayName: 'New' } },
  });
});

it('deletes a label and removes it from the contacts that have it', async () => {
  const { inside, events } = await setup();
  const id = await inside(async () => {
    const { label } = await findOrCreateLabel('VIP');
    const { contact } = await createContact({
      name: { first: 'Ann' },
      labelKeys: { items: [label?.key ?? '', 'contacts.customers'] },
    });
    await createContact({ name: { first: 'Bob' } });
    await deleteLabel('custom.vip');
    return contact?._id ?? '';
  });
  await inside(async () => {
    expect((await getContact(id)).info?.labelKeys?.items).toEqual(['contacts.customers']);
    for (const call of [
      () => getLabel('custom.vip'),
      () => deleteLabel('custom.vip'),
      () => renameLabel('custom.vip', { displayName: 'x' }),
    ]) {
      expect(await codeThrownBy(call)).toBe('NOT_FOUND');
    }
    expect(await codeThrownBy(() => labelContact(id, ['custom.vip']))).toBe('INVALID_ARGUMENT');
    expect(await codeThrownBy(() => deleteLabel('contacts.customers'))).toBe('INVALID_ARGUMENT');
  });
  const updated = (await events()).filter(({ name }) => name === 'contact-updated');
  expect(updated.map(({ entityId }) => entityId)).toEqual([id]);
});

it.each([
  ['MALFORMED_FILTER', { filter: { $and: ['x'] } }],
  ['UNSUPPORTED_FILTER_FIELD', { filter: { colour: 'red' } }],
  ['UNSUPPORTED_FILTER_OPERATOR', { filter: { key: { $startsWith: 'custom' } } }],
  ['UNSUPPORTED_FILTER_VALUE', { filter: { key: { $in: 'custom.a' } } }],
  ['INVALID_SORT', { sort: [{ fieldName: 'key' }] }],
  ['INVALID_ARGUMENT', { paging: { limit: 2001 } }],
])('refuses with %s the query %j', async (code, query) => {
  const { call } = await setup();
  const { status, json } = await call(APP, 'POST', '/contacts/v4/labels/query', { query });
  expect([status, errorCodeOf(json)]).toEqual([400, code]);
});

it('visitors cannot read or change labels', async () => {
  const { inside } = await setup();
  await inside(async () => {
    await expect(labels.listLabels()).rejects.toMatchObject({ status: 403 });
    await expect(labels.findOrCreateLabel('x')).rejects.toMatchObject({ status: 403 });
  });
});
