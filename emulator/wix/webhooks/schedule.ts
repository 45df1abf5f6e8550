// Defines when Wix gives up waiting for a webhook's response, and when it sends the webhook again.

/**
 * The time that a webhook has to answer with status 200, in milliseconds.
 * @see https://dev.wix.com/docs/rest/articles/getting-started/webhook-resend-policy
 */
export const ANSWER_LIMIT_MS = 1250;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The time from each failure to the next attempt, in milliseconds: twelve further attempts, over some 48 hours. */
const RESEND_DELAYS_MS = [
  MINUTE_MS,
  10 * MINUTE_MS,
  ...[1, 2, 2, 2, 4, 4, 4, 8, 8, 12].map((hours) => hours * HOUR_MS),
];

/**
 * Returns the time from a failure to the next attempt, in milliseconds; undefined after the last attempt.
 * @param failures how many attempts have failed, at least 1
 * @see https://dev.wix.com/docs/rest/articles/getting-started/webhook-resend-policy
 */
export function delayAfterFailure(failures: number): number | undefined {
  return RESEND_DELAYS_MS[failures - 1];
}
