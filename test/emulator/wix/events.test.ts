// The outbox: which subscribers delivery waits for, and when it times out.
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../emulator/database/database.ts';
import {
  createEvents,
  EVENTS_TABLES,
  type Subscriber,
  type WixEvent,
} from '../../../emulator/wix/core/events.ts';

const LIKED: WixEvent = {
  id: 'event-1',
  name: 'post-liked',
  entityId: 'post-1',
  fqdn: 'wix.blog.v3.post',
  slug: 'liked',
  eventTime: new Date('2026-11-20T10:00:00.000Z'),
  identity: undefined,
  triggeredByAnonymizeRequest: false,
  body: { kind: 'action', data: {} },
};
const never: Subscriber = () => new Promise(() => undefined);

function setup(...subscribers: readonly Subscriber[]) {
  const database = openDatabase(':memory:', EVENTS_TABLES);
  onTestFinished(() => database.close());
  const timeouts: string[] = [];
  const events = createEvents(database, {
    timeLimitMs: 5,
    onTimeout: ({ id }, { message }) => void timeouts.push(`${id}: ${message}`),
  });
  subscribers.forEach(events.subscribe);
  return {
    events,
    timeouts,
    emit: (id: string) => database.transaction(() => events.write({ ...LIKED, id })),
    outcomes: () =>
      events.list(10).map(({ id, outcome, delivered, error }) => [id, outcome, delivered, error]),
  };
}

it('reports a subscriber that never finishes as timed out, and delivers the next event', async () => {
  const { events, timeouts, emit, outcomes } = setup(({ id }) =>
    id === 'stuck' ? never(LIKED) : Promise.resolve('delivered'),
  );
  await emit('stuck');
  await emit('next');
  await events.settled();
  expect(outcomes()).toEqual([
    ['next', 'delivered', true, undefined],
    ['stuck', 'timed-out', false, 'The handler did not finish within 5 ms'],
  ]);
  expect(timeouts).toEqual(['stuck: The handler did not finish within 5 ms']);
});

it('delivers an event to the other subscribers when one never finishes', async () => {
  let deliveries = 0;
  const counting = (): Subscriber => async () => {
    deliveries += 1;
    return 'delivered';
  };
  const { events, emit, outcomes } = setup(counting(), never, counting());
  await emit('a');
  await events.settled();
  expect(deliveries).toBe(2);
  expect(outcomes()).toEqual([['a', 'timed-out', false, 'The handler did not finish within 5 ms']]);
});

it('records the error of a subscriber, whatever the other subscribers do', async () => {
  const fails: Subscriber = () => Promise.reject(new TypeError('no'));
  const { events, emit, outcomes } = setup(fails, never, () => Promise.resolve('delivered'));
  await emit('a');
  await events.settled();
  expect(outcomes()).toEqual([['a', 'failed', false, 'TypeError: no']]);
});

it('an event without a subscriber never waits: its outcome is known when it is written', async () => {
  const { events, emit, outcomes } = setup();
  await emit('a');
  expect(outcomes()).toEqual([['a', 'no-handler', false, undefined]]);
  let deliveries = 0;
  events.subscribe(async () => {
    deliveries += 1;
    return 'delivered';
  });
  await emit('b');
  await events.settled();
  expect(deliveries).toBe(1);
  expect(outcomes()).toEqual([
    ['b', 'delivered', true, undefined],
    ['a', 'no-handler', false, undefined],
  ]);
});

it('tells watchers about new events and about each outcome', async () => {
  const { events, emit } = setup(() => Promise.resolve('delivered'));
  const seen: (string | undefined)[] = [];
  events.watch(() => seen.push(events.list(1)[0]?.outcome));
  await emit('a');
  await events.settled();
  expect(seen).toEqual(['waiting', 'delivered']);
});
