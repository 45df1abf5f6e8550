// A virtual clock: replaces `Date` in this process, so that an attack of an hour takes seconds.

/** Something that happens at a time of the virtual clock. */
interface Step {
  readonly at: number;
  readonly run: () => Promise<void>;
}

/** Steps in the order of their times. */
export interface Timeline {
  /** The time of the virtual clock, in ms since 1970. */
  now(): number;
  /** Adds a step. A time in the past means now. */
  schedule(at: number, run: () => Promise<void>): void;
  /** Sets the clock to the time of each step and runs it. Steps of the same time run at once. Ends after the last one. */
  run(): Promise<void>;
  /** Sets the clock to 9:00 of the next day, when no period of a limit of the day before counts, and returns the time. */
  startDay(): number;
  /** Restores `Date`. */
  stop(): void;
}

/** The virtual clock starts here: at the beginning of an hour, where each budget of the site begins a period. */
const START = Date.UTC(2026, 0, 5, 9);
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Replaces `Date` and creates the timeline. Timers and `performance` are not replaced: time passes only between two
 * steps, when no call is running.
 *
 * @param afterStep - awaited after the steps of each time, before the clock moves.
 */
export function startTimeline(afterStep: () => Promise<void>): Timeline {
  const clock = replaceDate(START);
  let steps: Step[] = [];
  let day = START;
  return {
    now: () => Date.now(),
    schedule: (at, run) => void steps.push({ at: Math.max(at, Date.now()), run }),
    async run() {
      while (steps.length > 0) {
        const at = steps.reduce((first, step) => Math.min(first, step.at), Infinity);
        const due = steps.filter((step) => step.at === at);
        steps = steps.filter((step) => step.at !== at);
        clock.set(at);
        await Promise.all(due.map(({ run }) => run()));
        await afterStep();
      }
    },
    startDay() {
      day += Math.ceil((Date.now() - day + 1) / DAY_MS) * DAY_MS;
      clock.set(day);
      return day;
    },
    stop: clock.restore,
  };
}

/** A replaced `Date`, whose time stands still until it is set. */
interface VirtualDate {
  set(time: number): void;
  restore(): void;
}

/** Replaces `Date` in this process. */
export function replaceDate(start: number): VirtualDate {
  const RealDate = Date;
  let time = start;
  globalThis.Date = new Proxy(RealDate, {
    construct(target, args, newTarget) {
      const given = args.length === 0 ? [time] : args;
      const date: unknown = Reflect.construct(target, given, newTarget);
      return date instanceof RealDate ? date : new RealDate(time);
    },
    apply: () => new RealDate(time).toString(),
    get(target, key, receiver) {
      const value: unknown = key === 'now' ? () => time : Reflect.get(target, key, receiver);
      return value;
    },
  });
  return {
    set: (at) => void (time = at),
    restore: () => void (globalThis.Date = RealDate),
  };
}
