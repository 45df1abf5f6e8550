import { runBeforeSend } from 'backend/inbox/messaging/hooks';
import { InboxError, isCode, type WixFailure } from 'backend/inbox/error';
import { toLogFields } from 'backend/inbox/log';
import { shouldNotify } from 'backend/inbox/messaging/notification';
import { ping } from 'backend/inbox/realtime/ping';
import type { InboxContext } from 'backend/inbox/context';
import type { ReservedEntry, SendOutcome } from 'backend/inbox/messaging/send-log';
import type { Notify } from 'backend/inbox/settings';
import { inTime, RETRY_AFTER_SECONDS } from 'backend/inbox/time-limit';
import type { OutgoingMessage, SendAs } from 'backend/inbox/wix/port';
import type { Addressee, Conversation } from 'public/inbox-shapes';

/** A message that is to leave, and everything that decides how. */
export interface Sending {
  readonly message: OutgoingMessage;
  /** Whom the conversation is with; called once, right before the send, when it is not a replay. */
  readonly open: () => Promise<Conversation>;
  readonly sendAs: SendAs['sendAs'];
  readonly notify: Notify;
  /** Once for this key; without one, once for this call. */
  readonly idempotencyKey?: string | undefined;
  /** Whose keys these are: the session's subject, the business, or the fact that an event reports. */
  readonly scope: string;
  /** Whom the message is for, where the home does not say it: part of what a key stands for. */
  readonly to?: Addressee;
  /** When the web method or handler was called, in ms since 1970. */
  readonly started: number;
}

/** What became of a send. */
export interface SendResult {
  readonly outcome: SendOutcome;
  readonly once: boolean;
  /** The message had been sent before. */
  readonly replayed: boolean;
  /** The conversation as Wix answered it for this send; absent on a replay. */
  readonly conversation?: Conversation;
}

/**
 * Sends a message: the only way that one leaves this site.
 *
 * With a key, Inbox receives the message at most once for this home. What Wix refused for certain
 * frees the key, but a conversation that was merged away is asked for once more. Where nobody can
 * tell whether a send happened (time-out, reset, 5xx), the key stays taken and nothing is ever sent
 * again by itself; a send that was given up and still succeeds is noted.
 *
 * @throws {InboxError} UNCONFIRMED if a send of this key, this one or another, has an unknown outcome;
 *   KEY_REUSED if the key stands for other content; BLOCKED if the site's hook refuses it; BUSY if the log is full; TRY_LATER if nothing was
 *   sent for lack of time; otherwise what Wix refused with.
 */
export async function send(context: InboxContext, sending: Sending): Promise<SendResult> {
  const begun = await begin(context, sending);
  if (begun && 'outcome' in begun) return { outcome: begun.outcome, once: true, replayed: true };

  const attempt = await attemptSend(context, sending, begun);
  if (!isStale(attempt)) return finishSend(context, attempt);
  // The conversation was merged away between the two calls. Wix refused for certain: once more, into the new one.
  return finishSend(context, await attemptSend(context, sending, begun));
}

/** What a try went on with. */
interface Begun {
  readonly entry: ReservedEntry | undefined;
  readonly conversation: Conversation;
  readonly message: OutgoingMessage;
}

/** One try: what it sent into, and how it ended. */
interface Attempt extends Begun {
  readonly work: Promise<string>;
  readonly notify: boolean;
  readonly home: string;
  readonly ended: { readonly messageId: string } | { readonly error: unknown };
}

async function attemptSend(
  context: InboxContext,
  sending: Sending,
  entry: ReservedEntry | undefined,
): Promise<Attempt> {
  const { sendAs, scope: home } = sending;
  const { conversation, message } = await prepare(context, sending, entry);
  const notify = shouldNotify(context, sending.notify, home);
  const work = context.patientWix.sendMessage(conversation._id, message, {
    sendAs,
    sendNotifications: notify,
  });
  const attempt = { entry, conversation, message, work, notify, home };
  try {
    const messageId = await inTime('sendMessage', context.settings.limits.callMs, work);
    return { ...attempt, ended: { messageId } };
  } catch (error) {
    return { ...attempt, ended: { error } };
  }
}

function isStale({ ended }: Attempt): boolean {
  return (
    'error' in ended &&
    isCode(ended.error, 'CONVERSATION_NOT_FOUND') &&
    ended.error.wixFailure?.nothingDone === true
  );
}

async function finishSend(context: InboxContext, attempt: Attempt): Promise<SendResult> {
  const { entry, conversation, notify, home, ended } = attempt;
  if ('error' in ended) {
    throw await settle(context, { ...attempt, error: ended.error });
  }
  const outcome = arrived(context, attempt, ended.messageId);
  if (notify) context.lastNotified.set(home, context.now());
  return { outcome, once: entry !== undefined, replayed: false, conversation };
}

/** Opens an entry for the key, or finds the first outcome; `undefined` without a key. */
async function begin(
  { sendLog }: InboxContext,
  { idempotencyKey, scope: home, to, message }: Sending,
): Promise<ReservedEntry | { readonly outcome: SendOutcome } | undefined> {
  if (idempotencyKey === undefined) return undefined;
  const content = JSON.stringify([to ?? null, message]);
  const begun = await sendLog.reserve({ scope: home, key: idempotencyKey, content });
  switch (begun.kind) {
    case 'opened':
      return begun.entry;
    case 'done':
      return { outcome: begun.outcome };
    case 'open':
      throw new InboxError('UNCONFIRMED', { retryAfter: RETRY_AFTER_SECONDS });
    case 'reused':
      throw new InboxError('KEY_REUSED');
    case 'full':
      throw new InboxError('BUSY', { retryAfter: 60 });
  }
}

/**
 * Asks the site whether the message may leave, and opens the conversation. Until it is open nothing
 * was sent, so that any failure frees the key.
 */
async function prepare(
  context: InboxContext,
  { message, open, started }: Sending,
  entry: ReservedEntry | undefined,
): Promise<{ readonly conversation: Conversation; readonly message: OutgoingMessage }> {
  const { now, settings } = context;
  try {
    const allowed = await runBeforeSend(context, message);
    const conversation = await open();
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

interface Failed extends Begun {
  readonly error: unknown;
  readonly work: Promise<string>;
}

/** Decides what a failed send was: refused for certain, or nobody can tell. */
async function settle(context: InboxContext, failed: Failed): Promise<unknown> {
  const { error, work, entry } = failed;
  const fault: WixFailure =
    error instanceof InboxError && error.wixFailure
      ? error.wixFailure
      : { operation: 'sendMessage', cause: 'UNEXPECTED', nothingDone: false };
  if (fault.nothingDone) {
    await entry?.release();
    return error;
  }
  // Given up, not stopped: if it still ends, how it ended is known.
  work.then(
    (messageId) => arrived(context, failed, messageId),
    (late: unknown) => {
      if (late instanceof InboxError && late.wixFailure?.nothingDone) {
        note(context, entry?.release());
      }
    },
  );
  return new InboxError('UNCONFIRMED', { retryAfter: RETRY_AFTER_SECONDS, wixFailure: fault });
}

/** Notes a message that Inbox has, and tells the pages of those who may read it. */
function arrived(
  context: InboxContext,
  { entry, conversation, message }: Begun,
  messageId: string,
): SendOutcome {
  const outcome = { conversationId: conversation._id, messageId };
  note(context, entry?.commit(outcome));
  context.told.set(`${conversation._id}:${messageId}`, true);
  ping(
    context,
    'message',
    message.visibility === 'BUSINESS' ? undefined : conversation.participant,
  );
  return outcome;
}

/** Writes to the log beside the answer: what it could not write costs a replay, not the answer. */
function note(context: InboxContext, writing: Promise<void> | undefined): void {
  writing?.catch((error: unknown) => {
    context.log({ level: 'error', what: 'note the outcome of a send', ...toLogFields(error) });
  });
}
