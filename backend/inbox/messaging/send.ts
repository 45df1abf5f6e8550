import type { InboxContext, InboxDependencies } from 'backend/inbox/context';
import type { Captcha } from 'backend/inbox/access/captcha';
import { fingerprint } from 'backend/inbox/access/fingerprint';
import { isCode } from 'backend/inbox/error';
import { toLogFields } from 'backend/inbox/log';
import { createSendCall, type SendCall } from 'backend/inbox/messaging/send-call';
import { createDelivery, type Delivered } from 'backend/inbox/messaging/send-delivery';
import type { Recipient } from 'backend/inbox/messaging/recipient';
import { requireChannel } from 'backend/inbox/messaging/reply-channel';
import {
  toRecorded,
  toReplay,
  toResult,
  toUnresolved,
  unconfirmed,
} from 'backend/inbox/messaging/send-result';
import { shouldNotify } from 'backend/inbox/messaging/send-log/quiet-hour';
import { reserveKey, type ReservationRequest } from 'backend/inbox/messaging/send-log/reserve-key';
import { resolveEntry } from 'backend/inbox/messaging/send-log/resolve-entry';
import { checkMessageLimits, limitsOf } from 'backend/inbox/messaging/send-log/send-limits';
import {
  budgetOf,
  toSender,
  type Sender,
  type SenderKind,
} from 'backend/inbox/messaging/send-log/sender';
import type { SiteBudget } from 'backend/inbox/messaging/send-log/site-budget';
import type { LogViews } from 'backend/inbox/messaging/send-log/log-views';
import type { SendKind, SendLogEntry } from 'backend/inbox/send-log-entry';
import type { Notify } from 'backend/inbox/settings';
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
  /** What the message counts as in the limits. */
  readonly kind: SendKind;
  /** The owner of the send log that the message is recorded in. Keys are unique per sender. */
  readonly sender: Sender;
  /** The form ticket whose id is the key. Without one, the caller of `send` has identified the sender. */
  readonly ticket?: TicketChecks | undefined;
  /** The token of a solved CAPTCHA. It is authorized before the message is recorded. */
  readonly captchaToken?: string | undefined;
  /** When the web method or event handler was called, in ms since 1970. */
  readonly started: number;
}

/** What a form ticket requires of a send. */
export interface TicketChecks {
  /**
   * Checks that the ticket is not too old for a first use.
   *
   * @throws {InboxError} TICKET_EXPIRED
   */
  requireFresh(): void;
  /**
   * Checks that the running session is the ticket's.
   *
   * @throws {InboxError} IDENTITY_CHANGED, IDENTITY_UNKNOWN, TRY_LATER
   */
  requireSession(): Promise<void>;
}

/** The ids of a sent message. */
export interface SendOutcome {
  readonly conversationId: string;
  readonly messageId: string;
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
 * The message is appended to the sender's send log first. With a key, Inbox receives it at most once, in any number
 * of containers, and a result means that it is there exactly once, provided that Wix executes a send within 30
 * seconds or never, and lists it by then. If the outcome is unknown (time limit, connection reset, 5xx), nothing is
 * sent again automatically: a later call with the key looks into the conversation first.
 *
 * If the collection of the log is missing, members, site owners and their events still send once per call, without
 * the protection of a key; visitors do not.
 *
 * @throws {InboxError} UNCONFIRMED if the outcome of a send with this key is not known yet; UNCLEAR if it will never
 *   be known; IN_PROGRESS; BUSY; KEY_REUSED; TOO_MANY_MESSAGES; CAPTCHA_REQUIRED; TICKET_EXPIRED, IDENTITY_CHANGED and IDENTITY_UNKNOWN
 *   with a form ticket; SEND_LOG_MISSING; BLOCKED if the site's hook refuses; TRY_LATER if nothing was sent; otherwise the code of Wix's error.
 */
export type Send = (sending: Sending) => Promise<SendResult>;

/** Dependencies of the sender. */
export interface SenderOptions
  extends
    Pick<
      InboxContext,
      'wix' | 'settings' | 'formContacts' | 'pages' | 'log' | 'logOnce' | 'now' | 'id'
    >,
    Pick<InboxDependencies, 'monotonic'> {
  readonly views: LogViews;
  readonly siteBudget: SiteBudget;
  readonly captcha: Captcha;
  /** Deletes rows of the log that are no longer needed. */
  readonly cleanUp: () => void;
  /** Wix without the time limit per call: the outcome of an abandoned send is still recorded. */
  readonly unlimitedWix: Pick<Wix, 'sendMessage'>;
}

/** Senders that cannot send without a log: visitors, for whom there would be no limit, and events that Wix may deliver twice. */
const NEEDS_LOG: readonly SenderKind[] = ['visitor', 'unknown', 'event'];

/** Creates the sender of one container. */
export function createSender(options: SenderOptions): Send {
  const { wix, settings, views, siteBudget, cleanUp, log, logOnce, now } = options;
  const deliver = createDelivery(options);

  return async function send(sending) {
    const call = createSendCall(options, sending);
    let isReserved = false;
    try {
      const { kind, entry } = await reserveKey(views, toRequest(sending, call));
      isReserved = kind === 'reserved';
      return isReserved ? await sendReserved(sending, call, entry) : toReplay(entry);
    } catch (error) {
      // With an entry of this call and an unknown outcome, the message may have been sent.
      if (!isReserved || !isCode(error, 'UNCONFIRMED')) call.refund();
      if (!isCode(error, 'SEND_LOG_MISSING') || NEEDS_LOG.includes(sending.sender.kind)) {
        throw error;
      }
      logOnce('Sent without the send log: call setUpInbox', error);
      return sendUnlogged(sending, call);
    }
  };

  function toRequest(sending: Sending, call: SendCall): ReservationRequest {
    const { sender, recipient, message, kind, idempotencyKey, sendAs, notify } = sending;
    const { nonce, requireTime, openConversation } = call;
    const counted = sender.kind === 'member' ? 'all' : kind;
    const budget = budgetOf(sending, settings);
    return {
      sender: toSender(sender),
      key: idempotencyKey ?? nonce,
      kind,
      requested: JSON.stringify([recipient, message]),
      nonce,
      event: sender.kind === 'event' ? sender.trigger : undefined,
      prepare: call.prepare,
      notifies: (view) => shouldNotify(notify, view, now()),
      checkLimits(view) {
        if (budget) siteBudget.requireLeft(budget);
        checkMessageLimits(view, limitsOf(settings, sender.kind, kind), counted, now());
        requireTime();
      },
      checkNewKey: () => sending.ticket?.requireFresh(),
      onAppend: call.startGuard,
      resolve: (entry) =>
        resolveEntry({ wix, views, openConversation, message, sendAs, requireTime }, entry).catch(
          (error: unknown) => {
            throw toUnresolved(error, entry.key === fingerprint(idempotencyKey ?? nonce));
          },
        ),
    };
  }

  /** Sends the message of an appended entry, and records what became of it. */
  async function sendReserved(
    sending: Sending,
    call: SendCall,
    entry: SendLogEntry,
  ): Promise<SendResult> {
    const { conversation, notify } = await openForSending(sending, call, entry);
    // The last step before the send: a container can have stood still during any call to Wix.
    if (!call.isWithinGuard()) throw unconfirmed('UNCONFIRMED');
    const delivered = await deliver(sending, call, conversation, {
      notify,
      onLate: (late) => void record(entry, late),
    });
    const recorded = record(entry, delivered);
    // After a success the page does not wait: the log can be repaired without this write.
    if (delivered.state !== 'done') await recorded;
    cleanUp();
    const once = sending.idempotencyKey !== undefined;
    return toResult(delivered, { once, unknown: 'UNCONFIRMED' });
  }

  /** Spends of the notifications that visitors' messages can cause. Without any left, the message is sent silently. */
  async function mayNotify({ sender: { kind } }: Sending): Promise<boolean> {
    if (kind !== 'visitor' && kind !== 'unknown') return true;
    try {
      await siteBudget.spend('notifications');
      return true;
    } catch (error) {
      if (!isCode(error, 'TOO_MANY_MESSAGES')) logOnce('Failed to count notifications', error);
      return false;
    }
  }

  /** Opens the conversation, checks the session and spends of the budgets. Nothing was sent before, so a failure settles the entry. */
  async function openForSending(
    sending: Sending,
    call: SendCall,
    entry: SendLogEntry,
  ): Promise<{ readonly conversation: Conversation; readonly notify: boolean }> {
    try {
      const [conversation, notify] = await Promise.all([
        call.openConversation(),
        call.spend().then(() => entry.notifies && mayNotify(sending)),
        call.checkSession(),
      ]);
      requireChannel(conversation, sending.channel);
      call.requireTime();
      return { conversation, notify };
    } catch (error) {
      await record(entry, { state: 'none', error });
      throw error;
    }
  }

  /** Records what became of an entry's message. A failure is logged: a later call looks into the conversation. */
  async function record(entry: SendLogEntry, delivered: Delivered): Promise<void> {
    try {
      if (delivered.state === 'open') await views.storeSentTo(entry, delivered.conversationId);
      else await views.update(toRecorded(entry, delivered));
    } catch (error) {
      const what = 'Failed to record the outcome of a send';
      log({ level: 'error', what, ...toLogFields(error) });
    }
  }

  /** Sends once, without a log. An unknown outcome stays unknown. */
  async function sendUnlogged(sending: Sending, call: SendCall): Promise<SendResult> {
    sending.ticket?.requireFresh();
    await call.startGuard();
    const [conversation] = await Promise.all([call.openConversation(), call.checkSession()]);
    requireChannel(conversation, sending.channel);
    call.requireTime();
    const notify = sending.notify !== 'never';
    const delivered = await deliver(sending, call, conversation, { notify, onLate: () => {} });
    return toResult(delivered, { once: false, unknown: 'UNCLEAR' });
  }
}
