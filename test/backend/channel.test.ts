// Channel permissions: participants read only their own resource, and every subscriber the site's other channels.
import { expect, it } from 'vitest';
import { networkFailure } from '../support/port/wix-failures.ts';
import { createSecret, setupSubscribers } from '../support/backend/callers.ts';

const UNKNOWN_ID = '11111111-2222-4333-8444-555555555555';

it('lets a visitor and a member read their own resource and no other', async () => {
  const { inbox, ada, bob } = await setupSubscribers();
  const [adas, bobs] = [(await ada.read()).channel, (await bob.read()).channel];
  expect(await inbox.checkChannelPermission(adas, ada)).toEqual({ read: true });
  expect(await inbox.checkChannelPermission(bobs, bob)).toEqual({ read: true });
  expect(await inbox.checkChannelPermission(bobs, ada)).toEqual({ read: false });
  expect(await inbox.checkChannelPermission(adas, bob)).toEqual({ read: false });
  // A site owner who is logged in chats as a member.
  expect(await inbox.checkChannelPermission(bobs, { ...bob, type: 'Admin' })).toEqual({
    read: true,
  });
  expect(await inbox.checkChannelPermission(adas, { ...bob, type: 'Admin' })).toEqual({
    read: false,
  });
});

it('distinguishes a visitor from a member with the same id', async () => {
  const { inbox, ada, bob } = await setupSubscribers();
  const [adas, bobs] = [(await ada.read()).channel, (await bob.read()).channel];
  expect(await inbox.checkChannelPermission(adas, { ...ada, type: 'Member' })).toEqual({
    read: false,
  });
  expect(await inbox.checkChannelPermission(bobs, { ...bob, type: 'Visitor' })).toEqual({
    read: false,
  });
});

it('denies resources that are not the exact resource of the subscriber', async () => {
  const { inbox, ada } = await setupSubscribers();
  const { channel } = await ada.read();
  const ownResource = channel?.resourceId ?? '';
  for (const resourceId of [
    undefined,
    null,
    '',
    ada.id,
    `visitor:${ada.id}`,
    ownResource.slice(0, -1),
    `${ownResource}A`,
    ownResource.toUpperCase(),
    ` ${ownResource}`,
    [ownResource],
    { toString: () => ownResource },
  ]) {
    expect(await inbox.checkChannelPermission({ name: 'inbox', resourceId }, ada)).toEqual({
      read: false,
    });
  }
});

it.each([
  ['undefined', undefined],
  ['null', null],
  ['empty', {}],
  ['without a type', { id: UNKNOWN_ID }],
  ['without an id', { type: 'Visitor' }],
  ['with an empty id', { type: 'Visitor', id: '' }],
  ['with an id that is a number', { type: 'Visitor', id: 7 }],
  ['of an unknown type', { type: 'App', id: UNKNOWN_ID }],
  ['with a type in lower case', { type: 'admin', id: UNKNOWN_ID }],
  ['with a list of types', { type: ['Admin'], id: UNKNOWN_ID }],
])('denies a subscriber that is %s every channel of the inbox', async (_, subscriber) => {
  const { inbox, ada } = await setupSubscribers();
  const { channel } = await ada.read();
  expect(await inbox.checkChannelPermission(channel, subscriber)).toEqual({ read: false });
  expect(await inbox.checkChannelPermission({ name: 'inbox-admin' }, subscriber)).toEqual({
    read: false,
  });
  expect(await inbox.checkChannelPermission({ name: 'inbox' }, subscriber)).toEqual({
    read: false,
  });
});

it('lets only Admins read the channel of Admins, and no resource of it', async () => {
  const { inbox, ada, bob } = await setupSubscribers();
  const admin = { type: 'Admin', id: bob.id };
  expect(await inbox.checkChannelPermission({ name: 'inbox-admin' }, admin)).toEqual({
    read: true,
  });
  expect(await inbox.checkChannelPermission({ name: 'inbox-admin' }, bob)).toEqual({ read: false });
  expect(await inbox.checkChannelPermission({ name: 'inbox-admin' }, ada)).toEqual({ read: false });
  const resource = { name: 'inbox-admin', resourceId: 'x' };
  expect(await inbox.checkChannelPermission(resource, admin)).toEqual({ read: false });
});

it.each([
  'Inbox',
  'INBOX',
  'InBox-Admin',
  '@inbox',
  '@preview-inbox',
  '@PREVIEW-inbox-admin',
  '@preview-@preview-inbox',
  'preview-inbox',
  ' inbox',
  'inbox ',
  'inbox\n',
  'inbox\u0000',
  'in\u200bbox',
  'in\u00adbox',
  '\ufeffinbox',
  '\u202einbox',
  'ｉｎｂｏｘ',
  'inbox/',
  '/inbox',
  './inbox',
  'inbox/../x',
  'x/../inbox',
  'inbox\\x',
  'inbox/visitor',
  'inbox:x',
  'inbox.x',
  'inbox#x',
  'inbox?x=1',
  'inbox%2fx',
  'inbox*',
  'inbox,other',
  'other,inbox',
  'i.n.b.o.x',
])("denies disguised names of the inbox's channels: %j", async (name) => {
  const { inbox, ada, bob } = await setupSubscribers();
  const { channel } = await ada.read();
  for (const subscriber of [ada, bob, { type: 'Admin', id: UNKNOWN_ID }]) {
    expect(await inbox.checkChannelPermission({ name }, subscriber)).toEqual({ read: false });
    const resource = { name, resourceId: channel?.resourceId };
    expect(await inbox.checkChannelPermission(resource, subscriber)).toEqual({ read: false });
  }
});

it.each([
  'news',
  'News',
  'support-chat',
  'inboxes',
  'inbox2',
  'my-inbox',
  'inbox-news',
  'inbox_admin_2',
  '@preview-news',
  'constructor',
  '__proto__',
])("lets every subscriber read the site's other channels: %s", async (name) => {
  const { inbox, ada, bob, world } = await setupSubscribers();
  for (const subscriber of [ada, bob, undefined]) {
    expect(await inbox.checkChannelPermission({ name }, subscriber)).toEqual({ read: true });
    expect(await inbox.checkChannelPermission({ name, resourceId: 'x' }, subscriber)).toEqual({
      read: true,
    });
  }
  expect(world.calls).toEqual([]);
});

it.each([
  ['nothing', undefined],
  ['text', 'inbox'],
  ['a list', ['inbox']],
  ['no name', {}],
  ['an invalid name', { name: ['inbox'] }],
  [
    'a throwing getter',
    {
      get name(): string {
        throw new Error('trap');
      },
    },
  ],
])('denies a channel that is or has %s', async (_, channel) => {
  const { inbox, bob } = await setupSubscribers();
  expect(await inbox.checkChannelPermission(channel, { ...bob, type: 'Admin' })).toEqual({
    read: false,
  });
});

it('denies every resource without the secret, and never fails', async () => {
  const { inbox, ada, world, clock } = await setupSubscribers();
  const { channel } = await ada.read();
  world.secrets.clear();
  clock.now += 10 * 60 * 1000;
  expect(await inbox.checkChannelPermission(channel, ada)).toEqual({ read: false });
  world.faults.set('secret', async () => {
    throw networkFailure('ENOTFOUND');
  });
  clock.now += 10 * 60 * 1000;
  expect(await inbox.checkChannelPermission(channel, ada)).toEqual({ read: false });
});

it('accepts resources of both keys while the secret is being changed', async () => {
  const { inbox, ada, world, clock } = await setupSubscribers();
  const { channel } = await ada.read();
  world.secrets.set('InboxKeys', createSecret(2, 1));
  clock.now += 10 * 60 * 1000;
  expect(await inbox.checkChannelPermission(channel, ada)).toEqual({ read: true });
  expect(await inbox.checkChannelPermission((await ada.read()).channel, ada)).toEqual({
    read: true,
  });
});

it('reads the secret at most once a minute, however many wrong resources are tried', async () => {
  const { inbox, ada, world, clock } = await setupSubscribers();
  await ada.read();
  world.calls.length = 0;
  for (let count = 0; count < 20; count += 1) {
    await inbox.checkChannelPermission({ name: 'inbox', resourceId: `guess-${count}` }, ada);
  }
  expect(world.calls).toEqual(['secret']);
  clock.now += 60 * 1000;
  await inbox.checkChannelPermission({ name: 'inbox', resourceId: 'guess' }, ada);
  expect(world.calls).toEqual(['secret', 'secret']);
});
