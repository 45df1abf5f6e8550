import type { InboxContext, InboxDependencies } from 'backend/inbox/context';
import { InboxError, isCode, type WixFailure } from 'backend/inbox/error';
import { toLogFields } from 'backend/inbox/log';
import { runBeforeSend } from 'backend/inbox/messaging/hooks';
import { createQuietHour } from 'backend/inbox/messaging/quiet-hour';
import { openRecipientConversation, type Recipient } from 'backend/inbox/messaging/recipient';
import { requireChannel } from 'backend/inbox/messaging/reply-channel';
import type { ReservedEntry, SendOutcome } from 'backend/inbox/messaging/send-log';
import type { Notify } from 'backend/inbox/settings';
import { RETRY_AFTER_SECONDS, withTimeLimit } from 'backend/inbox/time-limit';
import type { OutgoingMessage, SendAs, Wix } from 'backend/inbox/wix/port';
import type { Channel, Conversation } from 'public/inbox-shapes';

/** A message to send and everything that decides how. */
export interface Sending {
  readonly message: OutgoingMessage;
  /** Resolved right before the send, and not at all on a replay. */
  readonly recipient: Recipient;
  /** A channel that the conversation must offer. */
  readonly channel?: Channel | undefined;
  readonly sendAs: SendAs['sendAs'];
  readonly notify: Notify;
  /** With a key, the message is sent once per key; without one, once per call. */
  readonly idempotencyKey?: string | undefined;
  /** The owner of the key: a caller's key, `business`, or `event`. */
  readonly scope: string;
  /** When the web method or event handler was called, in ms since 1970. */
  readonly started: number;
}

/** The result of a send. */
export interface SendResult {
  readonly outcome: SendOutcome;
  /** Whether an idempotency key protected the send. */
  readonly once: boolean;
  /** Whether the message had been sent before. */
  readonly replayed: boolean;
  /** The conversation that Wix returned for this send; absent on a replay. */
  readonly conversation?: Conversation;
}

/**
 * Sends a message: the only way that one leaves this site.
 *
 * With a key, Inbox receives the message at most once per scope. If Wix certainly refused it, the key is
 * free again; if the conversation was merged away, it is opened once more. If the outcome is unknown
 * (time limit, connection reset, 5xx), the key stays reserved and nothing is sent again automatically.
 * An abandoned send that succeeds later is recorded.
 *
 * @throws {InboxError} UNCONFIRMED if the outcome of a send with this key is unknown; KEY_REUSED if the
 *   key was used for another content; BLOCKED if the site's hook refuses; BUSY if the log is full;
 *   TRY_LATER if nothing was sent for lack of time; otherwise the code of Wix's error.
 */
export type Send = (sending: Sending) => Promise<SendResult>;

/** Dependencies of the sender. */
export interface SenderOptions
  extends
    Pick<InboxContext, 'wix' | 'settings' | 'formContacts' | 'pages' | 'log' | 'now'>,
    Pick<InboxDependencies, 'sendLog'> {
  /** Wix without the time limit per call: the outcome of an abandoned send is still recorded. */
  readonly unlimitedWix: Pick<Wix, 'sendMessage'>;
}

/** A message with the conversation that it goes to. */
interface Prepared {
  readonly entry: ReservedEntry | undefined;
  readonly conversation: Conversation;
  readonly message: OutgoingMessage;
}

/** One attempt to send, and how it ended. */
interface Attempt extends Prepared {
  /** Settles when Wix answers, even after the attempt was abandoned. */
  readonly sent: Promise<string>;
  readonly notification: { release(): void };
  readonly result: { readonly messageId: string } | { readonly error: unknown };
}

/** Creates the sender of one container. */
export function createSender(options: SenderOptions): Send {
  const { unlimitedWix, settings, sendLog, pages, log, now } = options;
  const quietHour = createQuietHour(now);

  return async function send(sending) {
    const reserved = await reserve(sending);
    if (reserved && 'outcome' in reserved) {
      return { outcome: reserved.outcome, once: true, replayed: true };
    }
    const attempt = await attemptSend(sending, reserved);
    if (!isMergedAway(attempt)) return finish(attempt);
    // The conversation was merged away between the two calls, and Wix certainly refused: open it again.
    attempt.notification.release();
    return finish(await attemptSend(sending, reserved));
  };

  /** Reserves the key, or returns the outcome of its first send. Returns `undefined` without a key. */
  async function reserve({
    idempotencyKey,
    scope,
    recipient,
    message,
  }: Sending): Promise<ReservedEntry | { readonly outcome: SendOutcome } | undefined> {
    if (idempotencyKey === undefined) return undefined;
    const content = JSON.stringify([recipient, message]);
    const reservation = await sendLog.reserve({ scope, key: idempotencyKey, content });
    switch (reservation.kind) {
      case 'reserved':
        return reservation.entry;
      case 'committed':
        return { outcome: reservation.outcome };
      case 'pending':
        throw new InboxError('UNCONFIRMED', { retryAfter: RETRY_AFTER_SECONDS });
      case 'reused':
        throw new InboxError('KEY_REUSED');
      case 'full':
        throw new InboxError('BUSY', { retryAfter: 60 });
    }
  }

  async function attemptSend(sending: Sending, entry: ReservedEntry | undefined): Promise<Attempt> {
    const { conversation, message } = await prepare(sending, entry);
    const notification = quietHour.claim(sending.notify, conversation._id);
    const sent = unlimitedWix.sendMessage(conversation._id, message, {
      sendAs: sending.sendAs,
      sendNotifications: notification.notify,
    });
    const attempt = { entry, conversation, message, sent, notification };
    try {
      const messageId = await withTimeLimit('sendMessage', settings.limits.callMs, sent);
      return { ...attempt, result: { messageId } };
    } catch (error) {
      return { ...attempt, result: { error } };
    }
  }

  /**
   * Runs the site's `beforeSend` hook and opens the conversation. Nothing is sent before both are done,
   * so any failure releases the key.
   */
  async function prepare(
    { message, recipient, channel, started }: Sending,
    entry: ReservedEntry | undefined,
  ): Promise<Omit<Prepared, 'entry'>> {
    try {
      const allowed = await runBeforeSend(options, message);
      const conversation = await openRecipientConversation(options, recipient);
      requireChannel(conversation, channel);
      if (now() - started > settings.limits.sendWithinMs) {
        throw new InboxError('TRY_LATER', {
          retryAfter: RETRY_AFTER_SECONDS,
          wixFailure: { operation: 'sendMessage', cause: 'NO_TIME_LEFT', nothingDone: true },
        });
      }
      return { conversation, message: allowed };
    } catch (error) {
      await entry?.release();
      throw error;
    }
  }

  async function finish(attempt: Attempt): Promise<SendResult> {
    const { entry, conversation, result } = attempt;
    if ('error' in result) throw await settleFailure(attempt, result.error);
    const outcome = recordSent(attempt, result.messageId);
    return { outcome, once: entry !== undefined, replayed: false, conversation };
  }

  /** Returns the error of a failed send: certainly refused, or UNCONFIRMED. */
  async function settleFailure(attempt: Attempt, error: unknown): Promise<unknown> {
    const { sent, entry, notification } = attempt;
    const wixFailure: WixFailure =
      error instanceof InboxError && error.wixFailure
        ? error.wixFailure
        : { operation: 'sendMessage', cause: 'UNEXPECTED', nothingDone: false };
    if (wixFailure.nothingDone) {
      notification.release();
      await entry?.release();
      return error;
    }
    // The send was abandoned, not stopped: record its outcome if it still ends.
    sent.then(
      (messageId) => recordSent(attempt, messageId),
      (lateError: unknown) => {
        if (lateError instanceof InboxError && lateError.wixFailure?.nothingDone) {
          notification.release();
          logFailure(entry?.release());
        }
      },
    );
    return new InboxError('UNCONFIRMED', { retryAfter: RETRY_AFTER_SECONDS, wixFailure });
  }

  /** Records a message that Inbox has received, and notifies the pages that may show it. */
  function recordSent({ entry, conversation, message }: Prepared, messageId: string): SendOutcome {
    const outcome = { conversationId: conversation._id, messageId };
    logFailure(entry?.commit(outcome));
    pages.announceSent({ ...outcome, visibility: message.visibility }, conversation);
    return outcome;
  }

  /** Logs a failed write to the send log. A later replay then has no outcome; this result is not affected. */
  function logFailure(write: Promise<void> | undefined): void {
    write?.catch((error: unknown) => {
      const what = 'Failed to record the outcome of a send';
      log({ level: 'error', what, ...toLogFields(error) });
    });
  }
}

function isMergedAway({ result }: Attempt): boolean {
  return (
    'error' in result &&
    isCode(result.error, 'CONVERSATION_NOT_FOUND') &&
    result.error.wixFailure?.nothingDone === true
  );
}
