// When webhooks are delivered, and how often. Time passes by the emulator's clock only.
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, it, onTestFinished } from 'vitest';
import { deleteApps, writeApp, type App } from '../../../../emulator/wix/apps/apps.ts';
import type { Identity } from '../../../../emulator/wix/core/context.ts';
import type { EventName } from '../../../../emulator/wix/core/event-types.ts';
import { createWix, type Wix } from '../../../../emulator/wix/server.ts';
import { DEFAULT_SWITCHES } from '../../../../emulator/wix/webhooks/delivery-switches.ts';
import { temporaryFolder } from '../../../support/emulator/site/temporary-site.ts';
import { OWNER, openWix } from '../../../support/emulator/wix/open-wix.ts';
import {
  createOtherApp,
  registerApp,
  startReceiver,
} from '../../../support/emulator/wix/webhook-receiver.ts';

const STRING: unknown = expect.any(String);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Raises an event about an entity, as an identity. */
function raise(wix: Wix, entityId: string, name: EventName = 'post-liked', as?: Identity) {
  return wix.runAs(as, (context) =>
    context.emit({ name, entityId, body: { kind: 'action', data: {} } }),
  );
}

/** The entity of each delivery, oldest first, and what became of it. */
const outcomes = (wix: Wix) =>
  wix.webhooks
    .list(100)
    .toReversed()
    .map(({ event, status, attempts }) => [
      event.entityId,
      status,
      ...attempts.map(({ outcome }) => outcome),
    ]);

const Json = v.pipe(
  v.string(),
  v.transform((json): unknown => JSON.parse(json)),
);
const Event = v.pipe(Json, v.object({ entityId: v.string() }));
const Envelope = v.pipe(Json, v.object({ data: Event }));
/** The claims of a token. */
const Token = v.pipe(
  v.string(),
  v.transform((token) => Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()),
  Json,
  v.object({ data: Envelope }),
);

/** The entities of the events that a receiver got, in order. */
function entitiesOf(requests: readonly { readonly body: string }[]): readonly string[] {
  return requests.map(({ body }) => v.parse(Token, body).data.data.entityId);
}

async function setup(statusOf?: Parameters<typeof startReceiver>[0]) {
  const receiver = await startReceiver(statusOf);
  const { wix } = openWix();
  const app = await registerApp(wix, [{ url: receiver.url }]);
  return { wix, app, receiver };
}

it("repeats a delivery twelve times by Wix's schedule, then gives up", async () => {
  const { wix, receiver } = await setup(() => 500);
  await raise(wix, 'a');
  await wix.webhooks.settled();
  expect(receiver.requests).toHaveLength(1);
  const delays = [
    MINUTE_MS,
    10 * MINUTE_MS,
    ...[1, 2, 2, 2, 4, 4, 4, 8, 8, 12].map((hours) => hours * HOUR_MS),
  ];
  for (const [index, delay] of delays.entries()) {
    wix.clock.advance(delay - 1000);
    await wix.webhooks.settled();
    expect(receiver.requests).toHaveLength(index + 1);
    wix.clock.advance(1000);
    await wix.webhooks.settled();
    expect(receiver.requests).toHaveLength(index + 2);
  }
  wix.clock.advance(100 * HOUR_MS);
  await wix.webhooks.settled();
  expect(receiver.requests).toHaveLength(13);
  expect(wix.webhooks.list(1)).toMatchObject([{ status: 'failed', nextAttempt: null }]);
});

it.each([204, 302, 400, 500])(
  'repeats a delivery that is answered with %i, without following a redirect, until one is answered with 200',
  async (status) => {
    const { wix, receiver } = await setup((index) => (index === 0 ? status : 200));
    await raise(wix, 'a');
    await wix.webhooks.settled();
    expect(wix.webhooks.list(1)).toMatchObject([
      { status: 'waiting', attempts: [{ outcome: 'refused', status }] },
    ]);
    expect(receiver.requests).toHaveLength(1);
    wix.clock.advance(MINUTE_MS);
    await wix.webhooks.settled();
    expect(outcomes(wix)).toEqual([['a', 'delivered', 'refused', 'accepted']]);
    expect(receiver.requests.map(({ path }) => path)).toEqual(['/webhook', '/webhook']);
  },
);

it('repeats a delivery that is not answered within 1,250 ms', async () => {
  const { wix, receiver } = await setup((index) => (index === 0 ? 'never' : 200));
  await raise(wix, 'slow');
  await receiver.received(1);
  wix.clock.advance(1250);
  await wix.webhooks.settled();
  receiver.requests[0]?.answer(200);
  expect(wix.webhooks.list(1)).toMatchObject([
    { attempts: [{ outcome: 'timed-out', error: 'no answer in 1250 ms' }] },
  ]);
  await raise(wix, 'later');
  await wix.webhooks.settled();
  wix.clock.advance(MINUTE_MS);
  await wix.webhooks.settled();
  expect(entitiesOf(receiver.requests)).toEqual(['slow', 'later', 'slow']);
  expect(outcomes(wix)).toEqual([
    ['slow', 'delivered', 'timed-out', 'accepted'],
    ['later', 'delivered', 'accepted'],
  ]);
});

it('repeats a delivery to a port that no program listens on', async () => {
  const { wix } = openWix();
  await registerApp(wix, [{ url: 'http://127.0.0.1:1/webhook' }]);
  await raise(wix, 'a');
  await wix.webhooks.settled();
  expect(wix.webhooks.list(1)).toMatchObject([
    { status: 'waiting', attempts: [{ outcome: 'unreachable', error: STRING }] },
  ]);
});

it('delivers only the events that a webhook names, to every app, and none of the preview', async () => {
  const { wix, receiver } = await setup();
  const other = await startReceiver();
  const app = await createOtherApp([{ url: other.url, events: ['post-unliked'] }]);
  await wix.runAs(undefined, (context) => writeApp(context, app));
  await raise(wix, 'liked');
  await raise(wix, 'unliked', 'post-unliked');
  await raise(wix, 'preview', 'post-liked', { kind: 'user', id: OWNER.id, preview: true });
  await wix.webhooks.settled();
  expect(entitiesOf(receiver.requests)).toEqual(['liked', 'unliked']);
  expect(entitiesOf(other.requests)).toEqual(['unliked']);
});

it('stores nothing for an event that no webhook receives', async () => {
  const { wix } = openWix();
  await raise(wix, 'a');
  await registerApp(wix, [{ url: 'http://127.0.0.1:1/', events: ['post-unliked'] }]);
  await raise(wix, 'b');
  await wix.webhooks.settled();
  expect(wix.webhooks.list(100)).toEqual([]);
});

it('does not send what is due to an app that was removed', async () => {
  const { wix, receiver } = await setup(() => 500);
  await raise(wix, 'a');
  await wix.webhooks.settled();
  await wix.runAs(undefined, deleteApps);
  wix.clock.advance(MINUTE_MS);
  await wix.webhooks.settled();
  expect(receiver.requests).toHaveLength(1);
  expect(outcomes(wix)).toEqual([['a', 'failed', 'refused', 'removed']]);
});

it('delivers each event as often as the switches say', async () => {
  const { wix, receiver } = await setup();
  wix.webhooks.setSwitches({ ...DEFAULT_SWITCHES, copies: [2, 1] });
  for (const entity of ['a', 'b', 'c']) await raise(wix, entity);
  await wix.webhooks.settled();
  expect(entitiesOf(receiver.requests)).toEqual(['a', 'a', 'b', 'c', 'c']);
  const ids = wix.webhooks.list(100).map(({ event }) => event.id);
  expect(new Set(ids).size).toBe(3);
});

it('delivers events later and in another order, as the switches say', async () => {
  const { wix, receiver } = await setup();
  wix.webhooks.setSwitches({ ...DEFAULT_SWITCHES, delayMs: [2000, 0] });
  for (const entity of ['a', 'b', 'c', 'd']) await raise(wix, entity);
  await wix.webhooks.settled();
  expect(entitiesOf(receiver.requests)).toEqual(['b', 'd']);
  wix.clock.advance(2000);
  await wix.webhooks.settled();
  expect(entitiesOf(receiver.requests)).toEqual(['b', 'd', 'a', 'c']);
});

/** Opens a data file, with the app if it is given. The returned function closes it, as the end of the process would. */
async function openFile(data: string, app?: App) {
  const wix = createWix({ data });
  let isOpen = true;
  const close = () => {
    if (isOpen) wix.close();
    isOpen = false;
  };
  onTestFinished(close);
  if (app) await wix.runAs(undefined, (context) => writeApp(context, app));
  return { wix, close };
}

it('continues after a restart: what was under way is sent again, what is repeated keeps its time', async () => {
  const receiver = await startReceiver((index) =>
    index === 0 ? 500 : index === 1 ? 'never' : 200,
  );
  const data = join(temporaryFolder({}), 'data.db');
  const first = await openFile(data, await createOtherApp([{ url: receiver.url }]));
  await raise(first.wix, 'refused');
  await first.wix.webhooks.settled();
  await raise(first.wix, 'under way');
  await receiver.received(2);
  first.close();

  const { wix } = await openFile(data);
  wix.webhooks.deliver();
  await wix.webhooks.settled();
  expect(entitiesOf(receiver.requests)).toEqual(['refused', 'under way', 'under way']);
  wix.clock.advance(MINUTE_MS);
  await wix.webhooks.settled();
  expect(outcomes(wix)).toEqual([
    ['refused', 'delivered', 'refused', 'accepted'],
    ['under way', 'delivered', 'accepted'],
  ]);
});

it('reset() ends a request that is under way, and forgets the deliveries and the switches', async () => {
  const { wix, receiver } = await setup(() => 'never');
  wix.webhooks.setSwitches({ ...DEFAULT_SWITCHES, copies: 2 });
  await raise(wix, 'a');
  await receiver.received(1);
  await wix.reset();
  expect(wix.webhooks.list(100)).toEqual([]);
  expect(wix.webhooks.switches()).toEqual(DEFAULT_SWITCHES);
  await raise(wix, 'b');
  await wix.webhooks.settled();
  expect(receiver.requests).toHaveLength(1);
});
