import { expect, it, onTestFinished } from 'vitest';
import { startEmulator, type TestSession } from '../../support/emulator.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';
import { openPage, subscriptionIdOf } from '../../support/emulator/control/live-page.ts';

const SITE = {
  'backend/realtime-permissions.js': `
    import { permissionsRouter } from 'wix-realtime-backend';
    permissionsRouter.add({ name: 'staff' }, (channel, { type }) => ({ read: type === 'Admin' }));
    export function realtime_check_permission(channel, subscriber) {
      if (channel.name === 'mine') return { read: channel.resourceId === subscriber.id };
      return permissionsRouter.check(channel, subscriber);
    }
  `,
  'backend/channels.web.js': `
    import { Permissions, webMethod } from '@wix/web-methods';
    import { publish } from 'wix-realtime-backend';
    export const publishTo = webMethod(Permissions.Anyone, (channel, payload, options) =>
      publish(channel, payload, options),
    );
  `,
};

async function setup(files: Readonly<Record<string, string>> = SITE) {
  const started = await startEmulator({ site: temporaryFolder(files) });
  const defaultPublisher = await started.session({ as: 'visitor' });
  const publish = (
    channel: object,
    payload: unknown,
    options = {},
    by: TestSession = defaultPublisher,
  ) => started.callBackend('channels', 'publishTo', [channel, payload, options], by.token);
  const readLog = () =>
    started.control<{
      readonly subscriptions: number;
      readonly messages: readonly { readonly delivered: number }[];
    }>('GET', 'realtime');
  return {
    ...started,
    started,
    publish,
    readLog,
    openPageOf: (by: TestSession) => openPage(started, by),
  };
}

it('a page receives the messages of its channel in order, and no others', async () => {
  const { session, openPageOf, publish, readLog } = await setup();
  const visitor = await session({ as: 'visitor' });
  const page = await openPageOf(visitor);
  const mine = { name: 'mine', resourceId: visitor.id };
  const subscribed = await page.subscribe(mine);
  expect(subscribed.status).toBe(200);

  await publish({ name: 'mine' }, { n: 0 });
  await publish({ name: 'mine', resourceId: 'other' }, { n: 1 });
  for (const payload of [{ n: 2 }, 'text', [3]]) {
    await publish(mine, payload);
  }

  const subscriptionId = subscriptionIdOf(subscribed);
  for (const payload of [{ n: 2 }, 'text', [3]]) {
    expect(await page.nextMessage()).toEqual({ subscriptionId, channel: mine, payload });
  }
  expect((await readLog()).messages.map(({ delivered }) => delivered)).toEqual([0, 0, 1, 1, 1]);
});

it('publish supports `users` and `includePublisher`', async () => {
  const { session, openPageOf, publish } = await setup();
  const [one, other] = [await session({ as: 'visitor' }), await session({ as: 'visitor' })];
  const pages = [await openPageOf(one), await openPageOf(other)] as const;
  for (const page of pages) {
    await page.subscribe({ name: 'news' });
  }
  await publish({ name: 'news' }, 1, { users: [other.id], includePublisher: true }, one);
  await publish({ name: 'news' }, 2);
  expect(await pages[0].nextMessage()).toMatchObject({ payload: 2 });
  expect(await pages[1].nextMessage()).toMatchObject({ payload: 1, publisher: { id: one.id } });
});

it('publish returns Wix’s error to the caller', async () => {
  const { publish, readLog } = await setup();
  const long = await publish({ name: 'news' }, 'x'.repeat(11_000));
  expect(long.json).toMatchObject({
    exception: true,
    result: { message: 'Failed to publish to a channel: PAYLOAD_TOO_LARGE' },
  });
  expect((await readLog()).messages).toEqual([]);
});

it.each([
  ['the subscriber’s resource', 'visitor', (id: string) => ({ name: 'mine', resourceId: id }), 200],
  ['another visitor’s resource', 'visitor', () => ({ name: 'mine', resourceId: 'other' }), 403],
  ['the whole channel', 'visitor', () => ({ name: 'mine' }), 403],
  ['a channel without a rule', 'visitor', () => ({ name: 'news' }), 200],
  ['the staff channel', 'visitor', () => ({ name: 'staff' }), 403],
  ['the staff channel', 'admin', () => ({ name: 'staff' }), 200],
  ['the staff channel', 'user', () => ({ name: 'staff' }), 200],
  ['a channel with an invalid name', 'visitor', () => ({ name: 'a b' }), 400],
] as const)(
  'a subscription to %s by a %s returns what the site’s permission check decides',
  async (_name, as, toChannel, status) => {
    const { session, openPageOf, readLog } = await setup();
    const subscriber = await session(
      as === 'admin' ? { as: 'member', email: 'ann@example.com', roles: ['Admin'] } : { as },
    );
    const page = await openPageOf(subscriber);
    expect((await page.subscribe(toChannel(subscriber.id))).status).toBe(status);
    expect((await readLog()).subscriptions).toBe(status === 200 ? 1 : 0);
  },
);

it('a subscription requires a session and an open connection', async () => {
  const { session, openPageOf, send, readLog } = await setup();
  const visitor = await session({ as: 'visitor' });
  const page = await openPageOf(visitor);
  expect((await page.subscribe({ name: 'news' }, 'unknown')).status).toBe(401);
  const expired = await session({ as: 'visitor', expiresIn: -1 });
  expect((await page.subscribe({ name: 'news' }, expired.token)).status).toBe(401);
  const stream = crypto.randomUUID();
  const path = '/_emulator/realtime/subscriptions';
  const body = { channel: { name: 'news' }, stream };
  expect((await send('POST', path, body, visitor.token)).status).toBe(409);
  expect((await send('GET', '/_emulator/live?stream=short')).status).toBe(400);
  expect((await readLog()).subscriptions).toBe(0);
});

it('DELETE /realtime/subscriptions/:id ends a subscription once, and needs no session', async () => {
  const { session, openPageOf, send, publish, readLog } = await setup();
  const visitor = await session({ as: 'visitor' });
  const page = await openPageOf(visitor);
  const id = subscriptionIdOf(await page.subscribe({ name: 'news' }));
  const path = `/_emulator/realtime/subscriptions/${id}`;
  const unknownPath = `/_emulator/realtime/subscriptions/${crypto.randomUUID()}`;
  expect((await send('DELETE', unknownPath, undefined, visitor.token)).status).toBe(404);
  expect((await send('DELETE', path)).status).toBe(200);
  expect((await send('DELETE', path)).status).toBe(404);
  await publish({ name: 'news' }, 1);
  expect(await readLog()).toMatchObject({ subscriptions: 0, messages: [{ delivered: 0 }] });
});

it('closing a connection ends its subscriptions', async () => {
  const { session, openPageOf, publish, readLog } = await setup();
  const page = await openPageOf(await session({ as: 'visitor' }));
  await page.subscribe({ name: 'news' });
  await page.leave();
  await publish({ name: 'news' }, 1);
  expect(await readLog()).toMatchObject({ subscriptions: 0, messages: [{ delivered: 0 }] });
});

it('PUT /realtime disconnects and reconnects pages, and checks permissions again', async () => {
  const { session, openPageOf, control, send, readLog } = await setup();
  const visitor = await session({ as: 'visitor' });
  const page = await openPageOf(visitor);
  await page.subscribe({ name: 'news' });

  await control('PUT', 'realtime', { connected: false });
  expect(await page.nextMessage()).toBeUndefined();
  const path = `/_emulator/live?stream=${crypto.randomUUID()}`;
  expect((await send('GET', path)).status).toBe(503);
  expect(await readLog()).toMatchObject({ connected: false, subscriptions: 0 });

  await control('PUT', 'realtime', { connected: true });
  const again = await openPageOf(visitor);
  expect((await again.subscribe({ name: 'mine' })).status).toBe(403);
  expect((await again.subscribe({ name: 'news' })).status).toBe(200);
});

it('the preview has separate channels with the same names', async () => {
  const { session, openPageOf, publish, readLog } = await setup();
  const owner = await session({ as: 'user' });
  const visitor = await session({ as: 'visitor' });
  const [preview, live] = [await openPageOf(owner), await openPageOf(visitor)];
  await preview.subscribe({ name: 'news' });
  await live.subscribe({ name: 'news' });
  await publish({ name: 'news' }, 'live');
  await publish({ name: 'news' }, 'preview', {}, owner);
  expect(await preview.nextMessage()).toMatchObject({
    channel: { name: 'news' },
    payload: 'preview',
  });
  expect(await live.nextMessage()).toMatchObject({ payload: 'live' });
  expect((await readLog()).messages.map(({ delivered }) => delivered)).toEqual([1, 1]);
});

it('a site without realtime-permissions.js allows every subscription', async () => {
  const { session, openPageOf } = await setup({
    'backend/channels.web.js': SITE['backend/channels.web.js'],
  });
  const page = await openPageOf(await session({ as: 'visitor' }));
  expect((await page.subscribe({ name: 'mine' })).status).toBe(200);
});

it('a page that disconnects during the permission check is not subscribed', async () => {
  const checkStarted = new Promise<() => void>((resolve) => {
    Reflect.set(globalThis, 'onPermissionCheck', resolve);
  });
  onTestFinished(() => void Reflect.deleteProperty(globalThis, 'onPermissionCheck'));
  const { session, openPageOf, readLog } = await setup({
    'backend/realtime-permissions.js': `
      export const realtime_check_permission = () =>
        new Promise((resolve) => globalThis.onPermissionCheck(() => resolve({ read: true })));
    `,
  });
  const page = await openPageOf(await session({ as: 'visitor' }));
  const subscribing = page.subscribe({ name: 'news' });
  const finishCheck = await checkStarted;
  await page.leave();
  finishCheck();
  expect((await subscribing).status).toBe(409);
  expect((await readLog()).subscriptions).toBe(0);
});
