import { expect, it } from 'vitest';
import { createMemorySendLog } from 'backend/inbox/messaging/send-log-memory';

const MINUTE = 60_000;
const OUTCOME = { conversationId: 'c', messageId: 'm' };

function setup({ keys = 3, keyMs = 60 * MINUTE } = {}) {
  const clock = { now: 0 };
  const log = createMemorySendLog({ now: () => clock.now, keys, keyMs });
  const reserve = async (key: string, content = 'content', scope = 'scope') =>
    log.reserve({ scope, key, content });
  const reserveNew = async (key: string) => {
    const reservation = await reserve(key);
    if (reservation.kind !== 'reserved') throw new Error(`It was ${reservation.kind}.`);
    return reservation.entry;
  };
  return { clock, reserve, reserveNew };
}

it('reserves a key once, and returns its outcome once it is committed', async () => {
  const { reserve, reserveNew } = setup();
  const entry = await reserveNew('k');
  expect(await reserve('k')).toEqual({ kind: 'pending' });
  await entry.commit(OUTCOME);
  expect(await reserve('k')).toEqual({ kind: 'committed', outcome: OUTCOME });
});

it('reserves a released key again', async () => {
  const { reserve, reserveNew } = setup();
  await (await reserveNew('k')).release();
  expect((await reserve('k')).kind).toBe('reserved');
});

it('treats a key in another scope as another key, and binds a key to its content', async () => {
  const { reserve, reserveNew } = setup();
  await (await reserveNew('k')).commit(OUTCOME);
  expect((await reserve('k', 'content', 'other')).kind).toBe('reserved');
  expect(await reserve('k', 'other')).toEqual({ kind: 'reused' });
});

it('ignores the release of an expired reservation', async () => {
  const { clock, reserve, reserveNew } = setup();
  const old = await reserveNew('k');
  clock.now += 61 * MINUTE;
  const entry = await reserveNew('k');
  await old.release();
  expect(await reserve('k')).toEqual({ kind: 'pending' });
  await entry.commit(OUTCOME);
  expect((await reserve('k')).kind).toBe('committed');
});

it('holds at most the configured number of keys, and evicts none younger than 15 minutes', async () => {
  const { clock, reserve, reserveNew } = setup();
  for (const key of ['1', '2', '3']) await (await reserveNew(key)).commit(OUTCOME);
  clock.now += 15 * MINUTE - 1;
  expect(await reserve('4')).toEqual({ kind: 'full' });
  clock.now += 1;
  expect((await reserve('4')).kind).toBe('reserved');
  expect((await reserve('3')).kind).toBe('committed');
  expect((await reserve('1')).kind).toBe('reserved');
});

it('keeps a key exactly for the configured time', async () => {
  const { clock, reserve, reserveNew } = setup();
  await (await reserveNew('k')).commit(OUTCOME);
  clock.now += 60 * MINUTE;
  expect((await reserve('k')).kind).toBe('committed');
  clock.now += 1;
  expect((await reserve('k')).kind).toBe('reserved');
});
