// The forms in which Wix describes a Realtime subscriber.
import { expect, it } from 'vitest';
import { setupCallers, setupSubscribers } from '../support/backend/callers.ts';

const UNKNOWN_ID = '11111111-2222-4333-8444-555555555555';

it.each([
  ['Velo', { visitor: 'Visitor', member: 'Member', admin: 'Admin' }],
  ['the service plugin', { visitor: 'VISITOR', member: 'MEMBER', admin: 'ADMIN' }],
  ['the package', { visitor: 'VISITOR', member: 'MEMBER', admin: 'USER' }],
])('accepts the types of subscribers as %s spells them', async (_, types) => {
  const { inbox, ada, bob } = await setupSubscribers();
  const [adas, bobs] = [(await ada.read()).channel, (await bob.read()).channel];
  const visitor = { id: ada.id, type: types.visitor };
  const member = { id: bob.id, type: types.member };
  const admin = { id: bob.id, type: types.admin };
  const reads = await Promise.all(
    [adas, bobs, { name: 'inbox-admin' }].flatMap((channel) =>
      [visitor, member, admin].map(
        async (subscriber) => (await inbox.checkChannelPermission(channel, subscriber)).read,
      ),
    ),
  );
  expect(reads).toEqual([...[true, false, false], ...[false, true, true], ...[false, false, true]]);
});

it.each([
  [
    'a type that Wix does not publish',
    { type: 'Robot' },
    "Wix's type of the subscriber is unknown",
  ],
  ['a visitor without an id', { type: 'VISITOR', id: '' }, 'Wix gives no id of a visitor'],
  [
    'another person',
    { type: 'Visitor', id: UNKNOWN_ID },
    'the resource is not that of the visitor',
    'info',
  ],
])('logs once that it refused %s', async (_, subscriber, reason, level = 'warn') => {
  const { inbox, ada, entries } = await setupSubscribers();
  const { channel } = await ada.read();
  for (let tries = 0; tries < 2; tries += 1) {
    expect(await inbox.checkChannelPermission(channel, subscriber)).toEqual({ read: false });
  }
  const what = `Realtime refused a page, which now polls: ${reason} (logged once per container)`;
  expect(entries).toEqual([{ level, what }]);
});

it.each([
  [{ type: 'Visitor', id: UNKNOWN_ID }, true, 'Visitor with an id'],
  [{ type: 'USER', id: UNKNOWN_ID }, true, 'USER with an id'],
  [{ type: 'VISITOR', id: '' }, false, 'VISITOR without an id'],
  [{ type: 'canary', id: UNKNOWN_ID }, false, 'an unknown type'],
])('checkInbox describes the subscriber %j that it has seen', async (subscriber, ok, form) => {
  const { inbox, world } = setupCallers({ realtime: 'wix-realtime-backend' });
  await inbox.checkChannelPermission({ name: 'inbox' }, subscriber);
  const { checks } = await world.runAs({ userId: 'owner' }, () => inbox.checkInbox());
  const check = checks.find(({ name }) => name === 'realtime-subscriber');
  expect(check).toMatchObject({ ok });
  expect(check?.message).toContain(form);
  expect(check?.message).not.toContain('canary');
});
