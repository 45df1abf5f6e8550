// Creates the clock of the emulated Wix: the system time plus an offset that tests set.
import { clearTimeout, setTimeout } from 'node:timers';

/** A clock that can be set and advanced. */
export interface Clock {
  now(): Date;
  /** How far the clock is ahead of the system time, in milliseconds; negative if it is behind. */
  offset(): number;
  /** Moves the clock forward by milliseconds. Ends the waits that are due then. */
  advance(ms: number): void;
  /** Sets the clock to a time, from which it runs on. Ends the waits that are due then; the others wait until they are. */
  set(time: Date): void;
  /**
   * Waits until the clock shows a time that is `ms` later: by the passing of time, or because it was advanced.
   * Resolves to `cancelled` if the clock is reset or `signal` is aborted before.
   */
  wait(ms: number, signal?: AbortSignal): Promise<'due' | 'cancelled'>;
  /** Cancels all waits. */
  cancelWaits(): void;
  /** Returns to the system time and cancels all waits. */
  reset(): void;
}

/** A wait for a time of the clock. */
interface Wait {
  readonly dueAt: number;
  /** Starts the timer again, after the clock was set. */
  schedule(): void;
  end(outcome: 'due' | 'cancelled'): void;
}

/** The longest delay of a timer of Node, in milliseconds. A longer one would end at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Creates a clock that shows the system time. */
export function createClock(): Clock {
  let offset = 0;
  const waits = new Set<Wait>();
  const time = (): number => Date.now() + offset;

  function moveTo(newOffset: number): void {
    offset = newOffset;
    const inOrder = [...waits].sort((a, b) => a.dueAt - b.dueAt);
    for (const wait of inOrder) {
      if (wait.dueAt <= time()) wait.end('due');
      else wait.schedule();
    }
  }

  function cancelWaits(): void {
    waits.forEach((wait) => wait.end('cancelled'));
  }

  return {
    now: () => new Date(time()),
    offset: () => offset,
    advance: (ms) => moveTo(offset + ms),
    set: (to) => moveTo(to.getTime() - Date.now()),
    wait(ms, signal) {
      return new Promise((resolve) => {
        let timer: NodeJS.Timeout | undefined;
        const wait: Wait = {
          dueAt: time() + ms,
          schedule() {
            clearTimeout(timer);
            const delay = Math.min(wait.dueAt - time(), MAX_TIMER_MS);
            timer = setTimeout(
              () => (wait.dueAt <= time() ? wait.end('due') : wait.schedule()),
              delay,
            );
          },
          end(outcome) {
            clearTimeout(timer);
            waits.delete(wait);
            signal?.removeEventListener('abort', cancel);
            resolve(outcome);
          },
        };
        const cancel = (): void => wait.end('cancelled');
        signal?.addEventListener('abort', cancel);
        waits.add(wait);
        wait.schedule();
      });
    },
    cancelWaits,
    reset() {
      offset = 0;
      cancelWaits();
    },
  };
}
