// How the page runtime runs what page code gave it. Stands for Wix's viewer, which goes on when a handler fails.

/** Runs page code; what it throws, at once or later, is reported as the page's error. */
export function runHandler(handler: unknown, ...args: readonly unknown[]): void {
  if (typeof handler !== 'function') return;
  try {
    const answer: unknown = Reflect.apply(handler, undefined, args);
    if (answer instanceof Promise) answer.catch(reportError);
  } catch (error) {
    reportError(error);
  }
}
