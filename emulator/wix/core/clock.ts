// Creates the clock of the emulated Wix: the system time plus an offset that tests set.
import { clearTimeout, setTimeout } from 'node:timers';

/** A clock that can be advanced. */
export interface Clock {
  now(): Date;
  /** Moves the clock forward by milliseconds. Ends the waits that are due then. */
  advance(ms: number): void;
  /**
   * Waits until the clock shows a time that is `ms` later: by the passing of time, or because it was advanced.
   * Resolves to `cancelled` if the clock is reset or `signal` is aborted before.
   */
  wait(ms: number, signal?: AbortSignal): Promise<'due' | 'cancelled'>;
  /** Returns to the system time and cancels all waits. */
  reset(): void;
}

/** Creates a clock that shows the system time. */
export function createClock(): Clock {
  let offset = 0;
  const waits = new Set<{ readonly dueAt: number; end(outcome: 'due' | 'cancelled'): void }>();
  return {
    now: () => new Date(Date.now() + offset),
    advance(ms) {
      offset += ms;
      const time = Date.now() + offset;
      const due = [...waits].filter(({ dueAt }) => dueAt <= time);
      for (const wait of due.sort((a, b) => a.dueAt - b.dueAt)) {
        wait.end('due');
      }
    },
    wait(ms, signal) {
      return new Promise((resolve) => {
        const timer = setTimeout(() => wait.end('due'), ms);
        const wait = {
          dueAt: Date.now() + offset + ms,
          end(outcome: 'due' | 'cancelled') {
            clearTimeout(timer);
            waits.delete(wait);
            signal?.removeEventListener('abort', cancel);
            resolve(outcome);
          },
        };
        const cancel = (): void => wait.end('cancelled');
        signal?.addEventListener('abort', cancel);
        waits.add(wait);
      });
    },
    reset() {
      offset = 0;
      waits.forEach((wait) => wait.end('cancelled'));
    },
  };
}
