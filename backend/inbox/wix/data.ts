import { items } from '@wix/data';
import { omitUndefined } from 'backend/inbox/omit-undefined';
import { readTextAt } from 'backend/inbox/input/read-path';
import type { WixCalls } from 'backend/inbox/wix/calls';
import type { Wix } from 'backend/inbox/wix/port';
import { callWix } from 'backend/inbox/wix/error';
import { insertOnce } from 'backend/inbox/wix/insert-once';
import type { RecentEvent } from 'public/inbox-shapes';

/** The collection of recent events. Its fields are listed in `INBOX_ERRORS.COLLECTION_MISSING`. */
const RECENT = 'InboxRecent';
/** Maximum number of items per bulk remove. */
const MAX_REMOVED = 1000;
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
 * Calls the site's collections through Wix's SDK, elevated, because only Admins have access and events have no
 * caller. The site's data hooks are skipped.
 *
 * `@wix/data` is the heaviest package of this backend: it adds about 25 ms to a cold start and 31 KB gzipped
 * (measured in one bundle with Wix's other packages). Wix has no import on demand.
 *
 * @see https://dev.wix.com/docs/sdk/backend-modules/data/items/insert
 * @see https://dev.wix.com/docs/sdk/backend-modules/data/items/query
 * @see https://dev.wix.com/docs/sdk/backend-modules/data/items/bulk-remove
 */
export const createWixData = ({ elevate }: WixCalls) =>
  ({
    async recordRecent(event) {
      const insert = elevate(items.insert);
      await insertOnce('recordRecent', () => insert(RECENT, { ...event }, { suppressHooks: true }));
    },

    async listRecent(limit) {
      const query = elevate(items.query);
      const { items: rows } = await callWix('listRecent', () =>
        query(RECENT)
          .descending('at')
          .limit(limit)
          .find({ suppressHooks: true, consistentRead: true }),
      );
      return rows.map(toRecentEvent).filter((event) => event !== undefined);
    },

    async findRecent(id) {
      const query = elevate(items.query);
      const { items: rows } = await callWix('findRecent', () =>
        query(RECENT).eq('_id', id).limit(1).find({ suppressHooks: true, consistentRead: true }),
      );
      return rows.map(toRecentEvent)[0];
    },

    async pruneRecent(kept) {
      const query = elevate(items.query);
      const remove = elevate(items.bulkRemove);
      const options = { suppressHooks: true } as const;
      await callWix('pruneRecent', async () => {
        const oldRows = query(RECENT).descending('at').skip(kept).limit(MAX_REMOVED);
        const { items: rows } = await oldRows.find({ ...options, consistentRead: true });
        const ids = rows.map(({ _id }) => _id);
        // Wix rejects an empty list of ids.
        if (ids.length > 0) await remove(RECENT, ids, { ...options });
      });
    },
  }) satisfies Pick<Wix, 'recordRecent' | 'listRecent' | 'findRecent' | 'pruneRecent'>;

/** Converts a row. Returns `undefined` for invalid rows. */
function toRecentEvent(row: unknown): RecentEvent | undefined {
  const _id = readTextAt(row, '_id');
  const at = readTextAt(row, 'at');
  const kind = KINDS.find((it) => it === readTextAt(row, 'kind'));
  if (_id === undefined || at === undefined || kind === undefined) return undefined;
  const conversationId = readTextAt(row, 'conversationId');
  const direction = DIRECTIONS.find((it) => it === readTextAt(row, 'direction'));
  return omitUndefined({ _id, kind, at, conversationId, direction });
}
