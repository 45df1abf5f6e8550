import { expect, it } from 'vitest';
import { createClock } from '../../../emulator/wix/core/clock.ts';
import { startEmulator } from '../../support/emulator.ts';

interface Time {
  readonly now: string;
  readonly offsetMs: number;
}

const HOUR = 3_600_000;

it('GET /clock returns the system time at first', async () => {
  const { control } = await startEmulator();
  const { now, offsetMs } = await control<Time>('GET', 'clock');
  expect(offsetMs).toBe(0);
  expect(Math.abs(new Date(now).getTime() - Date.now())).toBeLessThan(60_000);
});

it.each(['2030-01-01T09:00:00.000Z', '2001-09-09T01:46:40Z'])(
  'PUT /clock sets the time of Wix, later or earlier: %s',
  async (now) => {
    const { control } = await startEmulator();
    await control('PUT', 'clock', { now });
    const { contact } = await control<{ contact: { createdDate: string } }>('POST', 'contacts', {
      info: { name: { first: 'Ann' } },
    });
    const passed = new Date(contact.createdDate).getTime() - new Date(now).getTime();
    expect(passed).toBeGreaterThanOrEqual(0);
    expect(passed).toBeLessThan(10_000);
    await control('POST', 'reset');
    expect((await control<Time>('GET', 'clock')).offsetMs).toBe(0);
  },
);

it('a wait ends when the clock is set to its time, and not when it is set back', async () => {
  const clock = createClock();
  const ended: string[] = [];
  const start = clock.now().getTime();
  const short = clock.wait(HOUR).then((outcome) => ended.push(`short ${outcome}`));
  const long = clock.wait(2 * HOUR).then((outcome) => ended.push(`long ${outcome}`));

  clock.set(new Date(start - 100 * 365 * 24 * HOUR));
  clock.advance(HOUR);
  await Promise.resolve();
  expect(ended).toEqual([]);

  clock.set(new Date(start + HOUR));
  await short;
  expect(ended).toEqual(['short due']);

  clock.reset();
  await long;
  expect(ended).toEqual(['short due', 'long cancelled']);
});

it('a wait ends by the passing of time', async () => {
  const clock = createClock();
  clock.set(new Date('2001-01-01T00:00:00Z'));
  expect(await clock.wait(2)).toBe('due');
});
