import { items } from '@wix/data';
import { auth } from '@wix/essentials';
import { omitUndefined } from 'backend/inbox/omit-undefined';
import { InboxError } from 'backend/inbox/error';
import { readTextAt } from 'backend/inbox/input/read-path';
import type { Wix } from 'backend/inbox/wix/port';
import { callWix } from 'backend/inbox/wix/error';
import type { RecentEvent } from 'public/inbox-shapes';

/** The collection of what happened; see `COLLECTION_MISSING` for its fields. */
const RECENT = 'InboxRecent';
/** Items that Wix removes at once, at most. */
const MAX_REMOVED = 1000;
/** Wix's code for an `_id` that is taken. */
const ITEM_EXISTS = 'WDE0074';
const KINDS: readonly RecentEvent['kind'][] = [
  'message',
  'form',
  'like',
  'contact',
  'button',
  'merged',
];
const DIRECTIONS = ['PARTICIPANT_TO_BUSINESS', 'BUSINESS_TO_PARTICIPANT'] as const;

/**
 * The site's collections, over Wix's SDK, elevated: only the site's admins may read them, and an event
 * is nobody's. Data hooks of the site are not run: they are for the site's own rows.
 *
 * The package is this backend's heaviest: in one bundle with Wix's others it adds some 25 ms to a cold
 * start and 31 KB gzipped (measured), and Wix has no import on demand.
 *
 * @see https://dev.wix.com/docs/sdk/backend-modules/data/items/insert
 * @see https://dev.wix.com/docs/sdk/backend-modules/data/items/query
 * @see https://dev.wix.com/docs/sdk/backend-modules/data/items/bulk-remove
 */
export const wixData = {
  async recordRecent(event) {
    const insert = auth.elevate(items.insert);
    try {
      await callWix('recordRecent', () => insert(RECENT, { ...event }, { suppressHooks: true }));
    } catch (error) {
      if (!(error instanceof InboxError) || error.wixFailure?.wixCode !== ITEM_EXISTS) throw error;
    }
  },

  async listRecent(limit) {
    const query = auth.elevate(items.query);
    const { items: rows } = await callWix('listRecent', () =>
      query(RECENT)
        .descending('at')
        .limit(limit)
        .find({ suppressHooks: true, consistentRead: true }),
    );
    return rows.map(toRecentEvent).filter((event) => event !== undefined);
  },

  async pruneRecent(kept) {
    const query = auth.elevate(items.query);
    const remove = auth.elevate(items.bulkRemove);
    const options = { suppressHooks: true } as const;
    await callWix('pruneRecent', async () => {
      const older = query(RECENT).descending('at').skip(kept).limit(MAX_REMOVED);
      const { items: rows } = await older.find({ ...options, consistentRead: true });
      const ids = rows.map(({ _id }) => _id);
      // Wix refuses an empty list.
      if (ids.length > 0) await remove(RECENT, ids, { ...options });
    });
  },
} satisfies Pick<Wix, 'recordRecent' | 'listRecent' | 'pruneRecent'>;

/** A row as it was kept; what else an admin wrote into the collection is nothing that happened. */
function toRecentEvent(row: unknown): RecentEvent | undefined {
  const _id = readTextAt(row, '_id');
  const at = readTextAt(row, 'at');
  const kind = KINDS.find((it) => it === readTextAt(row, 'kind'));
  if (_id === undefined || at === undefined || kind === undefined) return undefined;
  const conversationId = readTextAt(row, 'conversationId');
  const direction = DIRECTIONS.find((it) => it === readTextAt(row, 'direction'));
  return omitUndefined({ _id, kind, at, conversationId, direction });
}
