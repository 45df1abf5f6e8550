import { contacts, extendedFields } from '@wix/crm';
import { auth } from '@wix/essentials';
import { expect, it } from 'vitest';
import { codeThrownBy, openForPackages } from '../../../support/emulator/wix/open-for-packages.ts';
import { visitor } from '../../../support/emulator/wix/open-wix.ts';

const createContact = auth.elevate(contacts.createContact);
const getContact = auth.elevate(contacts.getContact);
const find = auth.elevate(extendedFields.findOrCreateExtendedField);
const getExtendedField = auth.elevate(extendedFields.getExtendedField);
const listExtendedFields = auth.elevate(extendedFields.listExtendedFields);
const queryExtendedFields = auth.elevate(extendedFields.queryExtendedFields);
const renameExtendedField = auth.elevate(extendedFields.renameExtendedField);
const deleteExtendedField = auth.elevate(extendedFields.deleteExtendedField);

async function inside<T>(work: () => Promise<T>): Promise<T> {
  const { as } = await openForPackages();
  return as(visitor(1), work);
}

it('creates a field once, and ignores another type for its name', async () => {
  await inside(async () => {
    const { field, newField } = await find('groupColor', 'TEXT');
    expect([field, newField]).toMatchObject([
      {
        namespace: 'custom',
        key: 'custom.groupcolor',
        displayName: 'groupColor',
        dataType: 'TEXT',
        fieldType: 'USER_DEFINED',
      },
      true,
    ]);
    expect(field?._createdDate).toBeInstanceOf(Date);
    const again = await find('groupColor', 'NUMBER');
    expect([again.field?.dataType, again.newField]).toEqual(['TEXT', false]);
    expect(await getExtendedField('custom.groupcolor')).toEqual(field);
  });
});

it('allows 100 fields', async () => {
  await inside(async () => {
    for (let number = 0; number < 100; number += 1) {
      await find(`Field ${String(number)}`, 'TEXT');
    }
    const more = () => find('Field 100', 'TEXT');
    expect(await codeThrownBy(more)).toBe('FIELDS_QUOTA_EXCEEDED');
    expect((await find('Field 7', 'TEXT')).newField).toBe(false);
    expect((await listExtendedFields()).fields).toHaveLength(100);
  });
});

it('lists and queries fields', async () => {
  await inside(async () => {
    await find('Note', 'TEXT');
    await find('Number', 'NUMBER');
    const { fields, metadata } = await listExtendedFields({
      startsWith: 'N',
      sort: { fieldName: 'displayName' },
      paging: { limit: 1 },
    });
    expect([fields?.map(({ key }) => key), metadata?.total]).toEqual([['custom.note'], 2]);
    expect((await listExtendedFields({ fieldType: 'SYSTEM' })).fields).toEqual([]);
    const numbers = await queryExtendedFields().ne('dataType', 'TEXT').find();
    expect(numbers.items.map(({ key }) => key)).toEqual(['custom.number']);
  });
});

it('renames a field; its key stays', async () => {
  await inside(async () => {
    await find('Note', 'TEXT');
    const renamed = await renameExtendedField('custom.note', { displayName: 'Remark' });
    expect([renamed.key, renamed.displayName]).toEqual(['custom.note', 'Remark']);
    await find('Note', 'TEXT');
    const taken = () => renameExtendedField('custom.note', { displayName: 'Note' });
    expect(await codeThrownBy(taken)).toBe('ALREADY_EXISTS');
  });
});

it('deletes a field with its values', async () => {
  await inside(async () => {
    await find('Note', 'TEXT');
    await find('Age', 'NUMBER');
    const { contact } = await createContact({
      name: { first: 'Ann' },
      extendedFields: { items: { 'custom.note': 'Hello', 'custom.age': 9 } },
    });
    await deleteExtendedField('custom.note');
    const read = await getContact(contact?._id ?? '');
    expect([read.revision, read.info?.extendedFields?.items]).toEqual([2, { 'custom.age': 9 }]);
    for (const call of [
      () => getExtendedField('custom.note'),
      () => deleteExtendedField('custom.note'),
      () => renameExtendedField('custom.note', { displayName: 'x' }),
    ]) {
      expect(await codeThrownBy(call)).toBe('NOT_FOUND');
    }
  });
});
