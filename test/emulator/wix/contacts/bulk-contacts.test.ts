import { contacts } from '@wix/crm';
import { auth } from '@wix/essentials';
import { expect, it } from 'vitest';
import { insertContact } from '../../../../emulator/wix/contacts/contacts.ts';
import { insertMember } from '../../../../emulator/wix/members/members.ts';
import { codeThrownBy, openForPackages } from '../../../support/emulator/wix/open-for-packages.ts';
import { visitor } from '../../../support/emulator/wix/open-wix.ts';

const bulkDeleteContacts = auth.elevate(contacts.bulkDeleteContacts);
const bulkUpdateContacts = auth.elevate(contacts.bulkUpdateContacts);
const bulkLabelAndUnlabelContacts = auth.elevate(contacts.bulkLabelAndUnlabelContacts);
const listContacts = auth.elevate(contacts.listContacts);

async function setup() {
  const opened = await openForPackages();
  await opened.runAsWix((context) => {
    for (const first of ['Ann', 'Bob', 'Cleo']) {
      insertContact(context, { name: { first, last: 'Lee' } }, { sourceType: 'ADMIN' });
    }
    insertMember(context, { email: 'dan@example.com', firstName: 'Dan', lastName: 'Lee' });
  });
  const list = async () =>
    ((await listContacts()).contacts ?? []).map(({ info }) => ({
      first: info?.name?.first,
      company: info?.company,
      labels: info?.labelKeys?.items,
    }));
  return { ...opened, list, inside: <T>(work: () => Promise<T>) => opened.as(visitor(1), work) };
}

const LEE = { filter: { 'info.name.last': 'Lee' } };

it('deletes the contacts that match, except those of members', async () => {
  const { inside, list, events } = await setup();
  await inside(async () => {
    const { jobId } = await bulkDeleteContacts({ filter: { 'info.name.first': 'Bob' } });
    expect(jobId).toMatch(/^[\da-f-]{36}$/);
    expect((await list()).map(({ first }) => first)).toEqual(['Ann', 'Cleo', 'Dan']);
    await bulkDeleteContacts(LEE);
    expect((await list()).map(({ first }) => first)).toEqual(['Dan']);
  });
  expect((await events()).filter(({ name }) => name === 'contact-deleted')).toHaveLength(3);
});

it('updates the fields that are sent on the contacts that match', async () => {
  const { inside, list } = await setup();
  await inside(async () => {
    const filter = { 'info.name.first': { $in: ['Ann', 'Dan'] } };
    await bulkUpdateContacts({ filter, info: { company: 'Acme' } });
    expect((await list()).map(({ first, company }) => [first, company])).toEqual([
      ['Ann', 'Acme'],
      ['Bob', undefined],
      ['Cleo', undefined],
      ['Dan', 'Acme'],
    ]);
  });
});

it('a bulk update leaves out the contacts that do not allow it', async () => {
  const { inside, list } = await setup();
  await inside(async () => {
    const info = { company: 'Acme', emails: { items: [{ email: 'one@example.com' }] } };
    await bulkUpdateContacts({ ...LEE, info });
    const companies = (await list()).map(({ company }) => company);
    expect(companies).toEqual(['Acme', 'Acme', 'Acme', undefined]);
  });
});

it('adds and removes labels on the contacts that match', async () => {
  const { inside, list } = await setup();
  await inside(async () => {
    const both = ['contacts.customers', 'contacts.contacted-me'];
    await bulkLabelAndUnlabelContacts({ filter: {}, labelKeysToAdd: both });
    await bulkLabelAndUnlabelContacts({
      filter: { 'info.labelKeys': { $hasAll: both }, 'info.name.first': 'Ann' },
      labelKeysToRemove: ['contacts.customers'],
    });
    expect((await list()).map(({ labels }) => labels?.length)).toEqual([1, 2, 2, 2]);
    const unknown = { filter: {}, labelKeysToAdd: ['custom.none'] };
    expect(await codeThrownBy(() => bulkLabelAndUnlabelContacts(unknown))).toBe('INVALID_ARGUMENT');
  });
});

it.each([
  ['NEITHER_FILTER_NOR_SEARCH', {}],
  ['NOT_EMULATED', { search: 'Ann' }],
  ['UNSUPPORTED_FILTER_FIELD_UNKNOWN', { filter: { nickname: 'Ann' } }],
] as const)('refuses with %s a selection that is %j', async (code, selection) => {
  const { inside, list } = await setup();
  await inside(async () => {
    for (const call of [
      () => bulkDeleteContacts(selection),
      () => bulkUpdateContacts(selection),
      () => bulkLabelAndUnlabelContacts(selection),
    ]) {
      expect(await codeThrownBy(call)).toBe(code);
    }
    expect(await list()).toHaveLength(4);
  });
});
