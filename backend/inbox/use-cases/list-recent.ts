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
  return { recent: await wix.listRecent(limit) };
}
