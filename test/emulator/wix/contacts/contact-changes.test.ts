import { contacts, extendedFields, labels } from '@wix/crm';
import { auth } from '@wix/essentials';
import { expect, it } from 'vitest';
import { insertMember } from '../../../../emulator/wix/members/members.ts';
import { codeThrownBy, openForPackages } from '../../../support/emulator/wix/open-for-packages.ts';
import { APP, errorCodeOf, UNKNOWN_ID, visitor } from '../../../support/emulator/wix/open-wix.ts';

const createContact = auth.elevate(contacts.createContact);
const getContact = auth.elevate(contacts.getContact);
const listContacts = auth.elevate(contacts.listContacts);
const updateContact = auth.elevate(contacts.updateContact);
const deleteContact = auth.elevate(contacts.deleteContact);
const labelContact = auth.elevate(contacts.labelContact);
const unlabelContact = auth.elevate(contacts.unlabelContact);
const mergeContacts = auth.elevate(contacts.mergeContacts);
const previewMergeContacts = auth.elevate(contacts.previewMergeContacts);
const findOrCreateLabel = auth.elevate(labels.findOrCreateLabel);
const findOrCreateExtendedField = auth.elevate(extendedFields.findOrCreateExtendedField);

async function setup() {
  const opened = await openForPackages();
  const inside = <T>(work: () => Promise<T>): Promise<T> => opened.as(visitor(1), work);
  const create = async (email: string, first = 'Ann') => {
    const info = { name: { first, last: 'Lee' }, emails: { items: [{ email }] } };
    const { contact } = await inside(() => createContact(info));
    return { id: contact?._id ?? '', revision: contact?.revision ?? 0, contact };
  };
  const createMember = async (email: string) =>
    (await opened.runAsWix((context) => insertMember(context, { email }))).contactId;
  const names = async () => (await opened.events()).map(({ name, entityId }) => [name, entityId]);
  return { ...opened, inside, create, createMember, names };
}

it('updates what is sent, keeps the rest, and raises contact-updated with the next revision', async () => {
  const { inside, create, events } = await setup();
  const { id, revision, contact } = await create('ann@example.com');
  const kept = contact?.info?.emails?.items?.[0];
  const { contact: updated } = await inside(() =>
    updateContact(
      id,
      {
        name: { first: 'Anna' },
        company: 'Acme',
        phones: { items: [{ phone: '+972 54-123-4567' }] },
        emails: {
          items: [
            { email: 'new@example.com', primary: true },
            { ...kept, primary: false },
          ],
        },
      },
      revision,
    ),
  );
  expect(updated).toMatchObject({
    _id: id,
    revision: 2,
    lastActivity: { activityType: 'CONTACT_CREATED' },
    primaryInfo: { email: 'new@example.com', phone: '+972 54-123-4567' },
    info: { name: { first: 'Anna', last: 'Lee' }, company: 'Acme' },
  });
  expect(updated?.info?.emails?.items?.map(({ email }) => email)).toEqual([
    'new@example.com',
    'ann@example.com',
  ]);
  expect(updated?.info?.emails?.items?.[1]?._id).toBe(kept?._id);
  expect((await events()).at(-1)).toMatchObject({
    name: 'contact-updated',
    entityId: id,
    data: { id, revision: 2 },
  });
});

it('finds an updated contact by its new address only', async () => {
  const { inside, create } = await setup();
  const { id, revision } = await create('ann@example.com');
  await inside(async () => {
    await updateContact(id, { emails: { items: [{ email: 'new@example.com' }] } }, revision);
    const find = auth.elevate(contacts.queryContacts);
    const idsOf = async (email: string) =>
      (await find().eq('primaryInfo.email', email).find()).items.map(({ _id }) => _id);
    expect([await idsOf('ann@example.com'), await idsOf('new@example.com')]).toEqual([[], [id]]);
  });
});

it('refuses a stale revision with the code and message that clients look for, and changes nothing', async () => {
  const { inside, create, names } = await setup();
  const { id, revision } = await create('ann@example.com');
  await inside(async () => {
    await updateContact(id, { company: 'One' }, revision);
    const update = () => updateContact(id, { company: 'Two' }, revision);
    await expect(update()).rejects.toThrow(
      'Contact has been updated since the requested revision.',
    );
    await expect(update()).rejects.toMatchObject({
      status: 409,
      details: { applicationError: { code: 'CONTACT_ALREADY_CHANGED' } },
    });
    expect((await getContact(id)).info?.company).toBe('One');
  });
  expect(await names()).toHaveLength(2);
});

it('one of ten updates at the same time with the same revision succeeds', async () => {
  const { inside, create } = await setup();
  const { id, revision } = await create('ann@example.com');
  const results = await inside(() =>
    Promise.allSettled(
      Array.from({ length: 10 }, (_, number) =>
        updateContact(id, { company: String(number) }, revision),
      ),
    ),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

it('says in the message of a duplicate that the contact already exists', async () => {
  const { inside, create } = await setup();
  const ann = await create('ann@example.com');
  const bob = await create('bob@example.com', 'Bob');
  const taken = { emails: { items: [{ email: 'ANN@example.com' }] } };
  await inside(async () => {
    const update = () => updateContact(bob.id, taken, bob.revision);
    await expect(update()).rejects.toThrow('already exists');
    await expect(update()).rejects.toMatchObject({
      status: 409,
      details: {
        applicationError: {
          code: 'DUPLICATE_CONTACT_EXISTS',
          data: { duplicateContactId: ann.id, duplicateEmail: 'ANN@example.com' },
        },
      },
    });
    await expect(createContact(taken)).rejects.toThrow('already exists');
    // A contact's own address is no duplicate, and duplicates can be allowed.
    const own = { emails: { items: [{ email: 'bob@example.com' }] } };
    expect((await updateContact(bob.id, own, bob.revision)).contact?.revision).toBe(2);
    const allowed = await updateContact(bob.id, taken, 2, { allowDuplicates: true });
    expect(allowed.contact?.primaryInfo?.email).toBe('ANN@example.com');
  });
});

it.each([
  ['INSUFFICIENT_UPDATE_CONTACT_DATA', {}],
  ['INSUFFICIENT_CONTACT_DATA', { name: { first: null, last: null }, emails: { items: [] } }],
  [
    'CANNOT_HAVE_MULTIPLE_PRIMARY_INFO',
    {
      phones: {
        items: [
          { phone: '1', primary: true },
          { phone: '2', primary: true },
        ],
      },
    },
  ],
  ['INVALID_EXTENDED_FIELD_VALUE', { extendedFields: { items: { 'custom.none': 'x' } } }],
  ['INVALID_ARGUMENT', { labelKeys: { items: ['custom.none'] } }],
  ['NOT_EMULATED', { extendedFields: { items: { 'members.membershipStatus': 'APPROVED' } } }],
])('refuses an update with %s', async (code, info) => {
  const { inside, create } = await setup();
  const { id, revision } = await create('ann@example.com');
  await inside(async () => {
    expect(await codeThrownBy(() => updateContact(id, info, revision))).toBe(code);
    expect((await getContact(id)).revision).toBe(revision);
  });
});

it('refuses a field mask, which it would not apply', async () => {
  const { call } = await setup();
  const body = { info: { company: 'Acme' }, revision: 1, fieldMask: { paths: ['info.company'] } };
  const path = `/contacts/v4/contacts/${UNKNOWN_ID}`;
  const { status, json } = await call(APP, 'PATCH', path, body);
  expect([status, errorCodeOf(json)]).toEqual([501, 'NOT_EMULATED']);
});

it('every method refuses an unknown contact with 404 CONTACT_NOT_FOUND', async () => {
  const { inside } = await setup();
  await inside(async () => {
    for (const call of [
      () => updateContact(UNKNOWN_ID, { company: 'Acme' }, 1),
      () => labelContact(UNKNOWN_ID, ['contacts.customers']),
      () => unlabelContact(UNKNOWN_ID, ['contacts.customers']),
      () => deleteContact(UNKNOWN_ID),
      () => previewMergeContacts(UNKNOWN_ID, { sourceContactIds: [UNKNOWN_ID] }),
    ]) {
      await expect(call()).rejects.toMatchObject({ status: 404 });
      expect(await codeThrownBy(call)).toBe('CONTACT_NOT_FOUND');
    }
  });
});

it('deletes a contact, raises contact-deleted, and frees its address', async () => {
  const { inside, create, names } = await setup();
  const { id } = await create('ann@example.com');
  await inside(() => deleteContact(id));
  expect((await names()).at(-1)).toEqual(['contact-deleted', id]);
  expect(await codeThrownBy(() => inside(() => getContact(id)))).toBe('CONTACT_NOT_FOUND');
  expect((await create('ann@example.com')).id).not.toBe(id);
});

it('refuses to delete a member’s contact or to change its address with 428', async () => {
  const { inside, createMember } = await setup();
  const id = await createMember('ann@example.com');
  await inside(async () => {
    await expect(deleteContact(id)).rejects.toMatchObject({
      status: 428,
      details: { applicationError: { code: 'CANNOT_DELETE_MEMBER' } },
    });
    const changed = { emails: { items: [{ email: 'other@example.com' }] } };
    await expect(updateContact(id, changed, 1)).rejects.toMatchObject({
      status: 428,
      details: { applicationError: { code: 'CANNOT_UPDATE_MEMBER_EMAIL' } },
    });
    const { contact } = await updateContact(id, { company: 'Acme' }, 1);
    expect(contact).toMatchObject({ revision: 2, primaryInfo: { email: 'ann@example.com' } });
  });
});

it('labels and unlabels a contact; nothing changes if nothing is new', async () => {
  const { inside, create, names } = await setup();
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
  const { inside, create } = await setup();
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
  const { inside, call } = await setup();
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
  const { inside, call } = await setup();
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
  const { inside, create } = await setup();
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
  const { inside, create, names } = await setup();
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
