// Injects faults for tests: delays, error statuses, lost connections, late executions, stale reads and changed data.
import * as v from 'valibot';
import { findNearest } from '../../http/edit-distance.ts';
import type { CallEffects } from './context.ts';

/** The longest delay of a fault, in milliseconds. Replaced documents of Wix Data are kept as long. */
export const MAX_DELAY_MS = 60_000;
const Milliseconds = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_DELAY_MS));

/**
 * An injected fault. `operation` is a name of the request log (`MessagesService.SendMessage`), all operations of a
 * service (`DataItemService.*`), or `*` for all.
 */
export const Fault = v.strictObject({
  operation: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  calls: v.union([
    v.picklist(['first', 'every']),
    v.array(v.pipe(v.number(), v.integer(), v.minValue(1))),
  ]),
  kind: v.picklist([
    'delay',
    'pause',
    'status',
    'executed-504',
    'execute-late',
    'drop-before',
    'drop-after',
    'malformed',
    'merge',
    'content-rewritten',
    'list-stale',
    'data-stale-read',
  ]),
  /** For `status`: the HTTP status of the response; the operation does not run. */
  status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599))),
  /** For `status`: `none` sends no body; by default the body is `{}`. */
  body: v.optional(v.literal('none')),
  /**
   * For `delay` and `pause`: milliseconds before the operation runs, or `[minimum, maximum]` for a random time. For
   * `execute-late`: milliseconds until it runs. For the stale kinds: the age from which a write is visible.
   */
  delayMs: v.optional(v.union([Milliseconds, v.tuple([Milliseconds, Milliseconds])])),
});
/** Type of {@link Fault}. */
export type Fault = v.InferOutput<typeof Fault>;

const SEND_MESSAGE = ['MessagesService.SendMessage'];
/** The operations of the kinds that have an effect on some operations only. */
const OPERATIONS_OF_KIND: Partial<Readonly<Record<Fault['kind'], readonly string[]>>> = {
  merge: SEND_MESSAGE,
  'content-rewritten': SEND_MESSAGE,
  'list-stale': ['MessagesService.ListMessages'],
  'data-stale-read': [
    'DataItemService.QueryDataItems',
    'DataItemService.CountDataItems',
    'DataItemService.GetDataItem',
  ],
};
const FIXED_DELAY_KINDS: readonly Fault['kind'][] = [
  'execute-late',
  'list-stale',
  'data-stale-read',
];

/** A problem of a fault: the field and what is wrong with it. */
export interface FaultProblem {
  readonly field: 'operation' | 'kind' | 'body' | 'delayMs';
  readonly message: string;
}

/**
 * Returns what is wrong with a fault, or undefined. A fault that could never apply is wrong: a test with it would pass
 * without a fault.
 */
export function findFaultProblem(
  { operation, kind, body, delayMs }: Fault,
  operations: readonly string[],
): FaultProblem | undefined {
  const matching = operations.filter((name) => matches(operation, name));
  if (matching.length === 0) {
    const nearest = findNearest(operation, operations);
    const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
    const message = `unknown operation${hint || '; GET /_emulator/coverage lists them'}`;
    return { field: 'operation', message };
  }
  const allowed = OPERATIONS_OF_KIND[kind];
  if (allowed && !matching.some((name) => allowed.includes(name))) {
    const message = `"${kind}" has no effect on ${operation}; it applies to ${allowed.join(', ')}`;
    return { field: 'kind', message };
  }
  if (body !== undefined && kind !== 'status') {
    return { field: 'body', message: 'is allowed for "status" only' };
  }
  if (FIXED_DELAY_KINDS.includes(kind) && typeof delayMs !== 'number') {
    return { field: 'delayMs', message: `"${kind}" needs a number of milliseconds` };
  }
  return kind === 'pause' && delayMs === undefined
    ? { field: 'delayMs', message: '"pause" needs milliseconds' }
    : undefined;
}

/** Returns whether the `operation` of a fault is about an operation. */
function matches(pattern: string, operation: string): boolean {
  return (
    pattern === '*' ||
    pattern === operation ||
    (pattern.endsWith('.*') && operation.startsWith(pattern.slice(0, -1)))
  );
}

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
        ({ operation: pattern, calls, kind }) =>
          matches(pattern, operation) &&
          (OPERATIONS_OF_KIND[kind]?.includes(operation) ?? true) &&
          (calls === 'every' || (calls === 'first' ? nth === 1 : calls.includes(nth))),
      );
    },
  };
}

/** Waits for the time of a `delay` fault. */
export function waitForDelay(fault: Fault): Promise<void> {
  return new Promise((resume) => {
    setTimeout(resume, readDelay(fault));
  });
}

/** Returns the milliseconds of a fault, chosen at random if it has a range. */
export function readDelay({ delayMs: ms = 0 }: Fault): number {
  return typeof ms === 'number' ? ms : ms[0] + Math.floor(Math.random() * (ms[1] - ms[0] + 1));
}

/** Returns what faults change in the execution of a call. */
export function toEffects(injected: readonly Fault[]): CallEffects {
  const stale = injected.find(({ kind }) => kind === 'list-stale' || kind === 'data-stale-read');
  return {
    ...(stale ? { staleMs: readDelay(stale) } : {}),
    isContentRewritten: injected.some(({ kind }) => kind === 'content-rewritten'),
  };
}
