import { InboxError } from 'backend/inbox/error';

/** After how many seconds it makes sense to ask again, when Wix was slow or away. */
export const RETRY_AFTER_SECONDS = 5;

/**
 * A port whose every call is waited for no longer than `ms`.
 *
 * @see inTime
 */
export function limited<Port extends object>(port: Port, ms: number): Port {
  return new Proxy(port, {
    get(target, operation) {
      const call: unknown = Reflect.get(target, operation);
      if (typeof call !== 'function') return call;
      return (...args: readonly unknown[]) => {
        const work: unknown = Reflect.apply(call, target, args);
        return inTime(String(operation), ms, Promise.resolve(work));
      };
    },
  });
}

/**
 * Waits for a call to Wix, but no longer than `ms`.
 *
 * Wix's SDK can neither time out nor be stopped: a call that was given up may still be executed.
 *
 * @throws {InboxError} TRY_LATER with `fault.cause` TIME_LIMIT.
 */
export async function inTime<Result>(
  operation: string,
  ms: number,
  work: Promise<Result>,
): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const fault = { operation, cause: 'TIME_LIMIT', nothingDone: false };
      reject(new InboxError('TRY_LATER', { retryAfter: RETRY_AFTER_SECONDS, wixFailure: fault }));
    }, ms);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
