// Cursors under attack: each is valid for one conversation and one session, for ten minutes.
import { expect, it } from 'vitest';
import { setup as setupInbox } from '../support/backend/setup.ts';
import { createSecret, setupCallers, textsOf } from '../support/backend/callers.ts';

const TEN_MINUTES_MS = 10 * 60 * 1000;

async function setup() {
  // Without Realtime, whose pings would be among the recorded calls.
  const harness = setupCallers({ realtime: 'off' });
  const ada = await harness.visitor();
  for (let count = 0; count < 40; count += 1) await ada.sendText(`canary ${count}`);
  const { cursor = '' } = await ada.readPage();
  harness.world.calls.length = 0;
  return { ...harness, ada, cursor };
}

it('is valid for its session repeatedly, for ten minutes', async () => {
  const { ada, cursor, clock } = await setup();
  expect(cursor).toMatch(/^[\w-]{60,512}$/);
  clock.now += TEN_MINUTES_MS - 1;
  expect(textsOf(await ada.readPage({ cursor }))).toHaveLength(10);
  expect(textsOf(await ada.readPage({ cursor }))).toHaveLength(10);
  clock.now += 1;
  expect(await ada.readErrorCode({ cursor })).toBe('CURSOR_EXPIRED');
});

it('encrypts a new cursor for every page', async () => {
  const { ada, cursor } = await setup();
  const other = (await ada.readPage()).cursor;
  expect(other).not.toBe(cursor);
  expect(textsOf(await ada.readPage({ cursor: other }))).toHaveLength(10);
});

it('rejects a cursor with any character changed, without calling Inbox', async () => {
  const { ada, cursor, world, entries } = await setup();
  for (let index = 0; index < cursor.length; index += 1) {
    const changed = cursor[index] === 'A' ? 'B' : 'A';
    const tampered = cursor.slice(0, index) + changed + cursor.slice(index + 1);
    expect(await ada.readErrorCode({ cursor: tampered }), `character ${index}`).toBe(
      'CURSOR_EXPIRED',
    );
  }
  // For unknown keys, the secret is read at most once a minute.
  expect(world.calls).toEqual(['secret']);
  expect(entries).toEqual([]);
});

it.each([
  ['cut', (cursor: string) => cursor.slice(0, -1)],
  ['lengthened', (cursor: string) => `${cursor}A`],
  ['padded', (cursor: string) => `${cursor}=`],
  ['in another alphabet', (cursor: string) => `${cursor.slice(0, 6)}+/${cursor.slice(8)}`],
  ['only a key name', (cursor: string) => cursor.slice(0, 6)],
  ['a key name and a nonce', (cursor: string) => cursor.slice(0, 22)],
  ['a cursor of Wix', () => '1003'],
  ['a guess', () => 'null'],
  ['16,000 characters', (cursor: string) => cursor.slice(0, 6) + 'A'.repeat(15_994)],
])('returns CURSOR_EXPIRED for a cursor that is %s', async (_, change) => {
  const { ada, cursor, world } = await setup();
  expect(await ada.readErrorCode({ cursor: change(cursor) })).toBe('CURSOR_EXPIRED');
  expect(world.calls.filter((call) => call !== 'secret')).toEqual([]);
});

it.each([
  ['not text', 7],
  ['empty', ''],
  ['null', null],
  ['too long', 'A'.repeat(16_001)],
  ['an object', { cursor: 'A' }],
])('returns INVALID_INPUT for a cursor that is %s', async (_, cursor) => {
  const { ada, world } = await setup();
  expect(await ada.readErrorCode({ cursor })).toBe('INVALID_INPUT');
  expect(world.calls).toEqual([]);
});

it('is not valid for another visitor, a member or a site owner in preview', async () => {
  const { cursor, world, visitor, member, caller, entries } = await setup();
  const [eve, bob] = [await visitor(), await member('bob@example.com')];
  for (const other of [eve, bob]) {
    expect(await other.readErrorCode({ cursor })).toBe('CURSOR_EXPIRED');
  }
  expect(await caller({ userId: eve.visitorId }).read({ cursor })).toMatchObject({
    messages: [],
  });
  expect(world.calls).not.toContain('openConversation');
  expect(world.calls).not.toContain('listMessages');
  expect(JSON.stringify(entries)).not.toContain('canary');
});

it('is not valid after log-out, nor for a visitor with the id of the member', async () => {
  const { world, caller, member } = setupCallers({ realtime: 'off' });
  const ada = await member('ada@example.com');
  for (let count = 0; count < 31; count += 1) await ada.sendText(`canary ${count}`);
  const { cursor } = await ada.readPage();
  world.calls.length = 0;

  const loggedOut = caller({ visitorId: await world.createVisitor() });
  expect(await loggedOut.readErrorCode({ cursor })).toBe('CURSOR_EXPIRED');
  // Even if a visitor had the id of a member.
  expect(await caller({ visitorId: ada.memberId }).readErrorCode({ cursor })).toBe(
    'CURSOR_EXPIRED',
  );
  expect(world.calls).toEqual(['tokenInfo', 'tokenInfo']);
});

it('is not valid once the session has another conversation', async () => {
  const { ada, cursor, world } = await setup();
  world.absorbedVisitor = 'fresh';
  await ada.sendForm('ada@example.com');
  world.calls.length = 0;
  expect(await ada.readErrorCode({ cursor })).toBe('CURSOR_EXPIRED');
  expect(world.calls).not.toContain('listMessages');
});

it('is not valid on a site with another secret', async () => {
  const { ada, cursor, world, clock } = await setup();
  world.secrets.set('InboxKeys', createSecret(2));
  clock.now += TEN_MINUTES_MS - 1;
  expect(textsOf(await ada.readPage({ cursor }))).toHaveLength(10);
  // A new container knows only the new secret.
  const other = setupCallers();
  other.world.secrets.set('InboxKeys', createSecret(2));
  const { anonymousVisitorId } = { anonymousVisitorId: ada.visitorId };
  expect(await other.caller({ visitorId: anonymousVisitorId }).readErrorCode({ cursor })).toBe(
    'CURSOR_EXPIRED',
  );
  expect(other.world.calls).toEqual(['secret', 'secret']);
});

it('is valid in another container of the site; without a secret, only in its own', async () => {
  const { ada, world, inbox, respond } = await setup();
  const read = (other: typeof inbox, options: { readonly cursor?: string | undefined }) =>
    world.runAs({ visitorId: ada.visitorId }, () => respond(() => other.listMessages(options)));
  const container = () => setupInbox({}, world).inbox;

  const { cursor } = await ada.readPage();
  expect(await read(container(), { cursor })).toMatchObject({ ok: true });

  world.secrets.clear();
  const [first, second] = [container(), container()];
  const page = await read(first, {});
  const ofFirst = page.ok ? page.cursor : '';
  expect(await read(first, { cursor: ofFirst })).toMatchObject({ ok: true });
  expect(await read(second, { cursor: ofFirst })).toMatchObject({
    ok: false,
    error: { code: 'CURSOR_EXPIRED' },
  });
});
