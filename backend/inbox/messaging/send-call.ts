import type { InboxContext, InboxDependencies } from 'backend/inbox/context';
import type { Captcha } from 'backend/inbox/access/captcha';
import { InboxError, isCode } from 'backend/inbox/error';
import { runBeforeSend } from 'backend/inbox/messaging/hooks';
import { openRecipientConversation } from 'backend/inbox/messaging/recipient';
import type { Sending } from 'backend/inbox/messaging/send';
import { budgetOf, toSender } from 'backend/inbox/messaging/send-log/sender';
import type { SiteBudget } from 'backend/inbox/messaging/send-log/site-budget';
import { messageHash } from 'backend/inbox/messaging/send-log/message-hash';
import { GUARD_MS } from 'backend/inbox/messaging/send-log/resolve-entry';
import { RETRY_AFTER_SECONDS } from 'backend/inbox/time-limit';
import type { OpenedConversation, OutgoingMessage } from 'backend/inbox/wix/port';

/** The parts of one call of `send` that run at most once, and its clocks. */
export interface SendCall {
  /** A random value of this call. */
  readonly nonce: string;
  /** Runs the site's `beforeSend` hook. Returns `messageHash` of the message. */
  prepare(): Promise<string>;
  /** Returns the message that the hook returned. */
  message(): Promise<OutgoingMessage>;
  /**
   * Authorizes the CAPTCHA, if there is one. Then starts the guard time, opens the conversation, checks the session and
   * spends of the budget: called when an append starts.
   *
   * @throws {InboxError} CAPTCHA_REQUIRED, TOO_MANY_MESSAGES, TRY_LATER
   */
  startGuard(): Promise<void>;
  /** Opens the recipient's conversation, once per call. */
  openConversation(): Promise<OpenedConversation>;
  /**
   * Spends one of the site's budget for this sender, once per call.
   *
   * @throws {InboxError} TOO_MANY_MESSAGES
   */
  spend(): Promise<void>;
  /**
   * Checks that the session is the one of the form ticket, once per call. Resolves at once without a ticket.
   *
   * @throws {InboxError} IDENTITY_CHANGED, IDENTITY_UNKNOWN, TRY_LATER
   */
  checkSession(): Promise<void>;
  /** Gives back what was spent, if nothing was sent: but not after a failed `checkSession`, as a row was written. */
  refund(): void;
  /** Opens it once more. */
  reopenConversation(): Promise<OpenedConversation>;
  /** Returns whether the message may still be sent: a container can be frozen after its append. */
  isWithinGuard(): boolean;
  /**
   * Checks that the web method has time for another call to Wix.
   *
   * @throws {InboxError} TRY_LATER
   */
  requireTime(): void;
}

type CallContext = Pick<InboxContext, 'wix' | 'settings' | 'formContacts' | 'log' | 'now' | 'id'> &
  Pick<InboxDependencies, 'monotonic'> & {
    readonly siteBudget: SiteBudget;
    readonly captcha: Captcha;
  };

/** Creates the parts of one call. Makes no calls to Wix. */
export function createSendCall(context: CallContext, sending: Sending): SendCall {
  const { settings, siteBudget, captcha, now, monotonic, id } = context;
  const nonce = id();
  const budget = budgetOf(sending, settings);
  let authorizing: Promise<void> | undefined;
  let spending: Promise<void> | undefined;
  let checking: Promise<void> | undefined;
  let isOtherSession = false;
  let prepared: Promise<OutgoingMessage> | undefined;
  let opening: Promise<OpenedConversation> | undefined;
  let guardedSince: { readonly wall: number; readonly monotonic: number } | undefined;

  const message = () => (prepared ??= runBeforeSend(context, sending.message));
  const reopenConversation = () =>
    (opening = openRecipientConversation(context, sending.recipient));
  const openConversation = () => opening ?? reopenConversation();
  const spend = () => (spending ??= budget ? siteBudget.spend(budget) : Promise.resolve());

  function requireTime(): void {
    if (now() - sending.started <= settings.limits.sendWithinMs) return;
    throw new InboxError('TRY_LATER', {
      retryAfter: RETRY_AFTER_SECONDS,
      wixFailure: { operation: 'sendMessage', cause: 'NO_TIME_LEFT', nothingDone: true },
    });
  }

  async function authorize(): Promise<void> {
    const { captchaToken, sender, idempotencyKey = nonce } = sending;
    if (budget !== 'visitorsWithCaptcha' || captchaToken === undefined) return;
    await captcha.authorize(captchaToken, `${toSender(sender)} ${idempotencyKey}`);
    requireTime();
  }

  const pendingLease = () => (spending || !budget ? undefined : siteBudget.pendingLease(budget));

  async function compareSession(): Promise<void> {
    try {
      await sending.ticket?.requireSession();
    } catch (error) {
      isOtherSession = !isCode(error, 'TRY_LATER');
      throw error;
    }
  }
  const checkSession = () => (checking ??= compareSession());

  return {
    nonce,
    message,
    prepare: async () => messageHash(await message()),
    async startGuard() {
      await (authorizing ??= authorize());
      for (let lease = pendingLease(); lease; lease = pendingLease()) await lease;
      if (budget) siteBudget.requireLeft(budget);
      // Not restarted by a second append: the first one may have been executed although its response was lost.
      guardedSince ??= { wall: now(), monotonic: monotonic() };
      // A failure is reported where the result is used.
      openConversation().catch(() => {});
      checkSession().catch(() => {});
      spend().catch(() => {});
    },
    openConversation,
    spend,
    checkSession,
    refund() {
      if (!budget || isOtherSession) return;
      spending?.then(
        () => siteBudget.refund(budget),
        () => {},
      );
      spending = undefined;
    },
    reopenConversation,
    isWithinGuard: () =>
      guardedSince !== undefined &&
      now() - guardedSince.wall < GUARD_MS &&
      monotonic() - guardedSince.monotonic < GUARD_MS,
    requireTime,
  };
}
