import { expect, it } from 'vitest';
import { findNextRun, parseJobs } from '../../../emulator/site/jobs-config.ts';

const job = (executionConfig: unknown, more: object = {}) => ({
  functionLocation: '/reports.js',
  functionName: 'daily',
  executionConfig,
  ...more,
});
const parse = (...jobs: readonly unknown[]) => parseJobs(JSON.stringify({ jobs }));
/** A Friday. */
const NOW = new Date('2026-11-27T08:00:00Z');

it.each([
  [{ cronExpression: '0 8 * * *' }, '2026-11-28T08:00:00.000Z'],
  [{ cronExpression: '30 */2 * * *' }, '2026-11-27T08:30:00.000Z'],
  [{ cronExpression: '0 8 * * Mon' }, '2026-11-30T08:00:00.000Z'],
  [{ time: '08:05' }, '2026-11-27T08:05:00.000Z'],
  [{ time: '07:59' }, '2026-11-28T07:59:00.000Z'],
  [{ time: '23:00', dayOfWeek: 'Sunday' }, '2026-11-29T23:00:00.000Z'],
  [{ time: '00:00', dateInMonth: 1 }, '2026-12-01T00:00:00.000Z'],
  [{ time: '00:00', dateInMonth: 31 }, '2026-12-31T00:00:00.000Z'],
])('%j runs next at %s', (config, expected) => {
  const { jobs, problems } = parse(job(config));
  expect(problems).toEqual([]);
  expect(findNextRun(jobs[0]?.schedule ?? '', NOW)?.toISOString()).toBe(expected);
});

it.each<[unknown, string, RegExp]>([
  [{}, 'executionConfig', /time or cronExpression is missing/],
  [{ cronExpression: '*/30 * * * *' }, 'executionConfig', /more often than once an hour/],
  [{ cronExpression: '0,59 8 1 * *' }, 'executionConfig', /more often than once an hour/],
  [{ cronExpression: '0 8 * *' }, 'executionConfig', /is not a cron expression/],
  [{ cronExpression: '0 0 8 * * *' }, 'executionConfig', /exactly 5 parts/],
  [{ cronExpression: '@daily' }, 'executionConfig', /five fields/],
  [{ cronExpression: '0 25 * * *' }, 'executionConfig', /Invalid value for hour/],
  [{ cronExpression: '0 0 30 2 *' }, 'executionConfig', /is never due/],
  [{ time: '8:00' }, 'executionConfig.time', /as in 08:00/],
  [{ time: '24:00' }, 'executionConfig.time', /as in 08:00/],
  [{ time: '08:00', dayOfWeek: 'monday' }, 'executionConfig.dayOfWeek', /one of Sunday, Monday/],
  [{ time: '08:00', dateInMonth: 32 }, 'executionConfig.dateInMonth', /from 1 to 31/],
  [{ time: '08:00', dateOfMonth: 1 }, 'executionConfig.dateOfMonth', /dayOfWeek or dateInMonth/],
  [{ time: '08:00', dayOfWeek: 'Monday', dateInMonth: 1 }, 'executionConfig', /does not run/],
])('%j never runs: %s', (config, field, message) => {
  const { jobs, problems } = parse(job(config));
  expect(problems).toMatchObject([{ field: `jobs.0.${field}` }]);
  expect(problems[0]?.message).toMatch(message);
  expect(jobs.filter(({ schedule }) => schedule !== undefined)).toEqual([]);
});

it('uses only the cron expression if there is a time, too', () => {
  const { jobs, problems } = parse(job({ cronExpression: '0 8 * * *', time: '09:00' }));
  expect(jobs).toMatchObject([{ schedule: '0 8 * * *' }]);
  expect(problems).toMatchObject([{ message: 'Wix uses only cronExpression of these' }]);
});

it.each([
  ['{ "jobs": {} }', 'jobs'],
  ['{ "job": [] }', 'jobs'],
  ['[]', 'jobs'],
  ['{ "jobs": [', 'jobs'],
  ['{ "jobs": [{ "functionLocation": "/a.b", "executionConfig": {} }] }', 'jobs.0.functionName'],
])('names what is wrong with %s', (text, field) => {
  const { jobs, problems } = parseJobs(text);
  expect(jobs).toEqual([]);
  expect(problems.map((problem) => problem.field)).toContain(field);
});

it('runs at most twenty jobs', () => {
  const jobs = Array.from({ length: 21 }, () => job({ time: '08:00' }));
  expect(parse(...jobs).problems).toMatchObject([
    { field: 'jobs.20.executionConfig', message: 'a site can have 20 jobs' },
  ]);
});
