// Wix's clock: the machine's, moved forward by what a test asked for. Leaves out standing still.

/** A clock that can be moved. */
export interface Clock {
  now(): Date;
  /** Moves the clock forward by milliseconds. */
  advance(ms: number): void;
  /** Back to the machine's time. */
  reset(): void;
}

/** Starts at the machine's time. */
export function createClock(): Clock {
  let offset = 0;
  return {
    now: () => new Date(Date.now() + offset),
    advance(ms) {
      offset += ms;
    },
    reset() {
      offset = 0;
    },
  };
}
