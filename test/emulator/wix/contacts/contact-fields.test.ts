import { contacts, extendedFields, labels } from '@wix/crm';
import { auth } from '@wix/essentials';
import { expect, it } from 'vitest';
import { openForContacts } from '../../../support/emulator/wix/open-for-contacts.ts';
import { codeThrownBy } from '../../../support/emulator/wix/open-for-packages.ts';
import { APP, errorCodeOf } from '../../../support/emulator/wix/open-wix.ts';

const createContact = auth.elevate(contacts.createContact);
const getContact = auth.elevate(contacts.getContact);
const listContacts = auth.elevate(contacts.listContacts);
const updateContact = auth.elevate(contacts.updateContact);
const labelContact = auth.elevate(contacts.labelContact);
const unlabelContact = auth.elevate(contacts.unlabelContact);
const mergeContacts = auth.elevate(contacts.mergeContacts);
const previewMergeContacts = auth.elevate(contacts.previewMergeContacts);
const findOrCreateLabel = auth.elevate(labels.findOrCreateLabel);
const findOrCreateExtendedField = auth.elevate(extendedFields.findOrCreateExtendedField);

it('labels and unlabels a contact; nothing changes if nothing is new', async () => {
  const { inside, create, names } = await openForContacts();
  const { id } = await create('ann@example.com');
  await inside(async () => {
    const { label } = await findOrCreateLabel('VIP guest');
    const key = label?.key ?? '';
    expect(key).toBe('custom.vip-guest');
    const { contact } = await labelContact(id, [key, 'contacts.customers', key]);
    expect(contact).toMatchObject({
      revision: 2,
      info: { labelKeys: { items: [key, 'contacts.customers'] } },
    });
    expect((await labelContact(id, [key])).contact?.revision).toBe(2);
    const { contact: unlabelled } = await unlabelContact(id, [key]);
    expect(unlabelled).toMatchObject({
      revision: 3,
      info: { labelKeys: { items: ['contacts.customers'] } },
    });
    expect(await codeThrownBy(() => labelContact(id, ['custom.none']))).toBe('INVALID_ARGUMENT');
  });
  expect((await names()).map(([name]) => name)).toEqual([
    'contact-created',
    'contact-updated',
    'contact-updated',
  ]);
});

it('stores extended fields by their type, and an empty one is not returned', async () => {
  const { inside, create } = await openForContacts();
  const { id } = await create('ann@example.com');
  await inside(async () => {
    for (const [name, dataType] of [
      ['Note', 'TEXT'],
      ['Age', 'NUMBER'],
      ['Since', 'DATE'],
      ['Home', 'URL'],
    ] as const) {
      await findOrCreateExtendedField(name, dataType);
    }
    const items = {
      'custom.note': 'Hello',
      'custom.age': 41.5,
      'custom.since': '2020-02-29',
      'custom.home': 'example.com',
    };
    const { contact } = await updateContact(id, { extendedFields: { items } }, 1);
    expect(contact?.info?.extendedFields?.items).toEqual({
      ...items,
      'custom.home': 'https://example.com',
    });
    const emptied = { items: { 'custom.note': '', 'custom.age': null } };
    const { contact: less } = await updateContact(id, { extendedFields: emptied }, 2);
    expect(Object.keys(less?.info?.extendedFields?.items ?? {})).toEqual([
      'custom.since',
      'custom.home',
    ]);
    for (const [key, value] of [
      ['custom.note', 1],
      ['custom.age', '41'],
      ['custom.since', '2021-02-29'],
      ['custom.since', 'today'],
      ['custom.home', true],
    ] as const) {
      const wrong = { extendedFields: { items: { [key]: value } } };
      expect([key, await codeThrownBy(() => updateContact(id, wrong, 3))]).toEqual([
        key,
        'INVALID_EXTENDED_FIELD_VALUE',
      ]);
    }
  });
});

it('queries and sorts contacts by extended fields', async () => {
  const { inside, call } = await openForContacts();
  await inside(async () => {
    await findOrCreateExtendedField('Age', 'NUMBER');
    for (const [first, age] of [
      ['Ann', 30],
      ['Bob', 20],
      ['Cleo', undefined],
    ] as const) {
      const items = age === undefined ? {} : { 'custom.age': age };
      await createContact({ name: { first }, extendedFields: { items } });
    }
  });
  const find = async (query: object) => {
    const { json } = await call<{
      readonly contacts?: readonly {
        readonly info: { readonly name: { readonly first: string } };
      }[];
    }>(APP, 'POST', '/contacts/v4/contacts/query', { query });
    return json.contacts?.map(({ info }) => info.name.first) ?? json;
  };
  const field = 'info.extendedFields.custom.age';
  expect(await find({ filter: { [field]: { $gte: 30 } } })).toEqual(['Ann']);
  expect(await find({ sort: [{ fieldName: field }] })).toEqual(['Bob', 'Ann', 'Cleo']);
  const unsupported = await find({ filter: { [field]: { $startsWith: '3' } } });
  expect(errorCodeOf(unsupported)).toBe('UNSUPPORTED_FILTER_OPERATOR');
});

it('queries contacts by address and by the status of the primary email address', async () => {
  const { inside, call } = await openForContacts();
  const addresses = { items: [{ address: { city: 'Haifa', country: 'IL' } }] };
  await inside(async () => {
    await createContact({ name: { first: 'Ann' }, addresses });
    await createContact({ emails: { items: [{ email: 'bob@example.com' }] } });
  });
  for (const [filter, count] of [
    [{ 'info.addresses.city': 'Haifa' }, 1],
    [{ 'info.addresses.country': { $in: ['US'] } }, 0],
    [{ 'primaryEmail.subscriptionStatus': { $nin: ['SUBSCRIBED'] } }, 2],
    [{ 'primaryEmail.subscriptionStatus': 'NOT_SET' }, 1],
  ] as const) {
    const path = '/contacts/v4/contacts/query';
    const { json } = await call<{ readonly pagingMetadata: { readonly total: number } }>(
      APP,
      'POST',
      path,
      { query: { filter } },
    );
    expect([filter, json.pagingMetadata.total]).toEqual([filter, count]);
  }
});

it('lists contacts with a sort, pages and field sets', async () => {
  const { inside, create } = await openForContacts();
  await create('ann@example.com');
  await create('bob@example.com', 'Bob');
  await create('cleo@example.com', 'Cleo');
  await inside(async () => {
    const all = await listContacts();
    expect([all.contacts?.length, all.pagingMetadata?.total]).toEqual([3, 3]);
    const page = await listContacts({
      sort: { fieldName: 'info.name.first', order: 'DESC' },
      paging: { limit: 1, offset: 1 },
      fieldsets: ['BASIC'],
    });
    expect(page.contacts?.map(({ info }) => info)).toEqual([
      { name: { first: 'Bob', last: 'Lee' } },
    ]);
    const unsortable = { sort: { fieldName: 'info.locale' } };
    expect(await codeThrownBy(() => listContacts(unsortable))).toBe('UNSUPPORTED_SORT_FIELD');
  });
});

it('previews a merge as it would be, without merging', async () => {
  const { inside, create, names } = await openForContacts();
  const ann = await create('ann@example.com');
  const bob = await create('bob@example.com', 'Bob');
  await inside(async () => {
    const sourceContactIds = [bob.id];
    const preview = await previewMergeContacts(ann.id, { sourceContactIds });
    const emails = preview.contact?.info?.emails?.items?.map(({ email }) => email);
    expect(emails).toEqual(['ann@example.com', 'bob@example.com']);
    expect((await getContact(bob.id)).revision).toBe(1);
    const merged = await mergeContacts(ann.id, 1, { sourceContactIds });
    expect(merged.contact?.info?.name).toEqual(preview.contact?.info?.name);
    const own = { sourceContactIds: [ann.id] };
    expect(await codeThrownBy(() => previewMergeContacts(ann.id, own))).toBe('ILLEGAL_MERGE');
  });
  expect((await names()).filter(([name]) => name === 'contact-merged')).toHaveLength(1);
});
