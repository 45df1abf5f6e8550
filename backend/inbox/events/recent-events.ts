import { omitUndefined } from 'backend/inbox/omit-undefined';
import { fingerprint } from 'backend/inbox/access/fingerprint';
import { isCode } from 'backend/inbox/error';
import { logOnce } from 'backend/inbox/log';
import { readRecentOptions } from 'backend/inbox/input/read-options';
import type { InboxContext } from 'backend/inbox/context';
import { INBOX_ERRORS } from 'public/inbox-errors';
import type { RecentEvent } from 'public/inbox-shapes';

/** What happened, as an event tells it. */
export interface RecentEventInput extends Pick<RecentEvent, 'kind' | 'direction'> {
  /** Names the fact apart from all others of its kind: told twice, it is kept once. */
  readonly dedupeKey: string;
  /** ISO 8601; now where the event does not say. */
  readonly at?: string | undefined;
  readonly conversationId?: string | undefined;
}

/** Rows that the collection keeps. All collections of a site share Wix's quota, so that one must not grow for ever. */
const KEPT = 1000;
/** About one fact in 36 has such a fingerprint, in whatever container it is told: then older rows are forgotten. */
const FORGETS = /0$/;

/**
 * Keeps what happened for the owner: kind, time and conversation, no text. Of the rows, the newest 1000
 * stay, and some dozens more for a while; the owner may empty the collection at any time.
 *
 * It never fails an event: what could not be kept is logged once by each container.
 */
export async function recordRecentEvent(
  context: InboxContext,
  { dedupeKey: fact, at, ...seen }: RecentEventInput,
): Promise<void> {
  const { wix, now } = context;
  try {
    const event = omitUndefined({
      ...seen,
      _id: `${seen.kind}-${fingerprint(fact)}`,
      at: at ?? new Date(now()).toISOString(),
    });
    await wix.recordRecent(event);
    if (FORGETS.test(event._id)) await wix.pruneRecent(KEPT);
  } catch (error) {
    const isMissing = isCode(error, 'COLLECTION_MISSING');
    const hint = isMissing ? `: ${INBOX_ERRORS.COLLECTION_MISSING}` : '';
    logOnce(context, `keep what happened${hint}`, error);
  }
}

/**
 * Lists what Inbox's events and the others told of, newest first, for the business.
 *
 * @throws {InboxError} INVALID_INPUT, COLLECTION_MISSING, TRY_LATER.
 */
export async function listRecent(
  { wix }: InboxContext,
  options: unknown,
): Promise<{ readonly recent: readonly RecentEvent[] }> {
  const { limit = 20 } = readRecentOptions(options);
  return { recent: await wix.listRecent(limit) };
}
