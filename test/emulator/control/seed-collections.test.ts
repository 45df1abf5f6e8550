import { expect, it } from 'vitest';
import { createEmulator } from '../../../emulator/index.ts';
import { startEmulator } from '../../support/emulator.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

const toSeedFile = (collections: readonly unknown[]): string =>
  `${temporaryFolder({ 'seed.json': JSON.stringify({ collections }) })}/seed.json`;

it('creates collections with fields, permissions and items', async () => {
  const seed = toSeedFile([
    { id: 'People', permissions: { read: 'ANYONE' }, items: [{ _id: 'p', _owner: 'o' }] },
    { id: 'Books', fields: { at: 'DATETIME', cover: 'IMAGE' }, items: [{ at: '2026-01-02' }] },
  ]);
  const { send, session } = await startEmulator({ seed });
  const { token } = await session({ as: 'app' });
  const query = async (dataCollectionId: string) =>
    send('POST', '/wix-data/v2/items/query', { dataCollectionId }, token);
  expect(await query('People')).toMatchObject({
    json: { dataItems: [{ data: { _id: 'p', _owner: 'o' } }] },
  });
  expect(await query('Books')).toMatchObject({
    json: { dataItems: [{ data: { at: { $date: '2026-01-02T00:00:00.000Z' } } }] },
  });
});

it.each<[what: string, collections: readonly unknown[], message: string]>([
  [
    'a date that is none',
    [{ id: 'Books', fields: { at: 'DATETIME' }, items: [{}, { at: 'soon' }] }],
    'collections, Books, items, 1: at: "soon" is no date; write it in ISO 8601',
  ],
  [
    'an _id twice',
    [{ id: 'Books', items: [{ _id: 'a' }, { _id: 'a' }] }],
    'collections, Books, items, 1: WDE0074: An item with _id [a] already exists.',
  ],
  [
    'a reference to no collection',
    [{ id: 'Books', fields: { author: { type: 'REFERENCE', collection: 'Peple' } } }],
    'collections, Books, fields, author: the seed has no collection "Peple"',
  ],
])('refuses %s and names the entry', async (_, collections, message) => {
  await expect(createEmulator({ seed: toSeedFile(collections) })).rejects.toThrow(message);
});
