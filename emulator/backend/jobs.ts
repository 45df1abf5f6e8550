// Emulates Wix's job scheduler: runs the functions of a site's `jobs.config` when they are due by the emulator's clock,
// or by hand. Not emulated: several runs for one time, which Wix allows.
import type { Job } from '../site/jobs-config.ts';
import type { ModuleExports } from '../site/web-methods.ts';
import type { Clock } from '../wix/core/clock.ts';
import { runInContext, runOutsideContext, type WixRequestHandler } from './request-context.ts';
import { startRealTimer, WEB_METHOD_TIMEOUT_MS } from './web-method-dispatcher.ts';

/** Options of {@link createJobs}. */
export interface JobsOptions {
  /** Returns the jobs of the site. Called each time, so that a changed file is used at once. */
  readJobs(): readonly Job[];
  /** Returns the first time after another one at which a schedule is due. */
  findNextRun(schedule: string, after: Date): Date | undefined;
  /** Returns the absolute path of a file by its path on Wix. */
  pathOf(file: string): string | undefined;
  load(file: string): Promise<ModuleExports>;
  readonly clock: Pick<Clock, 'now' | 'wait'>;
  /** The token of the app that the backend runs as. */
  elevatedToken(): string;
  readonly handleRequest: WixRequestHandler;
  readonly hidesWebCrypto?: () => boolean;
  /** Called with each error of a job or of loading its file. */
  readonly onError?: (error: unknown, where: string) => void;
  /** Starts the timer of the time limit and returns a function that stops it; `setTimeout` by default. */
  readonly startTimer?: (ms: number, onTimeout: () => void) => () => void;
}

/** A run of a job. */
export interface JobRun {
  readonly file: string;
  readonly functionName: string;
  /** By the emulator's clock, ISO 8601. */
  readonly startedAt: string;
  readonly startedBy: 'clock' | 'hand';
  /** `timed-out`: it took longer than 14 seconds (assumed) and is no longer awaited. */
  readonly outcome: 'running' | 'done' | 'failed' | 'timed-out';
  readonly error?: string;
}

/** A job, with the time of its next run. */
export interface ListedJob extends Job {
  /** ISO 8601; absent if it never runs by itself. */
  readonly nextRun?: string;
}

/** The jobs of a site. */
export interface Jobs {
  list(): readonly ListedJob[];
  /** Returns the last 100 runs, the oldest first. */
  runs(): readonly JobRun[];
  /** Runs a job by hand, also one that never runs by itself. Returns undefined if the site has no such job. */
  run(functionName: string, file?: string): Promise<JobRun | undefined>;
  /** Waits for the times of the jobs again, after the clock was set or the file changed; resolves when what was due has run. */
  restart(): Promise<void>;
  /** Stops waiting. {@link restart} begins again. */
  stop(): void;
  /** Resolves when no job is running. */
  settled(): Promise<void>;
}

const MAX_RUNS = 100;

/**
 * Creates the scheduler, stopped. A job that was due several times while the clock was moved runs once. Jobs run with the
 * permissions of the site.
 * @see https://dev.wix.com/docs/velo/articles/getting-started/schedule-jobs
 */
export function createJobs(options: JobsOptions): Jobs {
  const { clock, startTimer = startRealTimer } = options;
  const runs = new Map<number, JobRun>();
  let count = 0;
  const running = new Set<Promise<unknown>>();
  let waiting = new AbortController();

  async function execute(job: Job, startedBy: JobRun['startedBy']): Promise<JobRun> {
    const { file, functionName } = job;
    const start = { file, functionName, startedAt: clock.now().toISOString(), startedBy };
    count += 1;
    const number = count;
    runs.set(number, { ...start, outcome: 'running' });
    runs.delete(number - MAX_RUNS);
    const result = { ...start, ...(await tryToRun(job)) };
    if (runs.has(number)) runs.set(number, result);
    return result;
  }

  async function tryToRun({ file, functionName }: Job): Promise<Pick<JobRun, 'outcome' | 'error'>> {
    let stop = (): void => undefined;
    const timedOut = new Promise<'timed-out'>((resolve) => {
      stop = startTimer(WEB_METHOD_TIMEOUT_MS, () => resolve('timed-out'));
    });
    try {
      const outcome = await Promise.race([call(file, functionName), timedOut]);
      return { outcome };
    } catch (error) {
      options.onError?.(error, `job ${functionName}`);
      return { outcome: 'failed', error: error instanceof Error ? error.message : String(error) };
    } finally {
      stop();
    }
  }

  async function call(file: string, functionName: string): Promise<'done'> {
    const path = options.pathOf(file);
    if (path === undefined) throw new Error(`The site has no file ${file}`);
    const exports = await runOutsideContext(options.handleRequest, () => options.load(path));
    const run = Object.hasOwn(exports, functionName) ? exports[functionName] : undefined;
    if (!isFunction(run)) throw new Error(`${file} exports no function ${functionName}`);
    const token = options.elevatedToken();
    const context = {
      token,
      elevatedToken: token,
      handleRequest: options.handleRequest,
      hidesWebCrypto: options.hidesWebCrypto?.() ?? false,
    };
    await runInContext(context, async () => run());
    return 'done';
  }

  function track<T>(work: Promise<T>): Promise<T> {
    running.add(work);
    void work.finally(() => running.delete(work));
    return work;
  }

  async function waitFor(job: Job & { readonly schedule: string }, signal: AbortSignal) {
    while (!signal.aborted) {
      const now = clock.now();
      const due = options.findNextRun(job.schedule, now);
      if (due === undefined) return;
      const outcome = await clock.wait(due.getTime() - now.getTime(), signal);
      if (outcome === 'due') await track(execute(job, 'clock'));
    }
  }

  async function settled(): Promise<void> {
    while (running.size > 0) await Promise.all(running);
  }

  return {
    list: () =>
      options.readJobs().map((job) => {
        const next = job.schedule && options.findNextRun(job.schedule, clock.now());
        return { ...job, ...(next ? { nextRun: next.toISOString() } : {}) };
      }),
    runs: () => [...runs.values()],
    async run(functionName, file) {
      const job = options
        .readJobs()
        .find((it) => it.functionName === functionName && it.file === (file ?? it.file));
      return job && track(execute(job, 'hand'));
    },
    async restart() {
      waiting.abort();
      waiting = new AbortController();
      for (const job of options.readJobs()) {
        if (job.schedule !== undefined) {
          void waitFor({ ...job, schedule: job.schedule }, waiting.signal);
        }
      }
      // The waits that ended before have started their jobs after this.
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      await settled();
    },
    stop: () => waiting.abort(),
    settled,
  };
}

function isFunction(it: unknown): it is () => unknown {
  return typeof it === 'function';
}
