// Who may do what with the items of a collection: every permission, action and caller, against a naive model. What a caller
// writes into a request gives no rights.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as v from 'valibot';
import { startEmulator } from '../../support/emulator.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

const PERMISSIONS = ['ANYONE', 'SITE_MEMBER', 'SITE_MEMBER_AUTHOR', 'ADMIN'] as const;
const CALLERS = ['visitor', 'author', 'other', 'admin', 'expired'] as const;
type Caller = (typeof CALLERS)[number];

const Item = v.object({ dataItem: v.object({ id: v.string(), data: v.looseObject({}) }) });
const Page = v.object({ pagingMetadata: v.object({ total: v.number() }) });

/** The naive model: whether a caller may use an item of the author. An insert has no author before it. */
function isAllowed(permission: (typeof PERMISSIONS)[number], caller: Caller, isInsert: boolean) {
  const ranks = {
    ANYONE: ['visitor', 'author', 'other', 'admin'],
    SITE_MEMBER: ['author', 'other', 'admin'],
    SITE_MEMBER_AUTHOR: isInsert ? ['author', 'other', 'admin'] : ['author', 'admin'],
    ADMIN: ['admin'],
  };
  return ranks[permission].includes(caller);
}

/** Starts an emulator with one collection, an item of the author, and a session for each caller. */
async function open(permission: string) {
  const permissions = Object.fromEntries(
    ['read', 'insert', 'update', 'remove'].map((action) => [action, permission]),
  );
  const seed = { collections: [{ id: 'Notes', permissions }] };
  const folder = temporaryFolder({ 'seed.json': JSON.stringify(seed) });
  const { send, session, control } = await startEmulator({ seed: join(folder, 'seed.json') });
  const expired = await session({ as: 'member', email: 'old@example.com', expiresIn: 60 });
  await control('POST', 'clock/advance', { ms: 61_000 });
  const author = await session({ as: 'member', email: 'author@example.com' });
  const sessions = {
    visitor: await session({ as: 'visitor' }),
    author,
    other: await session({ as: 'member', email: 'other@example.com' }),
    admin: await session({ as: 'member', email: 'admin@example.com', roles: ['Admin'] }),
    expired,
  };
  const app = await session({ as: 'app' });
  const call = (caller: Caller | 'app', path: string, body: object) => {
    const { token } = caller === 'app' ? app : sessions[caller];
    const sent = { dataCollectionId: 'Notes', ...body };
    return send('POST', `/wix-data/v2/${path}`, sent, token);
  };
  /** Inserts an item of the author, as a site's backend does with `suppressAuth`. */
  const addItem = async () => {
    const body = { dataItem: { data: { n: 1 } }, appOptions: { veloCaller: author.id } };
    const { dataItem } = v.parse(Item, (await call('app', 'items', body)).json);
    return dataItem.id;
  };
  return { call, addItem, sessions };
}

it.each(PERMISSIONS)('the permission %s', async (permission) => {
  const { call, addItem } = await open(permission);
  const calculation = { resultFieldName: 'n', itemCount: {} };
  for (const caller of CALLERS) {
    const id = await addItem();
    const data = { _id: id, n: 2 };
    const query = { query: { filter: { _id: id } }, returnTotalCount: true };
    const found = await call(caller, 'items/query', query);
    const changes = [
      await call(caller, 'items', { dataItem: { data: {} } }),
      await call(caller, 'items/update', { dataItem: { data } }),
      await call(caller, 'items/save', { dataItem: { data } }),
      await call(caller, 'items/remove', { dataItemId: id }),
    ].map(({ status }) => status);
    const reads = [
      await call(caller, 'items/count', {}),
      await call(caller, 'items/query-distinct-values', { fieldName: 'n' }),
      await call(caller, 'items/aggregate', { aggregation: { operations: [calculation] } }),
    ].map(({ status }) => status);

    const mayUse = isAllowed(permission, caller, false);
    const mayInsert = isAllowed(permission, caller, true);
    const total = found.status === 200 ? v.parse(Page, found.json).pagingMetadata.total : 0;
    const refused = caller === 'expired' ? 401 : 403;
    const use = mayUse ? 200 : refused;
    expect([caller, total, changes, reads]).toEqual([
      caller,
      mayUse ? 1 : 0,
      [mayInsert ? 200 : refused, use, use, use],
      // Of the items of others, a member who may use only their own gets none; see the totals.
      Array(3).fill(mayInsert ? 200 : refused),
    ]);
  }
});

it.each(['visitor', 'other', 'admin'] as const)(
  'a request of a %s names no other owner',
  async (caller) => {
    const { call, sessions } = await open('ANYONE');
    const stranger = sessions.author.id;
    const data = { n: 1, _owner: stranger };
    const appOptions = { veloCaller: stranger };
    const { json } = await call(caller, 'items', { dataItem: { data }, appOptions });
    expect(v.parse(Item, json).dataItem.data['_owner']).toBe(sessions[caller].id);
  },
);

it('an aggregation with too many calculations is refused', async () => {
  const { call } = await open('ANYONE');
  const calculation = { resultFieldName: 'n', itemCount: {} };
  const aggregation = { operations: Array.from({ length: 101 }, () => calculation) };
  const { status, json } = await call('visitor', 'items/aggregate', { aggregation });
  expect([status, JSON.stringify(json)]).toEqual([
    400,
    expect.stringContaining('aggregation.operations has 101 entries; 100 are allowed'),
  ]);
});
