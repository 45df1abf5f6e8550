// Emulates the timers of page code on the server. They stop with the run of the page, and their errors are errors of the page.

/** Type of `setTimeout` and `setInterval`. */
export type Timer = (
  run: (...args: unknown[]) => void,
  ms?: number,
  ...args: unknown[]
) => NodeJS.Timeout;

/** Creates timers that can be stopped together. An error of a timer is reported: uncaught, it would end the process. */
export function createTimers(onError: (error: unknown) => void) {
  const active = new Set<NodeJS.Timeout>();
  const track = (timer: NodeJS.Timeout): NodeJS.Timeout => {
    active.add(timer);
    return timer;
  };
  const catching = (run: (...args: unknown[]) => unknown, args: unknown[]) => (): void => {
    void (async () => run(...args))().catch(onError);
  };
  const globals: { readonly setTimeout: Timer; readonly setInterval: Timer } = {
    setTimeout: (run, ms, ...args) => track(setTimeout(catching(run, args), ms)),
    setInterval: (run, ms, ...args) => track(setInterval(catching(run, args), ms)),
  };
  return {
    globals,
    stop() {
      for (const timer of active) clearTimeout(timer);
    },
  };
}
