// The data hooks of a site's `data.js`, over HTTP: calls of `wix-data` in the backend, and of REST as a page makes them.
import { afterAll, beforeEach, expect, it } from 'vitest';
import * as v from 'valibot';
import { createEmulator } from '../../../emulator/index.ts';
import { WEB_METHODS } from '../../support/emulator.ts';

const emulator = await createEmulator({ site: 'test/sites/wix-data' });
afterAll(() => emulator.close());

const Session = v.object({ token: v.string(), id: v.string() });
const ADA = '00000000-0000-4000-8000-000000000001';
let visitor = { token: '', id: '' };
beforeEach(async () => {
  await emulator.reset();
  visitor = v.parse(Session, await post('/_emulator/sessions', { as: 'visitor' }));
});

async function post(path: string, body: unknown, authorization = ''): Promise<unknown> {
  const headers = { 'content-type': 'application/json', authorization };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  return (await emulator.fetch(path, init)).json();
}

/** Calls a web method of the site as the visitor, or as another session. */
async function call(method: string, ...args: readonly unknown[]): Promise<unknown> {
  return callAs(visitor.token, method, ...args);
}
async function callAs(
  token: string,
  method: string,
  ...args: readonly unknown[]
): Promise<unknown> {
  const answer = await post(`${WEB_METHODS}/probe.web.js/${method}.ajax`, args, token);
  return typeof answer === 'object' && answer !== null && 'result' in answer
    ? answer.result
    : answer;
}
/** Calls wix-data without hooks. */
const store = (item: object) => call('call', 'insert', 'Orders', item, { suppressHooks: true });
/** Returns what hooks wrote about their calls. */
const logged = async (): Promise<unknown> => {
  const { items } = v.parse(
    v.object({ items: v.array(v.looseObject({})) }),
    await call('find', 'HookLog', [], { suppressAuth: true }),
  );
  return items;
};
const REST = '/_api/cloud-data/v2';

it('beforeInsert changes what is stored, and afterInsert what the caller gets', async () => {
  const sent = { _id: 'a', amount: 1, at: { $date: '2026-01-01T00:00:00.000Z' } };
  expect(
    await post(
      `${REST}/items`,
      { dataCollectionId: 'Orders', dataItem: { data: sent } },
      visitor.token,
    ),
  ).toMatchObject({ dataItem: { data: { ...sent, checked: true, thanks: 'yes', guests: 0 } } });
  const stored = await call('find', 'Orders', [], { suppressHooks: true });
  expect(stored).toMatchObject({ items: [{ checked: true }] });
  expect(stored).not.toMatchObject({ items: [{ thanks: 'yes' }] });
  expect(await logged()).toMatchObject([
    {
      isDate: true,
      context: { collectionName: 'Orders', userId: null, userRole: 'anonymous' },
    },
  ]);
});

it('the context of a hook has the member, also with suppressAuth', async () => {
  const session = { as: 'member', id: ADA };
  const { token } = v.parse(Session, await post('/_emulator/sessions', session));
  await callAs(token, 'call', 'insert', 'Orders', { amount: 1 }, { suppressAuth: true });
  expect(await logged()).toMatchObject([{ context: { userId: ADA, userRole: 'siteMember' } }]);
});

it.each<[what: string, amount: number, error: object]>([
  ['throws', -1, { message: 'amount must not be negative', isError: true }],
  ['rejects with a value', 0, { isError: false }],
])(
  'a before hook that %s refuses the operation, and onFailure hears of it',
  async (_, amount, error) => {
    expect(await call('fail', 'insert', 'Orders', { _id: 'a', amount })).toMatchObject(error);
    expect(await call('call', 'get', 'Orders', 'a', { suppressHooks: true })).toBeNull();
    expect(await logged()).toMatchObject([{ hook: 'onFailure', collection: 'Orders' }]);
  },
);

it('a value of the wrong type is ignored', async () => {
  expect(await call('call', 'insert', 'Orders', { amount: 13 })).toMatchObject({ amount: 13 });
});

it('onFailure hears of an error of Wix', async () => {
  await store({ _id: 'a', amount: 1 });
  await call('fail', 'insert', 'Orders', { _id: 'a', amount: 1 });
  expect(await logged()).toMatchObject([
    { hook: 'beforeInsert' },
    { hook: 'onFailure', message: 'WDE0074: An item with _id [a] already exists.' },
  ]);
});

it('the hooks of update and remove get the stored item', async () => {
  await store({ _id: 'a', amount: 1 });
  expect(await call('call', 'update', 'Orders', { _id: 'a', amount: 2 })).toMatchObject({
    before: 1,
    was: 1,
  });
  expect(await call('call', 'save', 'Orders', { _id: 'a', amount: 3 })).toMatchObject({
    before: 2,
    was: 2,
  });
  expect(await call('call', 'save', 'Orders', { _id: 'b', amount: 3 })).toMatchObject({
    thanks: 'yes',
  });
  expect(await call('call', 'remove', 'Orders', 'a')).toMatchObject({ amount: 3, gone: true });
  await store({ _id: 'c', locked: true });
  expect(await call('fail', 'remove', 'Orders', 'c')).toMatchObject({ message: 'locked' });
});

it('the hooks of get change the id and the item, also by a rejection', async () => {
  await store({ _id: 'a', amount: 1 });
  expect(await call('call', 'get', 'Orders', 'alias')).toMatchObject({ _id: 'a', got: true });
});

it('the hooks of a query change the query and each item; an error of an after hook does not', async () => {
  await store({ _id: 'a', amount: 1 });
  await store({ _id: 'b', amount: 5 });
  await store({ _id: 'c', amount: 9, secret: true });
  const found = await call('find', 'Orders', [
    ['ge', 'amount', 1],
    ['limit', 5],
  ]);
  expect(found).toMatchObject({
    items: [
      { _id: 'b', amount: 5 },
      { _id: 'a', queried: true },
    ],
    totalCount: 2,
  });
  expect(await call('count', 'Orders')).toBe(102);
});

it('the hooks of bulk writes run for each item, and a refused item fails alone', async () => {
  const all = [
    { _id: 'a', amount: 1 },
    { _id: 'b', amount: -1 },
    { _id: 'c', amount: 2 },
  ];
  expect(await call('bulk', 'bulkInsert', 'Orders', all)).toMatchObject({
    inserted: 2,
    insertedItemIds: ['a', 'c'],
    errors: [{ index: 1, code: 'WDE0078' }],
  });
  const refused = { inserted: 0, errors: [{ index: 0 }] };
  expect(await call('bulk', 'bulkInsert', 'Orders', [{ amount: -1 }])).toMatchObject(refused);
  expect(await call('bulk', 'bulkUpdate', 'Orders', [{ _id: 'a' }])).toMatchObject({ updated: 1 });
  expect(await call('call', 'get', 'Orders', 'a', { suppressHooks: true })).toMatchObject({
    before: 1,
  });
  expect(await call('bulk', 'bulkRemove', 'Orders', ['a', 'x'])).toMatchObject({ removed: 1 });
});

it('a page cannot suppress the hooks', async () => {
  const body = {
    dataCollectionId: 'Orders',
    suppressHooks: true,
    dataItem: { data: { amount: -1 } },
  };
  const answer = await post(`${REST}/items`, body, visitor.token);
  expect(answer).toMatchObject({ details: { applicationError: { code: 'WDE0078' } } });
});

it('a caller without the permission runs no hook', async () => {
  const body = { dataCollectionId: 'HookLog', dataItem: { data: {} } };
  expect(await post(`${REST}/items`, body, visitor.token)).toMatchObject({
    details: { applicationError: { code: 'WDE0027' } },
  });
  expect(await logged()).toEqual([]);
});
