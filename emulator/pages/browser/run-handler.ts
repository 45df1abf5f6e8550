// Runs the handlers of page code. As on Wix, the page continues when a handler fails.

/** Runs a handler. Its errors and rejections are reported as page errors. */
export function runHandler(handler: unknown, ...args: readonly unknown[]): void {
  if (typeof handler !== 'function') return;
  try {
    const result: unknown = Reflect.apply(handler, undefined, args);
    if (result instanceof Promise) result.catch(reportError);
  } catch (error) {
    reportError(error);
  }
}
