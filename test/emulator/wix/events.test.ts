// The outbox: what delivery waits for, and what it gives up.
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
  const late: string[] = [];
  const events = createEvents(database, {
    timeLimitMs: 5,
    timedOut: ({ id }, { message }) => void late.push(`${id}: ${message}`),
  });
  subscribers.forEach(events.subscribe);
  return {
    events,
    late,
    emit: (id: string) => database.durable(() => events.write({ ...LIKED, id })),
    outcomes: () =>
      events.list(10).map(({ id, outcome, delivered, error }) => [id, outcome, delivered, error]),
  };
}

it('gives a subscriber up that never answers, says so, and goes on', async () => {
  const { events, late, emit, outcomes } = setup(({ id }) =>
    id === 'stuck' ? never(LIKED) : Promise.resolve('delivered'),
  );
  await emit('stuck');
  await emit('next');
  await events.settled();
  expect(outcomes()).toEqual([
    ['next', 'delivered', true, undefined],
    ['stuck', 'timed-out', false, 'No answer within 5 ms'],
  ]);
  expect(late).toEqual(['stuck: No answer within 5 ms']);
});

it('tells the other subscribers of an event that one does not answer', async () => {
  let told = 0;
  const counting = (): Subscriber => async () => {
    told += 1;
    return 'delivered';
  };
  const { events, emit, outcomes } = setup(counting(), never, counting());
  await emit('a');
  await events.settled();
  expect(told).toBe(2);
  expect(outcomes()).toEqual([['a', 'timed-out', false, 'No answer within 5 ms']]);
});

it('keeps what a subscriber threw, whether or not another one answers', async () => {
  const fails: Subscriber = () => Promise.reject(new TypeError('no'));
  const { events, emit, outcomes } = setup(fails, never, () => Promise.resolve('delivered'));
  await emit('a');
  await events.settled();
  expect(outcomes()).toEqual([['a', 'failed', false, 'TypeError: no']]);
});
