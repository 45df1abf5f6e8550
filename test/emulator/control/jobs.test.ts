// The jobs of a site run by the emulator's clock and by hand.
import { afterAll, beforeEach, expect, it } from 'vitest';
import * as v from 'valibot';
import { createEmulator } from '../../../emulator/index.ts';

const Listed = v.object({
  jobs: v.array(v.looseObject({ functionName: v.string(), nextRun: v.optional(v.string()) })),
  runs: v.array(v.looseObject({ functionName: v.string() })),
});
const errors: string[] = [];
const emulator = await createEmulator({
  site: 'test/sites/older-backend',
  onError: (error, where) => errors.push(`${where}: ${String(error)}`),
});
afterAll(() => emulator.close());

async function control(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await emulator.fetch(`/_emulator/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return response.json();
}
const list = async () => v.parse(Listed, await control('GET', 'jobs'));
const setClock = (now: string) => control('PUT', 'clock', { now });
const runsSince = async (count: number) =>
  (await list()).runs
    .slice(count)
    .map(({ functionName, startedBy, outcome }) => [functionName, startedBy, outcome].join(' '));
const countRuns = async () => (await list()).runs.length;

/** A Friday. */
beforeEach(() => setClock('2026-11-27T07:00:00.000Z'));

it('lists the jobs with the time of their next run', async () => {
  const { jobs } = await list();
  expect(jobs.map(({ functionName, nextRun }) => [functionName, nextRun])).toEqual([
    ['daily', '2026-11-27T08:00:00.000Z'],
    ['fail', '2026-11-30T09:30:00.000Z'],
    ['monthly', '2026-12-01T00:00:00.000Z'],
  ]);
});

it('runs what is due when the clock is advanced, once, and with the permissions of the site', async () => {
  const count = await countRuns();
  await control('POST', 'clock/advance', { ms: 3_000_000 });
  expect(await runsSince(count)).toEqual([]);
  await control('POST', 'clock/advance', { ms: 600_000 });
  expect(await runsSince(count)).toEqual(['daily clock done']);
  await control('POST', 'clock/advance', { ms: 5 * 86_400_000 });
  expect((await runsSince(count)).sort()).toEqual([
    'daily clock done',
    'daily clock done',
    'fail clock failed',
    'monthly clock done',
  ]);
  expect(errors).toContain('job fail: Error: no order');
});

it('waits for the next time again after the clock was set back', async () => {
  await setClock('2026-11-26T07:30:00.000Z');
  const count = await countRuns();
  await control('POST', 'clock/advance', { ms: 1_800_000 });
  expect(await runsSince(count)).toEqual(['daily clock done']);
});

it('runs a job by hand', async () => {
  expect(await control('POST', 'jobs/run', { functionName: 'monthly' })).toMatchObject({
    run: {
      file: 'backend/reports.js',
      functionName: 'monthly',
      startedBy: 'hand',
      outcome: 'done',
    },
  });
  expect(
    await control('POST', 'jobs/run', { functionName: 'daily', file: 'backend/a.js' }),
  ).toEqual({ error: 'functionName: backend/jobs.config has no job daily' });
});

it('waits for the jobs again after a reset', async () => {
  await control('POST', 'reset');
  await setClock('2026-11-28T07:30:00.000Z');
  const count = await countRuns();
  await control('POST', 'clock/advance', { ms: 1_800_000 });
  expect(await runsSince(count)).toEqual(['daily clock done']);
});
