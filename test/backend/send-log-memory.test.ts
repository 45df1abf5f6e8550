import { expect, it } from 'vitest';
import { createMemorySendLog } from 'backend/inbox/messaging/send-log-memory';

const MINUTE = 60_000;
const OUTCOME = { conversationId: 'c', messageId: 'm' };

function setup({ keys = 3, keyMs = 60 * MINUTE } = {}) {
  const clock = { now: 0 };
  const log = createMemorySendLog({ now: () => clock.now, keys, keyMs });
  const begin = async (key: string, content = 'content', home = 'home') =>
    log.reserve({ scope: home, key, content });
  const open = async (key: string) => {
    const begun = await begin(key);
    if (begun.kind !== 'opened') throw new Error(`It was ${begun.kind}.`);
    return begun.entry;
  };
  return { clock, begin, open };
}

it('opens a key once, and answers its outcome once that is known', async () => {
  const { begin, open } = setup();
  const entry = await open('k');
  expect(await begin('k')).toEqual({ kind: 'open' });
  await entry.commit(OUTCOME);
  expect(await begin('k')).toEqual({ kind: 'done', outcome: OUTCOME });
});

it('opens a key again that was set free', async () => {
  const { begin, open } = setup();
  await (await open('k')).release();
  expect((await begin('k')).kind).toBe('opened');
});

it('keeps homes apart, and a key to its content', async () => {
  const { begin, open } = setup();
  await (await open('k')).commit(OUTCOME);
  expect((await begin('k', 'content', 'other')).kind).toBe('opened');
  expect(await begin('k', 'other')).toEqual({ kind: 'reused' });
});

it('does not let an old attempt free the key of a new one', async () => {
  const { clock, begin, open } = setup();
  const old = await open('k');
  clock.now += 61 * MINUTE;
  const entry = await open('k');
  await old.release();
  expect(await begin('k')).toEqual({ kind: 'open' });
  await entry.commit(OUTCOME);
  expect((await begin('k')).kind).toBe('done');
});

it('holds no more keys than it may, and forgets none that is younger than 15 minutes', async () => {
  const { clock, begin, open } = setup();
  for (const key of ['1', '2', '3']) await (await open(key)).commit(OUTCOME);
  clock.now += 15 * MINUTE - 1;
  expect(await begin('4')).toEqual({ kind: 'full' });
  clock.now += 1;
  expect((await begin('4')).kind).toBe('opened');
  expect((await begin('3')).kind).toBe('done');
  expect((await begin('1')).kind).toBe('opened');
});

it('keeps a key exactly as long as it may', async () => {
  const { clock, begin, open } = setup();
  await (await open('k')).commit(OUTCOME);
  clock.now += 60 * MINUTE;
  expect((await begin('k')).kind).toBe('done');
  clock.now += 1;
  expect((await begin('k')).kind).toBe('opened');
});
