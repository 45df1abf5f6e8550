import { contacts } from '@wix/crm';
import { auth } from '@wix/essentials';
import { expect, it } from 'vitest';
import { openForContacts } from '../../../support/emulator/wix/open-for-contacts.ts';
import { codeThrownBy } from '../../../support/emulator/wix/open-for-packages.ts';
import { APP, errorCodeOf, UNKNOWN_ID } from '../../../support/emulator/wix/open-wix.ts';

const createContact = auth.elevate(contacts.createContact);
const getContact = auth.elevate(contacts.getContact);
const updateContact = auth.elevate(contacts.updateContact);
const deleteContact = auth.elevate(contacts.deleteContact);
const labelContact = auth.elevate(contacts.labelContact);
const unlabelContact = auth.elevate(contacts.unlabelContact);
const previewMergeContacts = auth.elevate(contacts.previewMergeContacts);

it('updates what is sent, keeps the rest, and raises contact-updated with the next revision', async () => {
  const { inside, create, events } = await openForContacts();
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
  const { inside, create } = await openForContacts();
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
  const { inside, create, names } = await openForContacts();
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
  const { inside, create } = await openForContacts();
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
  const { inside, create } = await openForContacts();
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
  const { inside, create } = await openForContacts();
  const { id, revision } = await create('ann@example.com');
  await inside(async () => {
    expect(await codeThrownBy(() => updateContact(id, info, revision))).toBe(code);
    expect((await getContact(id)).revision).toBe(revision);
  });
});

it('refuses a field mask, which it would not apply', async () => {
  const { call } = await openForContacts();
  const body = { info: { company: 'Acme' }, revision: 1, fieldMask: { paths: ['info.company'] } };
  const path = `/contacts/v4/contacts/${UNKNOWN_ID}`;
  const { status, json } = await call(APP, 'PATCH', path, body);
  expect([status, errorCodeOf(json)]).toEqual([501, 'NOT_EMULATED']);
});

it('every method refuses an unknown contact with 404 CONTACT_NOT_FOUND', async () => {
  const { inside } = await openForContacts();
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
  const { inside, create, names } = await openForContacts();
  const { id } = await create('ann@example.com');
  await inside(() => deleteContact(id));
  expect((await names()).at(-1)).toEqual(['contact-deleted', id]);
  expect(await codeThrownBy(() => inside(() => getContact(id)))).toBe('CONTACT_NOT_FOUND');
  expect((await create('ann@example.com')).id).not.toBe(id);
});

it('refuses to delete a member’s contact or to change its address with 428', async () => {
  const { inside, createMember } = await openForContacts();
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
