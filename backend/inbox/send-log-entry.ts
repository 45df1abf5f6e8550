/**
 * One entry of a sender's send log. Entry *n* is the row whose `_id` ends in *n*: appending is an insert, and a
 * successful insert at *n* + 1 proves that the log had exactly *n* entries. So the log is a lock, and what counts
 * messages for the limits.
 *
 * An entry holds hashes, ids of messages and conversations, and times; for an event also the ids of its contact, post
 * or liker. It holds no text and no address.
 */
export interface SendLogEntry {
  /** A hash of the sender: a caller, the participant that the business writes to, or an event. */
  readonly sender: string;
  /** The position in the sender's log, from 1. */
  readonly index: number;
  /** A hash of the idempotency key. */
  readonly key: string;
  /** The attempt of this key, from 1 to `MAX_ATTEMPTS`. */
  readonly attempt: number;
  /** What the message counts as in the limits. */
  readonly kind: SendKind;
  /** A hash of the message and its recipient as requested, before the site's `beforeSend` hook. */
  readonly requested: string;
  /** A hash of the message that is sent, comparable with a message that Inbox lists. */
  readonly sent: string;
  /** A random value of the call that appended the entry. It recognizes its own insert if the response was lost. */
  readonly nonce: string;
  /** Whether Wix notifies the other side of this message. */
  readonly notifies: boolean;
  /**
   * `open`: the message may or may not have been sent. `done`: it was sent. `none`: it was certainly not sent.
   * `unclear`: it can no longer be found out; it is never sent again.
   */
  readonly state: 'open' | 'done' | 'none' | 'unclear';
  /** The id of the sent message, if the state is `done`. */
  readonly messageId?: string;
  /** The conversation of the sent message, if the state is `done`. */
  readonly conversationId?: string;
  /** For a message of an event: what happened, as text with ids, so that it can be sent without the event. */
  readonly event?: string;
  /** When the entry was created, by Wix's clock, in ms since 1970. */
  readonly createdAt: number;
}

/** An entry to append. Wix sets the time. */
export type NewSendLogEntry = Omit<SendLogEntry, 'createdAt'>;

/** What a message counts as in the limits. */
export type SendKind = 'form' | 'chat' | 'business' | 'event';

/** Returns an entry without its event: it is not finished later. */
export function withoutEvent(entry: SendLogEntry): SendLogEntry {
  const { event: _, ...rest } = entry;
  return rest;
}

/** The storage of all send logs: a Wix Data collection, or the memory of one container. */
export interface SendLogRows {
  /** Lists the newest entries of a sender, newest first. The read is consistent. */
  listSendLog(sender: string, limit: number): Promise<readonly SendLogEntry[]>;
  /** Lists the entries of a sender's key, newest first, 10 at most. The read is consistent. */
  findInSendLog(sender: string, key: string): Promise<readonly SendLogEntry[]>;
  /**
   * Stores the conversation that the message of an open entry was sent to. It is a row of its own, so that it never
   * overwrites a state.
   */
  storeSentTo(entry: SendLogEntry, conversationId: string): Promise<void>;
  /** Returns the conversation that the message of an open entry was sent to, if it was stored. */
  readSentTo(entry: SendLogEntry): Promise<string | undefined>;
  /** Returns whether one of these senders has an entry. The read is consistent. */
  isInSendLog(senders: readonly string[]): Promise<boolean>;
  /** Appends an entry. Returns when it was created, or `undefined` if the position is taken. */
  appendToSendLog(entry: NewSendLogEntry): Promise<number | undefined>;
  /** Replaces the state and the ids of an entry. */
  updateSendLog(entry: SendLogEntry): Promise<void>;
  /** Lists the entries of events whose message was not sent, but can be, 50 at most. The read is consistent. */
  listOpenEvents(): Promise<readonly SendLogEntry[]>;
  /** Takes a lease of a site's budget, by a window of time and a number. Returns whether it was free. */
  takeLease(window: string, index: number): Promise<boolean>;
  /** Lists the numbers of the taken leases of a window. The read is consistent. */
  listLeases(window: string): Promise<readonly number[]>;
  /** Returns the time by Wix's clock, in ms since 1970: not later than when the call ends. */
  readWixTime(): Promise<number>;
  /**
   * Deletes up to 100 rows older than 48 hours. If there are more than 2,000 rows, it also deletes up to 1,000 of the
   * oldest that are older than an hour: then keys are known, and daily limits count, for an hour only.
   */
  pruneSendLog(): Promise<void>;
}

/** How long an entry is kept, in ms. A key is promised to be known for half of this time. */
export const SEND_LOG_MS = 48 * 60 * 60 * 1000;
/** Number of expired rows that one clean-up deletes. */
export const MAX_PRUNED = 100;
/** Number of rows above which rows are deleted before they expire. */
export const MAX_ROWS = 2_000;
/** No row is deleted before this age, in ms: pages ask again within it, and views are remembered for less. */
export const MIN_ROW_MS = 60 * 60 * 1000;
/** Number of entries that are read of one key. */
export const MAX_KEY_ENTRIES = 10;
