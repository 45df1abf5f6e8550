import { items } from '@wix/data';
import { readPath, readTextAt } from 'backend/inbox/input/read-path';
import { omitUndefined } from 'backend/inbox/omit-undefined';
import {
  MAX_KEY_ENTRIES,
  MAX_PRUNED,
  MAX_ROWS,
  MIN_ROW_MS,
  SEND_LOG_MS,
} from 'backend/inbox/send-log-entry';
import type { NewSendLogEntry, SendLogEntry, SendLogRows } from 'backend/inbox/send-log-entry';
import type { WixCalls } from 'backend/inbox/wix/calls';
import { callWix, malformed } from 'backend/inbox/wix/error';
import { insertOnce } from 'backend/inbox/wix/insert-once';

/** The collection of the send log. `setUpInbox` creates it. */
const SEND_LOG = 'InboxSendLog';
const MAX_OPEN_EVENTS = 50;
/** Number of rows that Wix deletes in one call. */
const MAX_REMOVED = 1_000;
/** More leases than a budget has. */
const MAX_LEASES = 100;
const STATES = ['open', 'done', 'none', 'unclear'] as const;
const KINDS = ['form', 'chat', 'business', 'event'] as const;
/** Reads that miss recent writes would send twice. The site's data hooks are skipped. */
const READ = { suppressHooks: true, consistentRead: true } as const;
const WRITE = { suppressHooks: true } as const;

/**
 * Stores the send log in a Wix Data collection, elevated: only Admins have access. A row has short field names, because
 * all rows count against the site's storage.
 *
 * @see https://dev.wix.com/docs/sdk/backend-modules/data/items/insert
 * @see https://dev.wix.com/docs/sdk/backend-modules/data/items/query
 * @see https://dev.wix.com/docs/sdk/backend-modules/data/items/update
 */
export const createWixSendLog = ({ elevate }: WixCalls) =>
  ({
    async listSendLog(sender, limit) {
      const query = elevate(items.query);
      const { items: rows } = await callWix('listSendLog', () =>
        query(SEND_LOG).eq('s', sender).descending('i').limit(limit).find(READ),
      );
      return rows.map(toEntry);
    },

    async findInSendLog(sender, key) {
      const query = elevate(items.query);
      const { items: rows } = await callWix('findInSendLog', () =>
        query(SEND_LOG)
          .eq('s', sender)
          .eq('k', key)
          .descending('i')
          .limit(MAX_KEY_ENTRIES)
          .find(READ),
      );
      return rows.map(toEntry);
    },

    async storeSentTo(entry, c) {
      const insert = elevate(items.insert);
      const row = { _id: sentToId(entry), c, x: expiry() };
      await insertOnce('storeSentTo', () => insert(SEND_LOG, row, WRITE));
    },

    async readSentTo(entry) {
      const query = elevate(items.query);
      const { items: rows } = await callWix('readSentTo', () =>
        query(SEND_LOG).eq('_id', sentToId(entry)).limit(1).find(READ),
      );
      return readTextAt(rows[0], 'c');
    },

    async isInSendLog(senders) {
      const query = elevate(items.query);
      const { items: rows } = await callWix('isInSendLog', () =>
        query(SEND_LOG)
          .hasSome('s', [...senders])
          .limit(1)
          .find(READ),
      );
      return rows.length > 0;
    },

    async appendToSendLog(entry) {
      const insert = elevate(items.insert);
      const row = await insertOnce('appendToSendLog', () =>
        insert(SEND_LOG, toRow(entry, Date.now()), WRITE),
      );
      return row === undefined ? undefined : toTime(row);
    },

    async updateSendLog(entry) {
      const update = elevate(items.update);
      await callWix('updateSendLog', () => update(SEND_LOG, toRow(entry, entry.createdAt), WRITE));
    },

    async listOpenEvents() {
      const query = elevate(items.query);
      const { items: rows } = await callWix('listOpenEvents', () =>
        query(SEND_LOG)
          .eq('t', 'event')
          .hasSome('st', ['open', 'none'])
          .isNotEmpty('e')
          .limit(MAX_OPEN_EVENTS)
          .find(READ),
      );
      return rows.map(toEntry);
    },

    async takeLease(window, index) {
      const insert = elevate(items.insert);
      const row = { _id: `b-${window}-${String(index)}`, s: `b-${window}`, i: index, x: expiry() };
      return insertOnce('takeLease', () => insert(SEND_LOG, row, WRITE)).then(Boolean);
    },

    async listLeases(window) {
      const query = elevate(items.query);
      const { items: rows } = await callWix('listLeases', () =>
        query(SEND_LOG).eq('s', `b-${window}`).limit(MAX_LEASES).find(READ),
      );
      return rows.map((row) => readPath(row, 'i')).filter((index) => typeof index === 'number');
    },

    /** Inserts a row, because only a created row shows Wix's time. */
    async readWixTime() {
      const insert = elevate(items.insert);
      return toTime(await callWix('readWixTime', () => insert(SEND_LOG, { x: expiry() }, WRITE)));
    },

    async pruneSendLog() {
      const query = elevate(items.query);
      const remove = elevate(items.bulkRemove);
      /** Deletes the oldest rows that expire before a time. */
      async function removeBefore(time: number, limit: number): Promise<void> {
        const oldest = query(SEND_LOG).lt('x', new Date(time)).ascending('x').limit(limit);
        const { items: rows } = await oldest.find(READ);
        const ids = rows.map(({ _id }) => _id);
        // Wix rejects an empty list of ids.
        if (ids.length > 0) await remove(SEND_LOG, ids, { ...WRITE });
      }

      await callWix('pruneSendLog', async () => {
        await removeBefore(Date.now(), MAX_PRUNED);
        const count = await query(SEND_LOG)
          .limit(1)
          .find({ ...READ, returnTotalCount: true });
        if ((count.totalCount ?? 0) <= MAX_ROWS) return;
        await removeBefore(Date.now() + SEND_LOG_MS - MIN_ROW_MS, MAX_REMOVED);
      });
    },
  }) satisfies SendLogRows;

function sentToId({ sender, index }: SendLogEntry): string {
  return `c-${sender}-${String(index)}`;
}

/** When a new row can be deleted. */
function expiry(): Date {
  return new Date(Date.now() + SEND_LOG_MS);
}

/** Converts an entry. `x` is when the row can be deleted. */
function toRow(entry: NewSendLogEntry, createdAt: number) {
  const { sender, index, conversationId, messageId } = entry;
  return omitUndefined({
    _id: `n-${sender}-${String(index).padStart(7, '0')}`,
    s: sender,
    i: index,
    k: entry.key,
    a: entry.attempt,
    t: entry.kind,
    f: entry.requested,
    h: entry.sent,
    o: entry.nonce,
    n: entry.notifies,
    st: entry.state,
    m: messageId,
    c: conversationId,
    e: entry.event,
    x: new Date(createdAt + SEND_LOG_MS),
  });
}

function toEntry(row: unknown): SendLogEntry {
  const [index, attempt] = [readPath(row, 'i'), readPath(row, 'a')];
  const state = STATES.find((it) => it === readPath(row, 'st'));
  const kind = KINDS.find((it) => it === readPath(row, 't'));
  const text = (name: string) => readTextAt(row, name) ?? '';
  if (typeof index !== 'number' || typeof attempt !== 'number' || !state || !kind) {
    // A row that cannot be read must not be taken for one that does not exist.
    throw malformed('listSendLog');
  }
  return {
    sender: text('s'),
    index,
    attempt,
    kind,
    state,
    key: text('k'),
    requested: text('f'),
    sent: text('h'),
    nonce: text('o'),
    notifies: readPath(row, 'n') === true,
    createdAt: toTime(row),
    ...omitUndefined({
      messageId: readTextAt(row, 'm'),
      conversationId: readTextAt(row, 'c'),
      event: readTextAt(row, 'e'),
    }),
  };
}

function toTime(row: unknown): number {
  const created = readPath(row, '_createdDate');
  const time = created instanceof Date ? created.getTime() : NaN;
  if (Number.isNaN(time)) throw malformed('appendToSendLog');
  return time;
}
