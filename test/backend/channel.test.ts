// Who may listen: by default nobody to the inbox's channels, and everybody to a site's others.
import { expect, it } from 'vitest';
import { networkFailure } from '../support/port/wix-failures.ts';
import { secretOf, setupPeople } from './people.ts';

const NOBODY = '11111111-2222-4333-8444-555555555555';

async function setup() {
  const people = setupPeople();
  const [ada, bob] = [await people.visitor(), await people.member('bob@example.com')];
  return {
    ...people,
    ada: { type: 'Visitor', id: ada.visitorId, read: ada.page },
    bob: { type: 'Member', id: bob.memberId, read: bob.page },
  };
}

it('lets a visitor and a member listen to their own resource, and to no other', async () => {
  const { inbox, ada, bob } = await setup();
  const [adas, bobs] = [(await ada.read()).channel, (await bob.read()).channel];
  expect(await inbox.checkChannelPermission(adas, ada)).toEqual({ read: true });
  expect(await inbox.checkChannelPermission(bobs, bob)).toEqual({ read: true });
  expect(await inbox.checkChannelPermission(bobs, ada)).toEqual({ read: false });
  expect(await inbox.checkChannelPermission(adas, bob)).toEqual({ read: false });
  // The owner, logged in, chats as the member that he is.
  expect(await inbox.checkChannelPermission(bobs, { ...bob, type: 'Admin' })).toEqual({
    read: true,
  });
  expect(await inbox.checkChannelPermission(adas, { ...bob, type: 'Admin' })).toEqual({
    read: false,
  });
});

it('tells a visitor from a member who has the same id', async () => {
  const { inbox, ada, bob } = await setup();
  const [adas, bobs] = [(await ada.read()).channel, (await bob.read()).channel];
  expect(await inbox.checkChannelPermission(adas, { ...ada, type: 'Member' })).toEqual({
    read: false,
  });
  expect(await inbox.checkChannelPermission(bobs, { ...bob, type: 'Visitor' })).toEqual({
    read: false,
  });
});

it('lets nobody listen to what is no resource of his', async () => {
  const { inbox, ada } = await setup();
  const { channel } = await ada.read();
  const own = channel?.resourceId ?? '';
  for (const resourceId of [
    undefined,
    null,
    '',
    ada.id,
    `visitor:${ada.id}`,
    own.slice(0, -1),
    `${own}A`,
    own.toUpperCase(),
    ` ${own}`,
    [own],
    { toString: () => own },
  ]) {
    expect(await inbox.checkChannelPermission({ name: 'inbox', resourceId }, ada)).toEqual({
      read: false,
    });
  }
});

it.each([
  ['nothing', undefined],
  ['null', null],
  ['nobody', {}],
  ['no type', { id: NOBODY }],
  ['no id', { type: 'Visitor' }],
  ['an empty id', { type: 'Visitor', id: '' }],
  ['an id that is none', { type: 'Visitor', id: 7 }],
  ['an unknown type', { type: 'App', id: NOBODY }],
  ['a type in lower case', { type: 'admin', id: NOBODY }],
  ['a list of types', { type: ['Admin'], id: NOBODY }],
])('lets a subscriber who is %s listen to nothing of the inbox', async (_, subscriber) => {
  const { inbox, ada } = await setup();
  const { channel } = await ada.read();
  expect(await inbox.checkChannelPermission(channel, subscriber)).toEqual({ read: false });
  expect(await inbox.checkChannelPermission({ name: 'inbox-admin' }, subscriber)).toEqual({
    read: false,
  });
  expect(await inbox.checkChannelPermission({ name: 'inbox' }, subscriber)).toEqual({
    read: false,
  });
});

it('lets only Admins listen to the channel of Admins, and to no resource of it', async () => {
  const { inbox, ada, bob } = await setup();
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
])('lets nobody listen to the inbox’s channels in disguise: %j', async (name) => {
  const { inbox, ada, bob } = await setup();
  const { channel } = await ada.read();
  for (const subscriber of [ada, bob, { type: 'Admin', id: NOBODY }]) {
    expect(await inbox.checkChannelPermission({ name }, subscriber)).toEqual({ read: false });
    const resource = { name, resourceId: channel?.resourceId };
    expect(await inbox.checkChannelPermission(resource, subscriber)).toEqual({ read: false });
  }
});

it.each([
  'news',
  'News',
  'chat-room',
  'inboxes',
  'inbox2',
  'my-inbox',
  'inbox-news',
  'inbox_admin_2',
  '@preview-news',
  'constructor',
  '__proto__',
])('lets everybody listen to the site’s other channels: %s', async (name) => {
  const { inbox, ada, bob, world } = await setup();
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
  ['a name that is none', { name: ['inbox'] }],
  [
    'a trap',
    {
      get name(): string {
        throw new Error('trap');
      },
    },
  ],
])('lets nobody listen to a channel that is %s', async (_, channel) => {
  const { inbox, bob } = await setup();
  expect(await inbox.checkChannelPermission(channel, { ...bob, type: 'Admin' })).toEqual({
    read: false,
  });
});

it('lets nobody in without the secret, and never fails', async () => {
  const { inbox, ada, world, clock } = await setup();
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

it('knows both keys while the secret is being changed', async () => {
  const { inbox, ada, world, clock } = await setup();
  const { channel } = await ada.read();
  world.secrets.set('InboxKeys', secretOf(2, 1));
  clock.now += 10 * 60 * 1000;
  expect(await inbox.checkChannelPermission(channel, ada)).toEqual({ read: true });
  expect(await inbox.checkChannelPermission((await ada.read()).channel, ada)).toEqual({
    read: true,
  });
});

it('asks for the secret at most once a minute, however many wrong resources are tried', async () => {
  const { inbox, ada, world, clock } = await setup();
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
