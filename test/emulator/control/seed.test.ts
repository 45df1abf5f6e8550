import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createEmulator } from '../../../emulator/index.ts';
import { startEmulator } from '../../support/emulator.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';
import { errorCodeOf, UNKNOWN_ID } from '../../support/emulator/wix/open-wix.ts';

const MEMBER = '00000000-0000-4000-8000-00000000a001';
const FOREIGN = '00000000-0000-4000-8000-00000000f0f0';
const SEED = {
  site: { businessName: 'Ann & Sons', refusedMediaUrls: ['https://broken.example/'] },
  members: [{ email: 'olga@example.com', firstName: 'Olga', id: MEMBER, roles: ['Admin'] }],
  contacts: [{ email: 'cleo@example.com', firstName: 'Cleo' }, { phone: '+15550100' }],
  posts: [{ id: UNKNOWN_ID, title: 'First post' }],
  foreignConversations: [FOREIGN],
};

function seedFile(seed: unknown): string {
  const file = join(temporaryFolder(), 'seed.json');
  writeFileSync(file, typeof seed === 'string' ? seed : JSON.stringify(seed));
  return file;
}

async function setup(data = ':memory:', seed = seedFile(SEED)) {
  const started = await startEmulator({ seed, data });
  const { send, session } = started;
  return {
    ...started,
    /** Checks that the seed can be read through Wix's APIs. Returns the total number of contacts. */
    async expectSeed() {
      const { token } = await session({ as: 'app' });
      const post = (path: string, body: object) => send('POST', path, body, token);
      const responses = [
        await post('/inbox/v2/conversations', { participantId: { memberId: MEMBER } }),
        await post('/contacts/v4/contacts/query', { query: {} }),
        await send('GET', `/inbox/v2/conversations/${FOREIGN}`, undefined, token),
      ] as const;
      const [opened, contacts, foreign] = responses;
      expect(opened).toMatchObject({
        status: 200,
        json: {
          conversation: {
            businessDisplayData: { name: 'Ann & Sons' },
            participant: { memberId: MEMBER },
          },
        },
      });
      expect([foreign.status, errorCodeOf(foreign.json)]).toEqual([404, 'NOT_OWNED_BY_BUSINESS']);
      return JSON.stringify(contacts.json).match(/"total":\d+/)?.[0];
    },
  };
}

it('createEmulator applies the seed without raising events', async () => {
  const { expectSeed, events, session, send } = await setup();
  expect(await expectSeed()).toBe('"total":3');
  expect(await events()).toEqual([]);
  const owner = await session({ as: 'member', email: 'olga@example.com' });
  expect(owner.id).toBe(MEMBER);
  await send('POST', '/_emulator/events/post-liked', { memberId: MEMBER });
  expect(await events()).toMatchObject([{ name: 'post-liked', entityId: UNKNOWN_ID }]);
});

it('createEmulator applies a seed once per database file', async () => {
  const data = join(temporaryFolder(), 'wix.db');
  const seed = seedFile(SEED);
  const first = await createEmulator({ data, seed });
  await first.close();
  const { expectSeed, control } = await setup(data, seed);
  expect(await expectSeed()).toBe('"total":3');
  await control('POST', 'contacts', { info: { name: { first: 'New' } } });
  expect(await expectSeed()).toBe('"total":4');
});

it('data and tokens persist after a restart', async () => {
  const data = join(temporaryFolder(), 'wix.db');
  const first = await createEmulator({ data });
  const headers = { 'content-type': 'application/json' };
  const response = await first.fetch('/_emulator/sessions', {
    method: 'POST',
    headers,
    body: '{"as":"app"}',
  });
  const token = /"token":"([^"]+)"/.exec(await response.text())?.[1];
  await first.close();
  const { send } = await startEmulator({ data });
  const body = { participantId: { anonymousVisitorId: UNKNOWN_ID } };
  expect((await send('POST', '/inbox/v2/conversations', body, token)).status).toBe(200);
});

it('POST /reset restores the seed and clears tokens, requests, events, faults and the clock', async () => {
  const { control, session, send, expectSeed, requests, events } = await setup();
  const { token } = await session({ as: 'app' });
  const before = await control<object>('GET', 'assumptions');
  await control('POST', 'contacts', { info: { name: { first: 'New' } } });
  const faults = [{ operation: '*', calls: 'every', kind: 'status', status: 503 }];
  await control('PUT', 'faults', { faults });
  await control('PUT', 'assumptions', { absorbedVisitor: 'fresh' });
  await control('POST', 'clock/advance', { ms: 1e9 });
  expect(await control('POST', 'reset')).toEqual({ ok: true });
  expect([await requests(), await events()]).toEqual([[], []]);
  expect(await control('GET', 'faults')).toEqual({ faults: [] });
  expect(await control('GET', 'assumptions')).toEqual(before);
  const { now } = await control<{ now: string }>('POST', 'clock/advance', { ms: 0 });
  expect(Math.abs(new Date(now).getTime() - Date.now())).toBeLessThan(60_000);
  const path = `/inbox/v2/conversations/${FOREIGN}`;
  expect((await send('GET', path, undefined, token)).status).toBe(401);
  expect(await expectSeed()).toBe('"total":3');
});

it('POST /reset keeps the assumptions of the start', async () => {
  const { control } = await startEmulator({ assumptions: { visitorAfterLogout: 'same' } });
  await control('PUT', 'assumptions', { visitorAfterLogout: 'new' });
  await control('POST', 'reset');
  expect(await control('GET', 'assumptions')).toMatchObject({ visitorAfterLogout: 'same' });
});

it.each([
  ['members.0.email', { members: [{}] }],
  ['site.colour', { site: { colour: 'red' } }],
  ['posts.0.id', { posts: [{ id: 'x', title: 'y' }] }],
  ['pages', { pages: [] }],
  ['seed.json', []],
  ['seed.json', '{"members": ['],
])('an invalid seed is rejected with its file and the path %s (%#)', async (path, seed) => {
  const file = seedFile(seed);
  const opened = createEmulator({ seed: file });
  await expect(opened).rejects.toThrow(file);
  await expect(opened).rejects.toThrow(path);
});
