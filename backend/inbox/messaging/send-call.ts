import type { InboxContext, InboxDependencies } from 'backend/inbox/context';
import { InboxError } from 'backend/inbox/error';
import { runBeforeSend } from 'backend/inbox/messaging/hooks';
import { openRecipientConversation } from 'backend/inbox/messaging/recipient';
import type { Sending } from 'backend/inbox/messaging/send';
import { budgetOf } from 'backend/inbox/messaging/send-log/sender';
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
  /** Starts the guard time, opens the conversation and spends of the budget, once: called when an append starts. */
  begin(): void;
  /** Opens the recipient's conversation, once per call. */
  openConversation(): Promise<OpenedConversation>;
  /**
   * Spends one of the site's budget for this sender, once per call.
   *
   * @throws {InboxError} TOO_MANY_MESSAGES
   */
  spend(): Promise<void>;
  /** Gives back what was spent, if nothing was sent. */
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
  Pick<InboxDependencies, 'monotonic'> & { readonly siteBudget: SiteBudget };

/** Creates the parts of one call. Makes no calls to Wix. */
export function createSendCall(context: CallContext, sending: Sending): SendCall {
  const { settings, siteBudget, now, monotonic, id } = context;
  const budget = budgetOf(sending.sender);
  let spending: Promise<void> | undefined;
  let prepared: Promise<OutgoingMessage> | undefined;
  let opening: Promise<OpenedConversation> | undefined;
  let begunAt: { readonly wall: number; readonly monotonic: number } | undefined;

  const message = () => (prepared ??= runBeforeSend(context, sending.message));
  const reopenConversation = () =>
    (opening = openRecipientConversation(context, sending.recipient));
  const openConversation = () => opening ?? reopenConversation();
  const spend = () => (spending ??= budget ? siteBudget.spend(budget) : Promise.resolve());

  return {
    nonce: id(),
    message,
    prepare: async () => messageHash(await message()),
    begin() {
      // Not restarted by a second append: the first one may have been executed although its response was lost.
      begunAt ??= { wall: now(), monotonic: monotonic() };
      // A failure is reported where the result is used.
      openConversation().catch(() => {});
      spend().catch(() => {});
    },
    openConversation,
    spend,
    refund() {
      if (!budget) return;
      spending?.then(
        () => siteBudget.refund(budget),
        () => {},
      );
      spending = undefined;
    },
    reopenConversation,
    isWithinGuard: () =>
      begunAt !== undefined &&
      now() - begunAt.wall < GUARD_MS &&
      monotonic() - begunAt.monotonic < GUARD_MS,
    requireTime() {
      if (now() - sending.started <= settings.limits.sendWithinMs) return;
      throw new InboxError('TRY_LATER', {
        retryAfter: RETRY_AFTER_SECONDS,
        wixFailure: { operation: 'sendMessage', cause: 'NO_TIME_LEFT', nothingDone: true },
      });
    },
  };
}
