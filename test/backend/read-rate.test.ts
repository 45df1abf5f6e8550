// How often somebody may read: enough for two pages that hear of a change every second.
import { expect, it } from 'vitest';
import { setupPeople } from './people.ts';

const MINUTE_MS = 60_000;

async function setup() {
  const made = setupPeople();
  const ada = await made.visitor();
  const codes = async (times: number) => {
    const found = new Set<string>();
    for (let count = 0; count < times; count += 1) {
      const page = await ada.read();
      found.add(page.ok ? 'ok' : page.error.code);
    }
    return [...found];
  };
  return { ...made, ada, codes };
}

it('answers 120 readings in a minute, and refuses more before Inbox is asked', async () => {
  const { world, clock, ada, codes } = await setup();
  expect(await codes(120)).toEqual(['ok']);
  world.calls.length = 0;
  clock.now += 15_500;
  expect(await ada.read()).toMatchObject({ error: { code: 'BUSY', retryAfter: 45 } });
  expect(world.calls).toEqual(['tokenInfo']);
});

it('reads again in the next minute, and after a clock that was set back', async () => {
  const { clock, codes } = await setup();
  await codes(121);
  clock.now += MINUTE_MS;
  expect(await codes(120)).toEqual(['ok']);
  expect(await codes(1)).toEqual(['BUSY']);
  clock.now -= MINUTE_MS;
  expect(await codes(1)).toEqual(['ok']);
});

it('counts each person for himself, and lets whoever may not read any more still write', async () => {
  const { visitor, member, ada, codes } = await setup();
  await codes(121);
  const others = [await visitor(), await member('bob@example.com')];
  for (const other of others) expect(await other.read()).toMatchObject({ ok: true });
  expect(await ada.say('Hello')).toEqual({ once: false });
});

it('counts no reading that was refused for its cursor', async () => {
  const { ada, codes } = await setup();
  for (let count = 0; count < 130; count += 1) {
    expect(await ada.refusal({ cursor: 'not-a-cursor' })).toBe('CURSOR_EXPIRED');
  }
  expect(await codes(1)).toEqual(['ok']);
});
