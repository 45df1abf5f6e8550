import { InboxError } from 'backend/inbox/inbox-error';

/** After how many seconds it makes sense to ask again, when Wix was slow or away. */
export const RETRY_AFTER_SECONDS = 5;

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
      reject(new InboxError('TRY_LATER', { retryAfter: RETRY_AFTER_SECONDS, fault }));
    }, ms);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
