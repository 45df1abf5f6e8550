// Creates the timers of a page's run on the server, which end with the run. Ignores `setImmediate`, which pages do not have.

/** `setTimeout` or `setInterval`. */
export type Timer = (
  run: (...args: unknown[]) => void,
  ms?: number,
  ...args: unknown[]
) => NodeJS.Timeout;

/** Creates timers, and a function that stops all of them. */
export function createTimers(): {
  readonly globals: { readonly setTimeout: Timer; readonly setInterval: Timer };
  stop(): void;
} {
  const active = new Set<NodeJS.Timeout>();
  const track = (timer: NodeJS.Timeout): NodeJS.Timeout => {
    active.add(timer);
    return timer;
  };
  const globals: { readonly setTimeout: Timer; readonly setInterval: Timer } = {
    setTimeout: (run, ms, ...args) => track(setTimeout(() => run(...args), ms)),
    setInterval: (run, ms, ...args) => track(setInterval(() => run(...args), ms)),
  };
  return {
    globals,
    stop() {
      for (const timer of active) clearTimeout(timer);
    },
  };
}
