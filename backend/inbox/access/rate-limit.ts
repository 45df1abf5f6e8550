import { InboxError } from 'backend/inbox/error';
import type { InboxContext } from 'backend/inbox/context';

/**
 * Readings of one person in a minute. A page is told of changes once a second at most, and then reads: two
 * pages of one person never come to it. In each of Wix's containers for itself.
 */
const MAX_READINGS = 120;
const MINUTE_MS = 60 * 1000;

/**
 * Counts a reading of somebody, and refuses it where there were too many, before Inbox is asked.
 *
 * @throws {InboxError} BUSY, with the seconds until the minute is over.
 */
export function countRead({ readings, now }: InboxContext, subject: string): void {
  const known = readings.get(subject);
  const age = known ? now() - known.since : MINUTE_MS;
  if (!known || age < 0 || age >= MINUTE_MS) {
    readings.set(subject, { since: now(), count: 1 });
  } else if (known.count >= MAX_READINGS) {
    throw new InboxError('BUSY', { retryAfter: Math.ceil((MINUTE_MS - age) / 1000) });
  } else {
    readings.set(subject, { since: known.since, count: known.count + 1 });
  }
}
