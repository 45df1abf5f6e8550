// Declares the control routes of the site's jobs.
import * as v from 'valibot';
import { notEmulated } from '../wix/core/wix-error.ts';
import type { ControlDependencies } from './dependencies.ts';
import { Text } from './input.ts';
import { defineBodyRoute, defineRoute, type ControlRoute } from './route.ts';

const RunInput = v.strictObject({ functionName: Text, file: v.optional(Text) });

const topic = 'Clock and faults';

/** The control routes of the site's jobs. */
export const JOB_ROUTES: readonly ControlRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/jobs',
    topic,
    description:
      'Returns the [jobs](older-modules.md#jobs) of the site with the time of their next run, and the last 100 runs.',
    returns: '`{ jobs, runs }`',
    handle: ({ jobs }, c) => c.json({ jobs: jobs?.list() ?? [], runs: jobs?.runs() ?? [] }),
  }),
  defineBodyRoute({
    method: 'POST',
    path: '/jobs/run',
    topic,
    description:
      'Runs a [job](older-modules.md#jobs) by hand. `file` is needed if two jobs have functions of the same name.',
    returns: '`{ run }`, with the `outcome` `done`, `failed` or `timed-out`',
    statuses: { 404: 'The site has no such job.', 501: 'The emulator runs without a site.' },
    schema: RunInput,
    example: { functionName: 'sendReport', file: 'backend/reports.jsw' },
    async handle({ jobs }, { functionName, file }, c) {
      const run = await requireJobs(jobs).run(functionName, file);
      return run
        ? c.json({ run })
        : c.json({ error: `functionName: backend/jobs.config has no job ${functionName}` }, 404);
    },
  }),
];

function requireJobs(jobs: ControlDependencies['jobs']): NonNullable<ControlDependencies['jobs']> {
  if (!jobs) throw notEmulated('POST /_emulator/jobs/run without a site');
  return jobs;
}
