// Faults a test orders: a delay, an error status, or a send that was executed and answered with 504. Leaves out the kinds not asked for yet.
import * as v from 'valibot';

const Milliseconds = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60_000));

/** One ordered fault. `operation` is a name of the request log (`MessagesService.SendMessage`) or `*`. */
export const Fault = v.strictObject({
  operation: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  calls: v.union([
    v.picklist(['first', 'every']),
    v.array(v.pipe(v.number(), v.integer(), v.minValue(1))),
  ]),
  kind: v.picklist(['delay', 'status', 'executed-504']),
  /** For `status`: the HTTP status to answer without executing. */
  status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599))),
  /** For `delay`: milliseconds before the call is executed, or `[least, most]` drawn evenly. */
  delayMs: v.optional(v.union([Milliseconds, v.tuple([Milliseconds, Milliseconds])])),
});
/** One ordered fault. */
export type Fault = v.InferOutput<typeof Fault>;

/** Kinds of the stable interface that are not emulated yet; ordering one answers 501. */
export const FAULT_KINDS_TO_COME = [
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

/** The faults in force, and how often each operation was called since they were ordered. */
export interface Faults {
  set(faults: readonly Fault[]): void;
  list(): readonly Fault[];
  /** The faults that hit this call of the operation; counts the call. */
  next(operation: string): readonly Fault[];
}

/** Starts without faults. */
export function createFaults(): Faults {
  let faults: readonly Fault[] = [];
  const called = new Map<string, number>();
  return {
    set(ordered) {
      faults = ordered;
      called.clear();
    },
    list: () => faults,
    next(operation) {
      if (faults.length === 0) {
        return [];
      }
      const nth = (called.get(operation) ?? 0) + 1;
      called.set(operation, nth);
      return faults.filter(
        ({ operation: name, calls }) =>
          (name === operation || name === '*') &&
          (calls === 'every' || (calls === 'first' ? nth === 1 : calls.includes(nth))),
      );
    },
  };
}

/** Waits as a `delay` fault orders. */
export function delay(fault: Fault): Promise<void> {
  const ms = fault.delayMs ?? 0;
  const chosen =
    typeof ms === 'number' ? ms : ms[0] + Math.floor(Math.random() * (ms[1] - ms[0] + 1));
  return new Promise((resume) => setTimeout(resume, chosen));
}
