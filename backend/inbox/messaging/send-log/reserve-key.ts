import { fingerprint } from 'backend/inbox/access/fingerprint';
import { InboxError } from 'backend/inbox/error';
import {
  findDone,
  findOpen,
  findOpenSibling,
  lastOf,
  type LogViews,
  type View,
} from 'backend/inbox/messaging/send-log/log-views';
import { omitUndefined } from 'backend/inbox/omit-undefined';
import type { NewSendLogEntry, SendKind, SendLogEntry } from 'backend/inbox/send-log-entry';

/** A key to reserve, and what decides about it. */
export interface ReservationRequest {
  /** The sender as text: `visitor:<id>`, `business:<participant>`, `event:<dedupeKey>`. */
  readonly sender: string;
  readonly key: string;
  readonly kind: SendKind;
  /** The message and its recipient as requested, as text. */
  readonly requested: string;
  /** What happened, for the message of an event. */
  readonly event?: string | undefined;
  /** Prepares the message and returns its `messageHash`. Called once, before the entry is appended. */
  readonly prepare: () => Promise<string>;
  /** Decides by the complete view whether Wix notifies the other side. */
  readonly notifies: (view: View) => boolean;
  /**
   * Throws if the sender has reached a limit. Nothing is written then.
   *
   * @throws {InboxError} TOO_MANY_MESSAGES
   */
  readonly checkLimits: (view: View) => void;
  /** Called when an append starts, so that the conversation is opened at the same time. */
  readonly onAppend: () => Promise<void>;
  /** Resolves an open entry, see `resolveEntry`. */
  readonly resolve: (entry: SendLogEntry) => Promise<void>;
  /**
   * Throws if the key is too old for a first use. Called if the log has no entry of it.
   *
   * @throws {InboxError} TICKET_EXPIRED
   */
  readonly checkNewKey: () => void;
  /** A random value of this call. */
  readonly nonce: string;
}

/** An appended entry of this call, or the entry of the message that was sent before. */
export type Reservation =
  | { readonly kind: 'reserved'; readonly entry: SendLogEntry }
  | { readonly kind: 'sent'; readonly entry: SendLogEntry };

/** Number of entries that one key can have. */
const MAX_ATTEMPTS = 3;
/** The call of an open entry is assumed to be running for this time, in ms. */
const IN_PROGRESS_MS = 3_000;
/** Number of appends that are tried while other calls of the same sender append first. */
const MAX_APPENDS = 3;
/** Number of entries that one call resolves. */
const MAX_RESOLVED = 3;
const IN_PROGRESS_SECONDS = 2;
const BUSY_SECONDS = 2;

/**
 * Reserves a key: appends an open entry to the log of the sender. Of any number of calls with one key, in any
 * container, exactly one gets the entry.
 *
 * @throws {InboxError} KEY_REUSED if the key was used for another message or failed three times; IN_PROGRESS;
 *   TICKET_EXPIRED; UNCONFIRMED (see `resolveEntry`); UNCLEAR; TOO_MANY_MESSAGES; BUSY if other calls append first three times; the
 *   code of Wix's error if the log cannot be read or written.
 */
export async function reserveKey(
  views: LogViews,
  request: ReservationRequest,
): Promise<Reservation> {
  const sender = fingerprint(request.sender);
  const key = fingerprint(request.key);
  let fresh = false;
  let appends = 0;
  let resolved = 0;
  while (appends < MAX_APPENDS && resolved <= MAX_RESOLVED) {
    const view = await views.read(sender, { fresh });
    const attempts = await views.readKey(view, sender, key);
    const done = checkAttempts(attempts, fingerprint(request.requested));
    if (done) return { kind: 'sent', entry: done };
    if (attempts.length === 0) request.checkNewKey();

    const own = findOpen(attempts);
    if (own?.nonce === request.nonce) return { kind: 'reserved', entry: own };
    const sent = own ? own.sent : await request.prepare();
    const blocking = own ?? findOpenSibling(view, key, sent);
    if (blocking && !fresh) {
      // Another container may have resolved the entry since this view was read.
      fresh = true;
    } else if (blocking) {
      if (own && (await isInProgress(views, own))) {
        throw new InboxError('IN_PROGRESS', { retryAfter: IN_PROGRESS_SECONDS });
      }
      await request.resolve(blocking);
      resolved += 1;
    } else {
      if (attempts.length >= MAX_ATTEMPTS) throw new InboxError('KEY_REUSED');
      request.checkLimits(view);
      await request.onAppend();
      const entry = await views.append(
        toNewEntry(request, { sender, key, sent, view, attempt: attempts.length + 1 }),
      );
      if (entry) return { kind: 'reserved', entry };
      appends += 1;
      fresh = true;
    }
  }
  throw new InboxError('BUSY', { retryAfter: BUSY_SECONDS });
}

/** Returns whether the call of an open entry may still be running. It has ended if it stored where it sent to. */
async function isInProgress(views: LogViews, entry: SendLogEntry): Promise<boolean> {
  return views.isYounger(entry, IN_PROGRESS_MS) && (await views.readSentTo(entry)) === undefined;
}

/** Returns the entry of the sent message, if there is one. */
function checkAttempts(attempts: View, requested: string): SendLogEntry | undefined {
  const isReused = attempts.some(
    (entry) => entry.state !== 'none' && entry.requested !== requested,
  );
  if (isReused) throw new InboxError('KEY_REUSED');
  const done = findDone(attempts);
  if (!done && attempts.some(({ state }) => state === 'unclear')) throw new InboxError('UNCLEAR');
  return done;
}

function toNewEntry(
  { kind, requested, nonce, notifies, event }: ReservationRequest,
  {
    view,
    ...position
  }: Pick<NewSendLogEntry, 'sender' | 'key' | 'sent' | 'attempt'> & { readonly view: View },
): NewSendLogEntry {
  return {
    ...position,
    index: (lastOf(view)?.index ?? 0) + 1,
    kind,
    requested: fingerprint(requested),
    nonce,
    notifies: notifies(view),
    state: 'open',
    ...omitUndefined({ event }),
  };
}
