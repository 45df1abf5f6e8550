// Counts the open requests, to wait for those that the site's code started and did not await.

/** The longest that `idle` waits, in milliseconds. */
const IDLE_MS = 500;
/** How many turns of the event loop without an open request count as idle. */
const IDLE_TURNS = 5;

/** The open requests. */
export interface OpenRequests {
  /** Runs the work of a request. */
  track<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves once no request has been open for a few turns of the event loop, and after 500 ms in any case. */
  idle(): Promise<void>;
}

/** Creates the counter. */
export function createOpenRequests(): OpenRequests {
  let open = 0;
  return {
    async track(work) {
      open += 1;
      try {
        return await work();
      } finally {
        open -= 1;
      }
    },
    async idle() {
      const deadline = performance.now() + IDLE_MS;
      for (let idleTurns = 0; idleTurns < IDLE_TURNS && performance.now() < deadline;) {
        await new Promise((resolve) => {
          setImmediate(resolve);
        });
        idleTurns = open === 0 ? idleTurns + 1 : 0;
      }
    },
  };
}
