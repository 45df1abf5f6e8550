// Injects faults for tests: a delay, an error status, or an executed request whose response is 504.
import * as v from 'valibot';

const Milliseconds = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60_000));

/** An injected fault. `operation` is a name of the request log (`MessagesService.SendMessage`) or `*` for all. */
export const Fault = v.strictObject({
  operation: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  calls: v.union([
    v.picklist(['first', 'every']),
    v.array(v.pipe(v.number(), v.integer(), v.minValue(1))),
  ]),
  kind: v.picklist(['delay', 'status', 'executed-504']),
  /** For `status`: the HTTP status of the response; the operation does not run. */
  status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599))),
  /** For `delay`: milliseconds before the operation runs, or `[minimum, maximum]` for a random delay. */
  delayMs: v.optional(v.union([Milliseconds, v.tuple([Milliseconds, Milliseconds])])),
});
/** Type of {@link Fault}. */
export type Fault = v.InferOutput<typeof Fault>;

/** Kinds that are reserved for a later version; `PUT /_emulator/faults` rejects them with 501 NOT_EMULATED. */
export const RESERVED_FAULT_KINDS = [
  'drop-before',
  'drop-after',
  'execute-late',
  'list-stale',
  'data-stale-read',
  'pause',
  'content-rewritten',
  'malformed',
  'merge',
] as const;

/** The injected faults, and how often each operation was called since they were set. */
export interface Faults {
  /** Replaces the faults and restarts the counts. */
  set(faults: readonly Fault[]): void;
  list(): readonly Fault[];
  /** Counts a call of the operation and returns the faults that apply to it. */
  next(operation: string): readonly Fault[];
}

/** Creates an empty set of faults. */
export function createFaults(): Faults {
  let faults: readonly Fault[] = [];
  const callCounts = new Map<string, number>();
  return {
    set(injected) {
      faults = injected;
      callCounts.clear();
    },
    list: () => faults,
    next(operation) {
      if (faults.length === 0) {
        return [];
      }
      const nth = (callCounts.get(operation) ?? 0) + 1;
      callCounts.set(operation, nth);
      return faults.filter(
        ({ operation: name, calls }) =>
          (name === operation || name === '*') &&
          (calls === 'every' || (calls === 'first' ? nth === 1 : calls.includes(nth))),
      );
    },
  };
}

/** Waits for the time of a `delay` fault. */
export function waitForDelay(fault: Fault): Promise<void> {
  const ms = fault.delayMs ?? 0;
  const chosen =
    typeof ms === 'number' ? ms : ms[0] + Math.floor(Math.random() * (ms[1] - ms[0] + 1));
  return new Promise((resume) => setTimeout(resume, chosen));
}
