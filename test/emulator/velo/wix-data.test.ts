// Wix's older module `wix-data` in a site's backend and pages, over HTTP.
import { afterAll, beforeEach, expect, it } from 'vitest';
import * as v from 'valibot';
import { checkSite } from '../../../emulator/check-site.ts';
import { createEmulator } from '../../../emulator/index.ts';
import { WEB_METHODS } from '../../support/emulator.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

const SITE = 'test/sites/wix-data';
const made: string[] = [];
const emulator = await createEmulator({ site: SITE, onCollectionMade: (name) => made.push(name) });
afterAll(() => emulator.close());
beforeEach(() => emulator.reset());

const Session = v.object({ token: v.string(), id: v.string() });
const Failed = v.object({ code: v.string(), message: v.string(), isError: v.boolean() });
const ADA = '00000000-0000-4000-8000-000000000001';
const BEN = '00000000-0000-4000-8000-000000000002';
const OWNER = '00000000-0000-4000-8000-000000000003';

async function post(path: string, body: unknown, authorization = ''): Promise<unknown> {
  const headers = { 'content-type': 'application/json', authorization };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  return (await emulator.fetch(path, init)).json();
}

/** Starts a session, and returns a function that calls a web method in it. */
async function open(input: { readonly as: 'visitor' | 'member'; readonly id?: string }) {
  const { token, id } = v.parse(Session, await post('/_emulator/sessions', input));
  const call = async (method: string, ...args: readonly unknown[]): Promise<unknown> => {
    const path = `${WEB_METHODS}/probe.web.js/${method}.ajax`;
    const answer = await post(path, args, token);
    return typeof answer === 'object' && answer !== null && 'result' in answer
      ? answer.result
      : answer;
  };
  return { id, call };
}

it('a member that the module lacks is in the report of the site', () => {
  const files = {
    'backend/a.js': `import wixData from 'wix-data';\nwixData.query('A');\nwixData.patch('A');`,
  };
  expect(checkSite(temporaryFolder(files)).problems).toMatchObject([
    { line: 3, what: 'wix-data.patch' },
  ]);
});

it('insert, get, update, save and remove work on one item', async () => {
  const { call, id } = await open({ as: 'visitor' });
  const inserted = await call('call', 'insert', 'Guests', { _id: 'g', name: 'Ada', age: 36 });
  expect(inserted).toMatchObject({ _id: 'g', name: 'Ada', _owner: id });
  expect(await call('call', 'get', 'Guests', 'g')).toEqual(inserted);
  await call('call', 'update', 'Guests', { _id: 'g', name: 'Eve' });
  const updated = await call('call', 'get', 'Guests', 'g');
  expect(updated).toMatchObject({ name: 'Eve', _owner: id });
  expect(updated).not.toHaveProperty('age');
  expect(await call('call', 'save', 'Guests', { _id: 'g', name: 'Ida' })).toMatchObject({
    _owner: id,
  });
  expect(await call('call', 'save', 'Guests', { _id: 'h' })).toMatchObject({ _id: 'h' });
  expect(await call('call', 'remove', 'Guests', 'g')).toMatchObject({ name: 'Ida' });
  expect(await call('call', 'get', 'Guests', 'g')).toBeNull();
});

it('the bulk forms count what they did', async () => {
  const { call } = await open({ as: 'visitor' });
  const all = [{ _id: 'a' }, { _id: 'b' }];
  expect(await call('call', 'bulkInsert', 'Guests', all)).toMatchObject({
    inserted: 2,
    insertedItemIds: ['a', 'b'],
    errors: [],
  });
  expect(await call('call', 'bulkInsert', 'Guests', [{ _id: 'a' }, { _id: 'c' }])).toMatchObject({
    inserted: 1,
    skipped: 1,
  });
  expect(
    await call('call', 'bulkUpdate', 'Guests', [{ _id: 'a', n: 1 }, { _id: 'x' }]),
  ).toMatchObject({ updated: 1, skipped: 1 });
  expect(await call('call', 'bulkSave', 'Guests', [{ _id: 'a' }, { _id: 'd' }])).toMatchObject({
    inserted: 1,
    updated: 1,
  });
  expect(await call('call', 'bulkRemove', 'Guests', ['a', 'x'])).toMatchObject({
    removed: 1,
    skipped: 1,
    removedItemIds: ['a'],
  });
});

it('a result has items, counts and the next page', async () => {
  const { call } = await open({ as: 'visitor' });
  expect(
    await call('find', 'Books', [
      ['ascending', 'title'],
      ['limit', 2],
      ['fields', 'title'],
    ]),
  ).toEqual({
    items: [
      { _id: 'b-3', title: 'Dubliners' },
      { _id: 'b-1', title: 'Emma' },
    ],
    length: 2,
    totalCount: 3,
    totalPages: 2,
    pageSize: 2,
    currentPage: 0,
    next: [{ _id: 'b-2', title: 'Ulysses' }],
  });
});

it('queries are combined, counted and made distinct', async () => {
  const { call } = await open({ as: 'visitor' });
  expect(await call('combine')).toEqual({
    or: ['Dubliners', 'Emma', 'Ulysses'],
    not: ['Ulysses'],
    filter: ['Emma'],
    count: 2,
    distinct: ['novel', 'comedy', 'stories'],
  });
});

it.each<[what: string, args: readonly unknown[], code: string, message: RegExp]>([
  ['no permission', ['insert', 'Books', {}], 'WD_PERMISSION_DENIED', /^WDE0027: /],
  ['a known _id', ['insert', 'Guests', { _id: 'a' }], 'WD_ITEM_ALREADY_EXISTS', /^WDE0074: /],
  ['a missing item', ['update', 'Guests', { _id: 'x' }], 'WD_ITEM_DOES_NOT_EXIST', /^WDE0073: /],
  ['a name that is no text', ['get', 1, 'a'], 'WD_VALIDATION_ERROR', /WDE0001: /],
  [
    'a name that no collection can have',
    ['get', '1', 'a'],
    'WD_SCHEMA_DOES_NOT_EXIST',
    /^WDE0025: /,
  ],
])('rejects the promise with a code: %s', async (_, args, code, message) => {
  const { call } = await open({ as: 'visitor' });
  await call('call', 'insert', 'Guests', { _id: 'a' });
  const failed = v.parse(Failed, await call('fail', ...args));
  expect([failed.code, failed.isError]).toEqual([code, true]);
  expect(failed.message).toMatch(message);
});

it('suppressAuth skips the permissions, and the caller is the owner', async () => {
  const { call, id } = await open({ as: 'visitor' });
  const inserted = await call('call', 'insert', 'Secrets', { _id: 's' }, { suppressAuth: true });
  expect(inserted).toMatchObject({ _owner: id });
  expect(await call('find', 'Secrets', [], { suppressAuth: true })).toMatchObject({ length: 1 });
  expect(await call('fail', 'get', 'Secrets', 's')).toMatchObject({ code: 'WD_PERMISSION_DENIED' });
});

it('members change only what they created, and the site owner everything', async () => {
  const [ada, ben, owner] = [
    await open({ as: 'member', id: ADA }),
    await open({ as: 'member', id: BEN }),
    await open({ as: 'member', id: OWNER }),
  ];
  await ada.call('call', 'insert', 'Notes', { _id: 'n', text: 'by Ada' });
  expect(await ada.call('find', 'Notes', [])).toMatchObject({ totalCount: 1 });
  expect(await ben.call('find', 'Notes', [])).toMatchObject({ totalCount: 0 });
  expect(await ben.call('call', 'get', 'Notes', 'n')).toBeNull();
  const denied = { code: 'WD_PERMISSION_DENIED' };
  expect(await ben.call('fail', 'update', 'Notes', { _id: 'n' })).toMatchObject(denied);
  expect(await ben.call('fail', 'remove', 'Notes', 'n')).toMatchObject(denied);
  expect(await ben.call('call', 'bulkRemove', 'Notes', ['n'])).toMatchObject({ skipped: 1 });
  expect(await ben.call('fail', 'truncate', 'Notes')).toMatchObject(denied);
  expect(await owner.call('find', 'Notes', [])).toMatchObject({ totalCount: 1 });
  expect(await owner.call('call', 'update', 'Notes', { _id: 'n' })).toMatchObject({ _owner: ADA });
  expect(await ada.call('call', 'remove', 'Notes', 'n')).toMatchObject({ _id: 'n' });
});

it('an event handler, which has no caller, calls as the site', async () => {
  await post('/_emulator/contacts', { info: { name: { first: 'Ann' } } });
  await emulator.settled();
  const { call } = await open({ as: 'visitor' });
  expect(await call('find', 'HookLog', [], { suppressAuth: true })).toMatchObject({
    items: [{ hook: 'event' }],
  });
});

it('a collection that does not exist is made on first use, once, and announced', async () => {
  const { call } = await open({ as: 'visitor' });
  made.length = 0;
  expect(await call('find', 'Bills', [])).toMatchObject({ totalCount: 0 });
  await call('call', 'insert', 'Bills', { _id: 'o' });
  expect(await call('find', 'Bills', [['include', 'buyer']])).toMatchObject({ totalCount: 1 });
  expect(made).toEqual(['Bills']);
});

it('a result of an aggregation and of references has items', async () => {
  const { call } = await open({ as: 'visitor' });
  expect(await call('groupBooks')).toEqual([
    { _id: 'p-1', count: 1, priceSum: 9 },
    { _id: 'p-2', count: 2, priceSum: 28 },
  ]);
  expect(await call('call', 'queryReferenced', 'Books', 'b-1', 'readers')).toMatchObject({
    items: [{ _id: 'p-2' }, { _id: 'p-3' }],
    totalCount: 2,
  });
  expect(await call('call', 'isReferenced', 'Books', 'readers', 'b-1', 'p-2')).toBe(true);
  expect(
    await call('find', 'Books', [
      ['include', 'author'],
      ['eq', '_id', 'b-1'],
    ]),
  ).toMatchObject({
    items: [{ author: { name: 'Jane' } }],
  });
});

it('a page has the module with the permissions of its session', async () => {
  const { call } = await open({ as: 'visitor' });
  await emulator.fetch('/home', { headers: { accept: 'text/html' } });
  expect(await call('takeNotes')).toMatchObject([
    {
      isDate: true,
      length: 1,
      totalCount: 1,
      denied: 'WD_PERMISSION_DENIED',
      filter: 'function',
      sort: [{ name: 'desc' }, { at: 'desc' }],
    },
  ]);
});
