import { expect, it } from 'vitest';
import { startEmulator } from '../../support/emulator.ts';

interface Snapshot {
  readonly format: string;
  readonly clockOffsetMs: number;
  readonly tables: Readonly<Record<string, readonly (readonly unknown[])[]>>;
  readonly digest: string;
}

const HOUR = 3_600_000;
const FAULT = { operation: '*', calls: 'first', kind: 'status', status: 503 };

async function setup() {
  const started = await startEmulator();
  const { control, send } = started;
  return {
    ...started,
    take: () => control<Snapshot>('GET', 'snapshot'),
    restore: (snapshot: object) => send('PUT', '/_emulator/snapshot', snapshot),
    createContact: (email: string) =>
      control<{ contact: { id: string } }>('POST', 'contacts', {
        info: { emails: { items: [{ email }] } },
      }),
    countContacts: (token: string) => send('POST', '/contacts/v4/contacts/query', {}, token),
  };
}

it('restores data, tokens, clock, assumptions and faults, and empties the log of requests', async () => {
  const { control, session, take, restore, createContact, countContacts, requests } = await setup();
  const before = await session({ as: 'app' });
  await createContact('ann@example.com');
  await control('POST', 'settle');
  await control('PUT', 'assumptions', { visitorAfterLogout: 'same' });
  await control('PUT', 'faults', { faults: [FAULT] });
  await control('POST', 'clock/advance', { ms: HOUR });
  const snapshot = await take();

  await control('POST', 'reset');
  const later = await session({ as: 'app' });
  await createContact('bob@example.com');
  expect(await restore(snapshot)).toEqual({ status: 200, json: { ok: true } });

  expect(await requests()).toEqual([]);
  expect(await control('GET', 'faults')).toEqual({ faults: [FAULT] });
  expect((await countContacts(before.token)).status).toBe(503);
  expect((await countContacts(later.token)).status).toBe(401);
  expect((await countContacts(before.token)).json).toMatchObject({
    contacts: [{ primaryInfo: { email: 'ann@example.com' } }],
  });
  expect(await control('GET', 'assumptions')).toMatchObject({ visitorAfterLogout: 'same' });
  const { offsetMs } = await control<{ offsetMs: number }>('GET', 'clock');
  expect(Math.abs(offsetMs - HOUR)).toBeLessThan(1000);
});

it('a snapshot of a restored state has the same rows, and is restored by another emulator', async () => {
  const first = await setup();
  await first.createContact('ann@example.com');
  await first.session({ as: 'member', email: 'mia@example.com' });
  await first.control('POST', 'settle');
  const snapshot = await first.take();
  const other = await setup();
  expect((await other.restore(snapshot)).status).toBe(200);
  const { tokens: _, ...tables } = (await other.take()).tables;
  expect(tables).toEqual(
    Object.fromEntries(Object.entries(snapshot.tables).filter(([name]) => name !== 'tokens')),
  );
});

it('a late execution is cancelled', async () => {
  const { control, session, take, restore, createContact, countContacts, send } = await setup();
  const { token } = await session({ as: 'app' });
  await createContact('ann@example.com');
  const snapshot = await take();
  await control('PUT', 'faults', {
    faults: [{ operation: '*', calls: 'first', kind: 'execute-late', delayMs: 1000 }],
  });
  const late = { info: { emails: { items: [{ email: 'late@example.com' }] } } };
  expect((await send('POST', '/contacts/v4/contacts', late, token)).status).toBe(504);
  await restore(snapshot);
  await control('POST', 'clock/advance', { ms: HOUR });
  const { json } = await countContacts(token);
  expect(JSON.stringify(json)).not.toContain('late@example.com');
});

it('events that were waiting are delivered', async () => {
  const { take, restore, createContact, control, events } = await setup();
  await createContact('ann@example.com');
  const snapshot = await take();
  await restore(snapshot);
  await control('POST', 'settle');
  expect((await events()).map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
    'contact-created no-handler',
  ]);
});

it.each<[string, string, (snapshot: Snapshot) => object]>([
  ['of another version', 'format', (taken) => ({ ...taken, format: '0'.repeat(16) })],
  [
    'with an edited row',
    'digest',
    (taken) => ({ ...taken, tables: { ...taken.tables, posts: [['a', 'b']] } }),
  ],
  [
    'without a table',
    'digest',
    ({ tables, ...taken }) => ({
      ...taken,
      tables: Object.fromEntries(Object.entries(tables).slice(1)),
    }),
  ],
  ['with an unknown field', 'weather', (taken) => ({ ...taken, weather: 'fine' })],
  ['with a fraction', 'tables.posts.0.0', (taken) => ({ ...taken, tables: { posts: [[0.5]] } })],
])('refuses a snapshot %s, and changes nothing', async (_, field, edit) => {
  const { take, restore, createContact } = await setup();
  await createContact('ann@example.com');
  const before = await take();
  const { status, json } = await restore(edit(before));
  expect([status, JSON.stringify(json)]).toEqual([400, expect.stringContaining(field)]);
  expect((await take()).tables['contacts']).toEqual(before.tables['contacts']);
});

it('the order of keys does not matter', async () => {
  const { take, restore } = await setup();
  const entries = Object.entries(await take());
  expect((await restore(Object.fromEntries(entries.toReversed()))).status).toBe(200);
});
