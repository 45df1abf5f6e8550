import { InboxError, isCode, type WixFailure } from 'backend/inbox/error';
import type { SendOutcome, Sending, SenderOptions } from 'backend/inbox/messaging/send';
import type { SendCall } from 'backend/inbox/messaging/send-call';
import { withTimeLimit } from 'backend/inbox/time-limit';
import type { Conversation } from 'public/inbox-shapes';

/** What became of a message: sent, certainly not sent, or unknown. */
export type Delivered =
  | { readonly state: 'done'; readonly outcome: SendOutcome; readonly conversation: Conversation }
  | { readonly state: 'none'; readonly error: unknown }
  | { readonly state: 'open'; readonly conversationId: string; readonly wixFailure: WixFailure };

/** Options of a delivery. */
export interface DeliveryOptions {
  /** Whether Wix notifies the other side. */
  readonly notify: boolean;
  /** Called when the outcome of an abandoned send becomes known later. */
  readonly onLate: (delivered: Delivered) => void;
}

/** Sends a message to an opened conversation. Never rejects. */
export type Deliver = (
  sending: Sending,
  call: SendCall,
  conversation: Conversation,
  options: DeliveryOptions,
) => Promise<Delivered>;

/**
 * Creates the function that calls Inbox to send. If the conversation was merged away between the two calls, and Wix
 * certainly refused, it is opened once more.
 */
export function createDelivery({
  unlimitedWix,
  settings,
  pages,
}: Pick<SenderOptions, 'unlimitedWix' | 'settings' | 'pages'>): Deliver {
  return async function deliver(sending, call, conversation, options) {
    const first = await trySend(sending, call, conversation, options);
    if (!isMergedAway(first)) return first;
    try {
      const reopened = await call.reopenConversation();
      if (call.isWithinGuard()) return await trySend(sending, call, reopened, options);
    } catch (error) {
      return { state: 'none', error };
    }
    return first;
  };

  async function trySend(
    { message: { visibility }, sendAs }: Sending,
    call: SendCall,
    conversation: Conversation,
    { notify, onLate }: DeliveryOptions,
  ): Promise<Delivered> {
    const message = await call.message();
    const conversationId = conversation._id;
    const sent = unlimitedWix.sendMessage(conversationId, message, {
      sendAs,
      sendNotifications: notify,
    });
    function toDone(messageId: string): Delivered {
      const outcome = { conversationId, messageId };
      pages.announceSent({ ...outcome, visibility }, conversation);
      return { state: 'done', outcome, conversation };
    }
    try {
      return toDone(await withTimeLimit('sendMessage', settings.limits.callMs, sent));
    } catch (error) {
      const wixFailure = toFailure(error);
      if (wixFailure.nothingDone) return { state: 'none', error };
      // The send was abandoned, not stopped: its outcome can still become known.
      sent.then(
        (messageId) => onLate(toDone(messageId)),
        (lateError: unknown) => {
          if (toFailure(lateError).nothingDone) onLate({ state: 'none', error: lateError });
        },
      );
      return { state: 'open', conversationId, wixFailure };
    }
  }
}

function toFailure(error: unknown): WixFailure {
  return error instanceof InboxError && error.wixFailure
    ? error.wixFailure
    : { operation: 'sendMessage', cause: 'UNEXPECTED', nothingDone: false };
}

function isMergedAway(delivered: Delivered): boolean {
  return delivered.state === 'none' && isCode(delivered.error, 'CONVERSATION_NOT_FOUND');
}
