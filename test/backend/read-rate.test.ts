// The rate limit of listMessages: enough for two pages that reload every second.
import { expect, it } from 'vitest';
import { setupCallers } from '../support/backend/callers.ts';

const MINUTE_MS = 60_000;

async function setup() {
  const harness = setupCallers();
  const ada = await harness.visitor();
  const codes = async (times: number) => {
    const results = new Set<string>();
    for (let count = 0; count < times; count += 1) {
      const page = await ada.read();
      results.add(page.ok ? 'ok' : page.error.code);
    }
    return [...results];
  };
  return { ...harness, ada, codes };
}

it('allows 120 reads in a minute, and returns BUSY for more without calling Inbox', async () => {
  const { world, clock, ada, codes } = await setup();
  expect(await codes(120)).toEqual(['ok']);
  world.calls.length = 0;
  clock.now += 15_500;
  expect(await ada.read()).toMatchObject({ error: { code: 'BUSY', retryAfter: 45 } });
  expect(world.calls).toEqual(['tokenInfo']);
});

it('allows reads again in the next minute, and after the clock was set back', async () => {
  const { clock, codes } = await setup();
  await codes(121);
  clock.now += MINUTE_MS;
  expect(await codes(120)).toEqual(['ok']);
  expect(await codes(1)).toEqual(['BUSY']);
  clock.now -= MINUTE_MS;
  expect(await codes(1)).toEqual(['ok']);
});

it('counts each caller separately, and lets a caller over the limit still send', async () => {
  const { visitor, member, ada, codes } = await setup();
  await codes(121);
  const others = [await visitor(), await member('bob@example.com')];
  for (const other of others) expect(await other.read()).toMatchObject({ ok: true });
  expect(await ada.sendText('Hello')).toEqual({ once: false });
});

it('does not count reads with an invalid cursor', async () => {
  const { ada, codes } = await setup();
  for (let count = 0; count < 130; count += 1) {
    expect(await ada.readErrorCode({ cursor: 'not-a-cursor' })).toBe('CURSOR_EXPIRED');
  }
  expect(await codes(1)).toEqual(['ok']);
});
