// Creates the clock of the emulated Wix: the system time plus an offset that tests set.

/** A clock that can be advanced. */
export interface Clock {
  now(): Date;
  /** Moves the clock forward by milliseconds. */
  advance(ms: number): void;
  /** Returns to the system time. */
  reset(): void;
}

/** Creates a clock that shows the system time. */
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
