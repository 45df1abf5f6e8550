// Emulates `backend/jobs.config`: the functions that Wix runs at fixed times.
import { readFileSync } from 'node:fs';
import { Cron } from 'croner';
import * as v from 'valibot';
import { isJsonProblem, parseJsonWithLines } from './json-with-lines.ts';

/** The most jobs of a site; the others do not run (assumed). @see https://dev.wix.com/docs/velo/articles/getting-started/schedule-jobs */
const MAX_JOBS = 20;
/** The shortest time between two runs of a job, in milliseconds. Wix ignores jobs that run more often. */
const MIN_INTERVAL_MS = 3_600_000;
/** The number of runs whose distance is checked: a job can be irregular within a month. */
const CHECKED_RUNS = 60;

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

const ExecutionConfig = v.strictObject(
  {
    cronExpression: v.optional(v.string()),
    time: v.optional(
      v.pipe(
        v.string(),
        v.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time in UTC, as in 08:00'),
      ),
    ),
    dayOfWeek: v.optional(v.picklist(DAYS, `must be one of ${DAYS.join(', ')}`)),
    dateInMonth: v.optional(
      v.pipe(
        v.number('must be a number from 1 to 31'),
        v.integer('must be a number from 1 to 31'),
        v.minValue(1, 'must be a number from 1 to 31'),
        v.maxValue(31, 'must be a number from 1 to 31'),
      ),
    ),
  },
  'allowed are cronExpression, or time with dayOfWeek or dateInMonth',
);
const JobInput = v.strictObject(
  {
    functionLocation: v.string(
      'is missing; it is the path of a file in backend/, such as /orders.jsw',
    ),
    functionName: v.string('is missing; it is the name of a function that the file exports'),
    description: v.optional(v.string()),
    executionConfig: ExecutionConfig,
  },
  'allowed are functionLocation, functionName, description and executionConfig',
);
const JobsFile = v.strictObject(
  { jobs: v.array(v.unknown(), 'is missing; it is a list of jobs') },
  'allowed is jobs',
);

/** A job. */
export interface Job {
  /** Path on Wix: `backend/orders.jsw`. */
  readonly file: string;
  readonly functionName: string;
  readonly description?: string;
  /** A cron expression with five fields, in UTC; absent if the job never runs by itself. */
  readonly schedule?: string;
  /** Why the job never runs by itself. */
  readonly problem?: string;
  /** 1 for the first. */
  readonly line: number;
}

/** A part of `jobs.config` that does not do what it seems to do. */
export interface JobsProblem {
  readonly line: number;
  /** `jobs.0.executionConfig.time`. */
  readonly field: string;
  readonly message: string;
}

/** The jobs of a site, and what is wrong with them. A job that cannot be read is only in the problems. */
export interface JobsConfig {
  readonly jobs: readonly Job[];
  readonly problems: readonly JobsProblem[];
}

/** Reads `jobs.config`. @param path absolute; undefined if the site has none */
export function readJobsConfig(path: string | undefined): JobsConfig {
  return path === undefined ? { jobs: [], problems: [] } : parseJobs(readFileSync(path, 'utf8'));
}

/**
 * Parses `jobs.config`.
 * @see https://dev.wix.com/docs/develop-websites-sdk/code-your-site/build-a-custom-backend/scheduled-jobs/scheduled-jobs-json-object
 */
export function parseJobs(text: string): JobsConfig {
  const json = parseJsonWithLines(text);
  if (isJsonProblem(json)) {
    return { jobs: [], problems: [{ line: json.line, field: 'jobs', message: json.message }] };
  }
  const jobs: Job[] = [];
  const problems: JobsProblem[] = [];
  const add = (path: readonly (string | number)[], message: string): void =>
    void problems.push({ line: json.lineOf(path), field: path.join('.'), message });

  const file = v.safeParse(JobsFile, json.value);
  if (!file.success) {
    add(pathOf(file.issues[0]), file.issues[0].message);
    return { jobs, problems };
  }
  file.output.jobs.forEach((input, index) => {
    const path = ['jobs', index];
    const parsed = v.safeParse(JobInput, input);
    if (!parsed.success) {
      parsed.issues.forEach((issue) => add([...path, ...pathOf(issue)], issue.message));
      return;
    }
    const { functionLocation, functionName, description, executionConfig } = parsed.output;
    const { schedule, problem, note } =
      index < MAX_JOBS
        ? toSchedule(executionConfig)
        : { problem: `a site can have ${String(MAX_JOBS)} jobs` };
    const message = problem ?? note;
    if (message !== undefined) add([...path, 'executionConfig'], message);
    jobs.push({
      file: `backend/${functionLocation.replace(/^\/+/, '')}`,
      functionName,
      ...(description === undefined ? {} : { description }),
      ...(schedule === undefined ? {} : { schedule }),
      ...(problem === undefined ? {} : { problem }),
      line: json.lineOf(path),
    });
  });
  return { jobs, problems };
}

/** Returns the first time after another one at which a schedule is due; undefined if it never is. */
export function findNextRun(schedule: string, after: Date): Date | undefined {
  return toCron(schedule).nextRun(after) ?? undefined;
}

interface Schedule {
  readonly schedule?: string;
  readonly problem?: string;
  /** What Wix ignores. */
  readonly note?: string;
}

function toSchedule({
  cronExpression,
  time,
  dayOfWeek,
  dateInMonth,
}: v.InferOutput<typeof ExecutionConfig>): Schedule {
  if (cronExpression !== undefined) {
    const problem = findCronProblem(cronExpression);
    if (problem !== undefined) return { problem };
    const isAlone = time ?? dayOfWeek ?? dateInMonth;
    return {
      schedule: cronExpression,
      ...(isAlone === undefined ? {} : { note: 'Wix uses only cronExpression of these' }),
    };
  }
  if (time === undefined) return { problem: 'time or cronExpression is missing' };
  if (dayOfWeek !== undefined && dateInMonth !== undefined) {
    return { problem: 'a job with dayOfWeek and dateInMonth does not run; remove one of them' };
  }
  const [hours, minutes] = time.split(':').map(Number);
  const day = dayOfWeek === undefined ? '*' : String(DAYS.indexOf(dayOfWeek));
  return { schedule: [minutes, hours, dateInMonth ?? '*', '*', day].join(' ') };
}

function findCronProblem(expression: string): string | undefined {
  try {
    if (expression.startsWith('@')) throw new TypeError('five fields are expected');
    const times = toCron(expression).nextRuns(CHECKED_RUNS, new Date(0));
    if (times.length === 0) return `${expression} is never due`;
    const isTooOften = times.some((time, index) => {
      const next = times[index + 1];
      return next !== undefined && next.getTime() - time.getTime() < MIN_INTERVAL_MS;
    });
    return isTooOften ? 'Wix ignores jobs that run more often than once an hour' : undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message.replace(/^CronPattern: /, '') : '';
    return `${expression} is not a cron expression: ${message}`;
  }
}

function toCron(expression: string): Cron {
  return new Cron(expression, { timezone: 'UTC', mode: '5-part', paused: true });
}

function pathOf(issue: v.BaseIssue<unknown>): readonly (string | number)[] {
  return (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
}
