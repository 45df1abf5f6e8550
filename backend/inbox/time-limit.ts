import { InboxError } from 'backend/inbox/error';

/** `retryAfter` for slow or unavailable Wix APIs, in seconds. */
export const RETRY_AFTER_SECONDS = 5;

/**
 * Wraps an object so that each method call fails with TRY_LATER after `ms` milliseconds.
 *
 * @see withTimeLimit
 */
export function limitCalls<Port extends object>(port: Port, ms: number): Port {
  return new Proxy(port, {
    get(target, operation) {
      const call: unknown = Reflect.get(target, operation);
      if (typeof call !== 'function') return call;
      return (...args: readonly unknown[]) => {
        const result: unknown = Reflect.apply(call, target, args);
        return withTimeLimit(String(operation), ms, Promise.resolve(result));
      };
    },
  });
}

/**
 * Waits for a result, but no longer than `ms` milliseconds.
 *
 * The Wix SDK has no time limit and cannot be aborted: Wix may still execute the call.
 *
 * @throws {InboxError} TRY_LATER with the cause TIME_LIMIT.
 */
export async function withTimeLimit<Result>(
  operation: string,
  ms: number,
  result: Promise<Result>,
): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const wixFailure = { operation, cause: 'TIME_LIMIT', nothingDone: false };
      reject(new InboxError('TRY_LATER', { retryAfter: RETRY_AFTER_SECONDS, wixFailure }));
    }, ms);
  });
  try {
    return await Promise.race([result, limit]);
  } finally {
    clearTimeout(timer);
  }
}
