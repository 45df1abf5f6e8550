import { expect, it, onTestFinished } from 'vitest';
import { startEmulator, type TestSession } from '../../emulator.ts';
import { temporaryFolder } from '../site/temporary-site.ts';
import { openPage, subscriptionIdOf } from './live-page.ts';

const SITE = {
  'backend/realtime-permissions.js': `
    import { permissionsRouter } from 'wix-realtime-backend';
    permissionsRouter.add({ name: 'staff' }, (channel, { type }) => ({ read: type === 'Admin' }));
    export function realtime_check_permission(channel, subscriber) {
      if (channel.name === 'mine') return { read: channel.resourceId === subscriber.id };
      return permissionsRouter.check(channel, subscriber);
    }
  `,
  'backend/talk.web.js': `
    import { Permissions, webMethod } from '@wix/web-methods';
    import { publish } from 'wix-realtime-backend';
    export const say = webMethod(Permissions.Anyone, (channel, payload, options) =>
      publish(channel, payload, options),
    );
  `,
};

async function setup(files: Readonly<Record<string, string>> = SITE) {
  const started = await startEmulator({ site: temporaryFolder(files) });
  const someone = await started.session({ as: 'visitor' });
  const say = (channel: object, payload: unknown, options = {}, by: TestSession = someone) =>
    started.callBackend('talk', 'say', [channel, payload, options], by.token);
  const log = () =>
    started.control<{
      readonly subscriptions: number;
      readonly messages: readonly { readonly delivered: number }[];
    }>('GET', 'realtime');
  return { ...started, started, say, log, open: (by: TestSession) => openPage(started, by) };
}

it('a page hears what a site’s backend publishes to its channel, in order, and nothing else', async () => {
  const { session, open, say, log } = await setup();
  const visitor = await session({ as: 'visitor' });
  const page = await open(visitor);
  const mine = { name: 'mine', resourceId: visitor.id };
  const subscribed = await page.subscribe(mine);
  expect(subscribed.status).toBe(200);

  await say({ name: 'mine' }, { n: 0 });
  await say({ name: 'mine', resourceId: 'other' }, { n: 1 });
  for (const payload of [{ n: 2 }, 'text', [3]]) {
    await say(mine, payload);
  }

  const subscriptionId = subscriptionIdOf(subscribed);
  for (const payload of [{ n: 2 }, 'text', [3]]) {
    expect(await page.nextMessage()).toEqual({ subscriptionId, channel: mine, payload });
  }
  expect((await log()).messages.map(({ delivered }) => delivered)).toEqual([0, 0, 1, 1, 1]);
});

it('a message may name who published, and reach chosen people only', async () => {
  const { session, open, say } = await setup();
  const [one, other] = [await session({ as: 'visitor' }), await session({ as: 'visitor' })];
  const pages = [await open(one), await open(other)] as const;
  for (const page of pages) {
    await page.subscribe({ name: 'news' });
  }
  await say({ name: 'news' }, 1, { users: [other.id], includePublisher: true }, one);
  await say({ name: 'news' }, 2);
  expect(await pages[0].nextMessage()).toMatchObject({ payload: 2 });
  expect(await pages[1].nextMessage()).toMatchObject({ payload: 1, publisher: { id: one.id } });
});

it('what Wix refuses to publish reaches the caller', async () => {
  const { say, log } = await setup();
  const long = await say({ name: 'news' }, 'x'.repeat(11_000));
  expect(long.json).toMatchObject({
    exception: true,
    result: { message: 'Failed to publish to a channel: PAYLOAD_TOO_LARGE' },
  });
  expect((await log()).messages).toEqual([]);
});

it.each([
  ['his own', 'visitor', (id: string) => ({ name: 'mine', resourceId: id }), 200],
  ['somebody else’s', 'visitor', () => ({ name: 'mine', resourceId: 'other' }), 403],
  ['all of them', 'visitor', () => ({ name: 'mine' }), 403],
  ['one without a rule', 'visitor', () => ({ name: 'news' }), 200],
  ['the staff’s', 'visitor', () => ({ name: 'staff' }), 403],
  ['the staff’s', 'admin', () => ({ name: 'staff' }), 200],
  ['the staff’s', 'user', () => ({ name: 'staff' }), 200],
  ['one with a name that Wix refuses', 'visitor', () => ({ name: 'a b' }), 400],
] as const)(
  'a subscription to %s by a %s answers as the site says',
  async (_w, as, make, status) => {
    const { session, open, log } = await setup();
    const who = await session(
      as === 'admin' ? { as: 'member', email: 'ann@example.com', roles: ['Admin'] } : { as },
    );
    const page = await open(who);
    expect((await page.subscribe(make(who.id))).status).toBe(status);
    expect((await log()).subscriptions).toBe(status === 200 ? 1 : 0);
  },
);

it('nobody subscribes without a session, or for a connection that is not open', async () => {
  const { session, open, send, log } = await setup();
  const visitor = await session({ as: 'visitor' });
  const page = await open(visitor);
  expect((await page.subscribe({ name: 'news' }, 'unknown')).status).toBe(401);
  const expired = await session({ as: 'visitor', expiresIn: -1 });
  expect((await page.subscribe({ name: 'news' }, expired.token)).status).toBe(401);
  const stream = crypto.randomUUID();
  const path = '/_emulator/realtime/subscriptions';
  const elsewhere = { channel: { name: 'news' }, stream };
  expect((await send('POST', path, elsewhere, visitor.token)).status).toBe(409);
  expect((await send('GET', '/_emulator/live?stream=short')).status).toBe(400);
  expect((await log()).subscriptions).toBe(0);
});

it('a subscription ends for whoever has its random id, after a log-out too, and once', async () => {
  const { session, open, send, say, log } = await setup();
  const visitor = await session({ as: 'visitor' });
  const page = await open(visitor);
  const id = subscriptionIdOf(await page.subscribe({ name: 'news' }));
  const path = `/_emulator/realtime/subscriptions/${id}`;
  const another = `/_emulator/realtime/subscriptions/${crypto.randomUUID()}`;
  expect((await send('DELETE', another, undefined, visitor.token)).status).toBe(404);
  expect((await send('DELETE', path)).status).toBe(200);
  expect((await send('DELETE', path)).status).toBe(404);
  await say({ name: 'news' }, 1);
  expect(await log()).toMatchObject({ subscriptions: 0, messages: [{ delivered: 0 }] });
});

it('subscriptions are gone with their connection', async () => {
  const { session, open, say, log } = await setup();
  const page = await open(await session({ as: 'visitor' }));
  await page.subscribe({ name: 'news' });
  await page.leave();
  await say({ name: 'news' }, 1);
  expect(await log()).toMatchObject({ subscriptions: 0, messages: [{ delivered: 0 }] });
});

it('the connections of pages are cut and restored for a test; permission is asked again', async () => {
  const { session, open, control, send, log } = await setup();
  const visitor = await session({ as: 'visitor' });
  const page = await open(visitor);
  await page.subscribe({ name: 'news' });

  await control('PUT', 'realtime', { connected: false });
  expect(await page.nextMessage()).toBeUndefined();
  const path = `/_emulator/live?stream=${crypto.randomUUID()}`;
  expect((await send('GET', path)).status).toBe(503);
  expect(await log()).toMatchObject({ connected: false, subscriptions: 0 });

  await control('PUT', 'realtime', { connected: true });
  const again = await open(visitor);
  expect((await again.subscribe({ name: 'mine' })).status).toBe(403);
  expect((await again.subscribe({ name: 'news' })).status).toBe(200);
});

it('the preview has channels of its own, which no name of a page leads into', async () => {
  const { session, open, say, log } = await setup();
  const owner = await session({ as: 'user' });
  const visitor = await session({ as: 'visitor' });
  const [preview, live] = [await open(owner), await open(visitor)];
  await preview.subscribe({ name: 'news' });
  await live.subscribe({ name: 'news' });
  await say({ name: 'news' }, 'live');
  await say({ name: 'news' }, 'preview', {}, owner);
  expect(await preview.nextMessage()).toMatchObject({
    channel: { name: 'news' },
    payload: 'preview',
  });
  expect(await live.nextMessage()).toMatchObject({ payload: 'live' });
  expect((await log()).messages.map(({ delivered }) => delivered)).toEqual([1, 1]);
});

it('without realtime-permissions.js everybody may read', async () => {
  const { session, open } = await setup({ 'backend/talk.web.js': SITE['backend/talk.web.js'] });
  const page = await open(await session({ as: 'visitor' }));
  expect((await page.subscribe({ name: 'mine' })).status).toBe(200);
});

it('a page that leaves while the site is asked gets no subscription', async () => {
  const asked = new Promise<() => void>((tell) => {
    Reflect.set(globalThis, 'permissionAsked', tell);
  });
  onTestFinished(() => void Reflect.deleteProperty(globalThis, 'permissionAsked'));
  const { session, open, log } = await setup({
    'backend/realtime-permissions.js': `
      export const realtime_check_permission = () =>
        new Promise((answer) => globalThis.permissionAsked(() => answer({ read: true })));
    `,
  });
  const page = await open(await session({ as: 'visitor' }));
  const waiting = page.subscribe({ name: 'news' });
  const answer = await asked;
  await page.leave();
  answer();
  expect((await waiting).status).toBe(409);
  expect((await log()).subscriptions).toBe(0);
});
