import { fingerprint } from 'backend/inbox/access/fingerprint';
import type { InboxContext } from 'backend/inbox/context';
import { isCode } from 'backend/inbox/error';
import { omitUndefined } from 'backend/inbox/omit-undefined';
import { INBOX_ERRORS } from 'public/inbox-errors';
import type { RecentEvent } from 'public/inbox-shapes';

/** An event to record. */
export interface RecentEventInput extends Pick<RecentEvent, 'kind' | 'direction'> {
  /** Unique per kind. An event that is delivered twice is recorded once. */
  readonly dedupeKey: string;
  /** ISO 8601; the present time if the event has none. */
  readonly at?: string | undefined;
  readonly conversationId?: string | undefined;
}

/** Maximum number of rows. Older rows are deleted, because Wix limits the storage of a site. */
const MAX_ROWS = 1000;
/** Matches about every 36th id, the same in every container. Recording such an event also deletes old rows. */
const PRUNES = /0$/;

/** Returns the id of a recent event. */
export function toRecentId(kind: RecentEvent['kind'], dedupeKey: string): string {
  return `${kind}-${fingerprint(dedupeKey)}`;
}

/**
 * Records an event for `listRecent`: kind, time and conversation, no text. Keeps about the newest 1,000 rows. The
 * site owner can empty the collection at any time.
 *
 * Never rejects: failures are logged once per container and do not affect the event.
 */
export async function recordRecent(
  { wix, now, logOnce }: Pick<InboxContext, 'wix' | 'now' | 'logOnce'>,
  { dedupeKey, at, ...event }: RecentEventInput,
): Promise<void> {
  try {
    const row = omitUndefined({
      ...event,
      _id: toRecentId(event.kind, dedupeKey),
      at: at ?? new Date(now()).toISOString(),
    });
    await wix.recordRecent(row);
    if (PRUNES.test(row._id)) await wix.pruneRecent(MAX_ROWS);
  } catch (error) {
    const isMissing = isCode(error, 'COLLECTION_MISSING');
    const hint = isMissing ? `: ${INBOX_ERRORS.COLLECTION_MISSING}` : '';
    logOnce(`Failed to record an event for listRecent${hint}`, error);
  }
}
