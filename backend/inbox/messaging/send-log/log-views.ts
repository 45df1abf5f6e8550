import { createBoundedMap } from 'backend/inbox/bounded-map';
import { InboxError } from 'backend/inbox/error';
import type { NewSendLogEntry, SendLogEntry, SendLogRows } from 'backend/inbox/send-log-entry';

/** The newest entries of a sender's log, oldest first. */
export type View = readonly SendLogEntry[];

/**
 * Reads and appends to the logs of senders. What it remembers is a cache: an append to an outdated view fails, in any
 * container.
 */
export interface LogViews {
  /** Returns a sender's view: remembered for ten minutes, or read again with `fresh`. */
  read(sender: string, options?: { readonly fresh: boolean }): Promise<View>;
  /** Returns whether the remembered view of a sender has an entry. */
  hasEntry(sender: string): boolean;
  /** Returns the entries of a key, oldest first, from a view or, if they can be older than it, from the log. */
  readKey(view: View, sender: string, key: string): Promise<View>;
  /**
   * Appends an entry after the view. Returns `undefined` if another call has appended meanwhile, or if it is unknown
   * whether this call has: a fresh view shows it.
   */
  append(entry: NewSendLogEntry): Promise<SendLogEntry | undefined>;
  /** Records a new state of an entry. */
  update(entry: SendLogEntry): Promise<void>;
  /** Stores the conversation that the message of an open entry was sent to. */
  storeSentTo(entry: SendLogEntry, conversationId: string): Promise<void>;
  /** Returns the conversation that the message of an open entry was sent to, if it was stored. */
  readSentTo(entry: SendLogEntry): Promise<string | undefined>;
  /**
   * Returns the age of an entry by Wix's clock, in ms. The entry is at least this old: a wrong clock of this container
   * makes it look younger, never older.
   */
  ageOf(entry: SendLogEntry): Promise<number>;
  /** Returns whether an entry is younger than `ms`, as far as this container's clock knows. */
  isYounger(entry: SendLogEntry, ms: number): boolean;
}

/** Number of entries in a view. More than any limit counts. */
export const VIEW_ENTRIES = 100;
/** A view is read again after this time, in ms. */
const VIEW_MS = 10 * 60 * 1000;
/** A view is read again if its newest entry is older than this, in ms: rows older than an hour may be deleted. */
const NEWEST_MS = 30 * 60 * 1000;
/** Number of senders whose views are remembered. */
const MAX_SENDERS = 1_000;

/** Creates the views of one container. */
export function createLogViews(rows: SendLogRows, now: () => number): LogViews {
  const remembered = createBoundedMap<{ readonly readAt: number; readonly view: View }>(
    MAX_SENDERS,
  );
  /** Wix's time minus this container's, at least. Learned from the time of each row that this container appends. */
  let offset: number | undefined;

  function learnOffset(wixTime: number): number {
    // The row was created before its response arrived, so Wix's clock shows at least this time now.
    offset = wixTime - now();
    return offset;
  }

  function remember(sender: string, view: View, readAt: number): View {
    const newest = view.slice(-VIEW_ENTRIES);
    remembered.set(sender, { readAt, view: newest });
    return newest;
  }

  function isCurrent({ readAt, view }: { readonly readAt: number; readonly view: View }): boolean {
    const newest = lastOf(view);
    if (newest && now() - newest.createdAt >= NEWEST_MS) return false;
    return now() - readAt < VIEW_MS;
  }

  return {
    async read(sender, { fresh } = { fresh: false }) {
      const cached = remembered.get(sender);
      if (!fresh && cached && isCurrent(cached)) return cached.view;
      const readAt = now();
      const entries = await rows.listSendLog(sender, VIEW_ENTRIES);
      return remember(sender, [...entries].reverse(), readAt);
    },

    hasEntry: (sender) => (remembered.get(sender)?.view.length ?? 0) > 0,

    async readKey(view, sender, key) {
      const found = view.filter((entry) => entry.key === key);
      if (found.length > 0 || view.length < VIEW_ENTRIES) return found;
      return [...(await rows.findInSendLog(sender, key))].reverse();
    },

    async append(entry) {
      const createdAt = await appendRow(rows, entry);
      if (createdAt === undefined) return undefined;
      learnOffset(createdAt);
      const appended = { ...entry, createdAt };
      const cached = remembered.get(entry.sender);
      if (cached) remember(entry.sender, insertEntry(cached.view, appended), cached.readAt);
      return appended;
    },

    async update(entry) {
      await rows.updateSendLog(entry);
      // Only what is stored is remembered: other containers decide by it too.
      const cached = remembered.get(entry.sender);
      if (!cached) return;
      const view = cached.view.map((it) => (it.index === entry.index ? entry : it));
      remembered.set(entry.sender, { ...cached, view });
    },

    storeSentTo: (...args) => rows.storeSentTo(...args),
    readSentTo: (...args) => rows.readSentTo(...args),

    async ageOf({ createdAt }) {
      const known = offset ?? learnOffset(await rows.readWixTime());
      return now() + known - createdAt;
    },

    isYounger: ({ createdAt }, ms) => now() + (offset ?? 0) - createdAt < ms,
  };
}

/** Adds an entry in its place. Returns a view with a gap unchanged: an append to it fails, and it is read again. */
function insertEntry(view: View, entry: SendLogEntry): View {
  const before = view.filter(({ index }) => index < entry.index);
  if ((lastOf(before)?.index ?? 0) !== entry.index - 1) return view;
  return [...before, entry, ...view.filter(({ index }) => index > entry.index)];
}

/** Returns the newest entry of a view. */
export function lastOf(view: View): SendLogEntry | undefined {
  return view[view.length - 1];
}

async function appendRow(rows: SendLogRows, entry: NewSendLogEntry): Promise<number | undefined> {
  try {
    return await rows.appendToSendLog(entry);
  } catch (error) {
    // The row may exist. The next view shows it, and its nonce shows who appended it.
    if (error instanceof InboxError && error.wixFailure?.nothingDone === false) return undefined;
    throw error;
  }
}

/** Returns the entry of a sent message of these attempts. */
export function findDone(attempts: View): SendLogEntry | undefined {
  return attempts.find(({ state }) => state === 'done');
}

/** Returns the unresolved entry of these attempts, unless one of them was sent. */
export function findOpen(attempts: View): SendLogEntry | undefined {
  return findDone(attempts) ? undefined : lastOf(attempts.filter(({ state }) => state === 'open'));
}

/** Returns the unresolved entry of another key with the same message. It must be resolved before this one is sent. */
export function findOpenSibling(view: View, key: string, sent: string): SendLogEntry | undefined {
  return view.find(
    (entry) =>
      entry.key !== key &&
      entry.sent === sent &&
      entry.state === 'open' &&
      findOpen(view.filter((it) => it.key === entry.key)) === entry,
  );
}
