import { createBoundedMap } from 'backend/inbox/bounded-map';
import { InboxError } from 'backend/inbox/error';

/** Limits how often a caller reads. */
export interface ReadRate {
  /**
   * Counts a read, before Inbox is called.
   *
   * @throws {InboxError} BUSY above 120 reads in a minute, with the seconds until the minute ends.
   */
  count(callerKey: string): void;
}

/**
 * Reads of one caller per minute, counted per container. Each open page reads at most about once per second, so
 * the limit allows for two busy pages.
 */
const MAX_READS = 120;
const MINUTE_MS = 60 * 1000;
const MAX_CALLERS = 10_000;

/** Creates a rate limit of 120 reads per caller and minute, for up to 10,000 callers. */
export function createReadRate(now: () => number): ReadRate {
  const minutes = createBoundedMap<{ readonly since: number; readonly count: number }>(MAX_CALLERS);
  return {
    count(callerKey) {
      const minute = minutes.get(callerKey);
      const age = minute ? now() - minute.since : MINUTE_MS;
      if (!minute || age < 0 || age >= MINUTE_MS) {
        minutes.set(callerKey, { since: now(), count: 1 });
      } else if (minute.count >= MAX_READS) {
        throw new InboxError('BUSY', { retryAfter: Math.ceil((MINUTE_MS - age) / 1000) });
      } else {
        minutes.set(callerKey, { since: minute.since, count: minute.count + 1 });
      }
    },
  };
}
