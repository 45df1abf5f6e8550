import type { Answer, AnswerError } from 'public/inbox-shapes';

/** Options of `readWithRetries`. */
export interface RetryOptions {
  readonly wait: (seconds: number) => Promise<void>;
  /** Called before the wait until the next try. */
  readonly onRetry?: (error: AnswerError) => void;
  /** Returns whether the result is still needed. Default: always. */
  readonly isNeeded?: () => boolean;
}

/** Number of tries of one read. */
const MAX_TRIES = 10;
/** Longest `retryAfter` that a page waits for, in seconds. */
const MAX_RETRY_AFTER = 120;
/** Largest random addition to a wait, in seconds, so that the pages of one person do not read at the same time. */
const JITTER_SECONDS = 2;

/**
 * Calls a web method that reads. While it returns BUSY or TRY_LATER with `retryAfter`, waits that long and calls it
 * again.
 *
 * Returns `undefined` if the call fails, for example if the user is offline. Never rejects.
 */
export async function readWithRetries<Result extends object>(
  read: () => Promise<Answer<Result>>,
  { wait, onRetry = () => {}, isNeeded = () => true }: RetryOptions,
): Promise<Answer<Result> | undefined> {
  for (let tries = 1; ; tries += 1) {
    const answer = await read().catch(() => undefined);
    if (!answer || answer.ok || tries === MAX_TRIES) return answer;
    const { code, retryAfter } = answer.error;
    const isTemporary = code === 'BUSY' || code === 'TRY_LATER';
    if (!isTemporary || retryAfter === undefined || retryAfter > MAX_RETRY_AFTER) return answer;
    onRetry(answer.error);
    await wait(retryAfter + JITTER_SECONDS * Math.random());
    if (!isNeeded()) return undefined;
  }
}
