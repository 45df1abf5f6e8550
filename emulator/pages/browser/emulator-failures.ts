// Reports failures of the emulator's own requests on a page. The session bar shows them: they are not errors of the
// page's code.

const listeners = new Set<(message: string) => void>();

/** Calls the listener with the message of each failure; with `''` when the request that failed works again. */
export function onEmulatorFailure(listener: (message: string) => void): void {
  listeners.add(listener);
}

/**
 * Wraps an action of the emulator so that it never rejects: a rejection would be shown as an error of the page.
 * @param what the start of the message, such as `The events are not up to date`
 */
export function withFailureReport(what: string, action: () => Promise<void>): () => Promise<void> {
  let hasFailed = false;
  const report = (message: string): void => {
    hasFailed = message !== '';
    for (const listener of listeners) listener(message);
  };
  return async () => {
    try {
      await action();
      if (hasFailed) report('');
    } catch (error) {
      report(`${what}: ${toReason(error)}`);
    }
  };
}

/** Describes an error of a request to the emulator. `fetch` throws a TypeError if no response arrives. */
export function toReason(error: unknown): string {
  if (error instanceof TypeError) return 'the emulator is not responding.';
  return error instanceof Error ? error.message : String(error);
}
