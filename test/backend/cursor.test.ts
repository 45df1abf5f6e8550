// Cursors, attacked: each opens one conversation, for one session, for ten minutes.
import { expect, it } from 'vitest';
import { setup as setupInbox } from './setup.ts';
import { secretOf, setupPeople, textsOf } from './people.ts';

const TEN_MINUTES_MS = 10 * 60 * 1000;

async function setup() {
  // Without pings, which would come among the calls.
  const people = setupPeople({ realtime: 'off' });
  const ada = await people.visitor();
  for (let count = 0; count < 40; count += 1) await ada.say(`canary ${count}`);
  const { cursor = '' } = await ada.page();
  people.world.calls.length = 0;
  return { ...people, ada, cursor };
}

it('opens for its session, again and again, for ten minutes', async () => {
  const { ada, cursor, clock } = await setup();
  expect(cursor).toMatch(/^[\w-]{60,512}$/);
  clock.now += TEN_MINUTES_MS - 1;
  expect(textsOf(await ada.page({ cursor }))).toHaveLength(10);
  expect(textsOf(await ada.page({ cursor }))).toHaveLength(10);
  clock.now += 1;
  expect(await ada.refusal({ cursor })).toBe('CURSOR_EXPIRED');
});

it('seals anew on every page', async () => {
  const { ada, cursor } = await setup();
  const other = (await ada.page()).cursor;
  expect(other).not.toBe(cursor);
  expect(textsOf(await ada.page({ cursor: other }))).toHaveLength(10);
});

it('does not open once any character is changed, and calls nothing', async () => {
  const { ada, cursor, world, entries } = await setup();
  for (let place = 0; place < cursor.length; place += 1) {
    const changed = cursor[place] === 'A' ? 'B' : 'A';
    const tampered = cursor.slice(0, place) + changed + cursor.slice(place + 1);
    expect(await ada.refusal({ cursor: tampered }), `character ${place}`).toBe('CURSOR_EXPIRED');
  }
  // An unknown key is asked for once in a minute, whatever is thrown at it.
  expect(world.calls).toEqual(['secret']);
  expect(entries).toEqual([]);
});

it.each([
  ['cut', (cursor: string) => cursor.slice(0, -1)],
  ['lengthened', (cursor: string) => `${cursor}A`],
  ['padded', (cursor: string) => `${cursor}=`],
  ['in another alphabet', (cursor: string) => `${cursor.slice(0, 6)}+/${cursor.slice(8)}`],
  ['only a key’s name', (cursor: string) => cursor.slice(0, 6)],
  ['a key’s name and a nonce', (cursor: string) => cursor.slice(0, 22)],
  ['Wix’s own', () => '1003'],
  ['somebody’s guess', () => 'null'],
  ['16,000 characters', (cursor: string) => cursor.slice(0, 6) + 'A'.repeat(15_994)],
])('does not open when it is %s', async (_, change) => {
  const { ada, cursor, world } = await setup();
  expect(await ada.refusal({ cursor: change(cursor) })).toBe('CURSOR_EXPIRED');
  expect(world.calls.filter((call) => call !== 'secret')).toEqual([]);
});

it.each([
  ['not text', 7],
  ['empty', ''],
  ['null', null],
  ['too long', 'A'.repeat(16_001)],
  ['an object', { cursor: 'A' }],
])('refuses a cursor that is %s', async (_, cursor) => {
  const { ada, world } = await setup();
  expect(await ada.refusal({ cursor })).toBe('INVALID_INPUT');
  expect(world.calls).toEqual([]);
});

it('opens for nobody else: another visitor, a member, somebody unknown', async () => {
  const { cursor, world, visitor, member, person, entries } = await setup();
  const [eve, bob] = [await visitor(), await member('bob@example.com')];
  for (const somebody of [eve, bob]) {
    expect(await somebody.refusal({ cursor })).toBe('CURSOR_EXPIRED');
  }
  expect(await person({ userId: eve.visitorId }).read({ cursor })).toMatchObject({
    messages: [],
  });
  expect(world.calls).not.toContain('openConversation');
  expect(world.calls).not.toContain('listMessages');
  expect(JSON.stringify(entries)).not.toContain('canary');
});

it('does not open after log-in, nor after log-out', async () => {
  const { world, person, member } = setupPeople({ realtime: 'off' });
  const ada = await member('ada@example.com');
  for (let count = 0; count < 31; count += 1) await ada.say(`canary ${count}`);
  const { cursor } = await ada.page();
  world.calls.length = 0;

  const loggedOut = person({ visitorId: await world.createVisitor() });
  expect(await loggedOut.refusal({ cursor })).toBe('CURSOR_EXPIRED');
  // Even if a visitor had a member's id.
  expect(await person({ visitorId: ada.memberId }).refusal({ cursor })).toBe('CURSOR_EXPIRED');
  expect(world.calls).toEqual(['tokenInfo', 'tokenInfo']);
});

it('does not open when the session’s conversation has become another', async () => {
  const { ada, cursor, world } = await setup();
  world.absorbedVisitor = 'fresh';
  await ada.submit('ada@example.com');
  world.calls.length = 0;
  expect(await ada.refusal({ cursor })).toBe('CURSOR_EXPIRED');
  expect(world.calls).not.toContain('listMessages');
});

it('does not open on a site with another secret', async () => {
  const { ada, cursor, world, clock } = await setup();
  world.secrets.set('InboxKeys', secretOf(2));
  clock.now += TEN_MINUTES_MS - 1;
  expect(textsOf(await ada.page({ cursor }))).toHaveLength(10);
  // From now on this container knows the new secret only, as a new one does.
  const other = setupPeople();
  other.world.secrets.set('InboxKeys', secretOf(2));
  const { anonymousVisitorId } = { anonymousVisitorId: ada.visitorId };
  expect(await other.person({ visitorId: anonymousVisitorId }).refusal({ cursor })).toBe(
    'CURSOR_EXPIRED',
  );
  expect(other.world.calls).toEqual(['secret', 'secret']);
});

it('opens in another container of the same site, and without a secret in its own only', async () => {
  const { ada, world, inbox, respond } = await setup();
  const read = (other: typeof inbox, options: { readonly cursor?: string | undefined }) =>
    world.runAs({ visitorId: ada.visitorId }, () => respond(() => other.listMessages(options)));
  const container = () => setupInbox({}, world).inbox;

  const { cursor } = await ada.page();
  expect(await read(container(), { cursor })).toMatchObject({ ok: true });

  world.secrets.clear();
  const [first, second] = [container(), container()];
  const page = await read(first, {});
  const own = page.ok ? page.cursor : '';
  expect(await read(first, { cursor: own })).toMatchObject({ ok: true });
  expect(await read(second, { cursor: own })).toMatchObject({
    ok: false,
    error: { code: 'CURSOR_EXPIRED' },
  });
});
