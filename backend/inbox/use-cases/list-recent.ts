import type { InboxContext } from 'backend/inbox/context';
import { readRecentOptions } from 'backend/inbox/input/read-options';
import type { RecentEvent } from 'public/inbox-shapes';

const DEFAULT_LIMIT = 20;

/**
 * Lists the recent events of the site, newest first, for the business.
 *
 * @throws {InboxError} INVALID_INPUT, COLLECTION_MISSING, TRY_LATER.
 */
export async function listRecent(
  { wix }: Pick<InboxContext, 'wix'>,
  options?: unknown,
): Promise<{ readonly recent: readonly RecentEvent[] }> {
  const { limit = DEFAULT_LIMIT } = readRecentOptions(options);
  const recent = await wix.listRecent(limit);
  return { recent: recent.filter((event, index) => !isSameMerge(event, recent[index - 1])) };
}

/** Returns whether two events are of one merge of several conversations, which is listed once. */
function isSameMerge(event: RecentEvent, previous: RecentEvent | undefined): boolean {
  return (
    event.kind === 'merged' &&
    previous?.kind === 'merged' &&
    event.at === previous.at &&
    event.conversationId === previous.conversationId
  );
}
