import type { InboxContext } from 'backend/inbox/context';
import { InboxError } from 'backend/inbox/error';
import { toLogFields } from 'backend/inbox/log';
import type { Sending } from 'backend/inbox/messaging/send';

/** Codes that mean that the recipient no longer exists: it was deleted or merged. */
const RECIPIENT_GONE: readonly string[] = ['PARTICIPANT_NOT_FOUND', 'CONTACT_NOT_FOUND'];
/** Codes that are not retried: blocked by a hook, or already sent with other content. */
const SETTLED: readonly string[] = ['BLOCKED', 'KEY_REUSED'];

/** The message of an event. */
export interface EventSending extends Omit<Sending, 'idempotencyKey' | 'kind' | 'sender'> {
  /** Idempotency key of the event (`like:<postId>:<liker>`). The message is sent once for it. */
  readonly dedupeKey: string;
}

/**
 * Sends the message of an event. Wix may deliver an event twice, late and out of order.
 *
 * If the recipient no longer exists, the failure is logged and not retried.
 *
 * @returns the conversation's id if the message was sent.
 * @throws {InboxError} the codes of `send`, if the event could not be handled.
 */
export async function sendForEvent(
  { send, log }: Pick<InboxContext, 'send' | 'log'>,
  { dedupeKey, ...sending }: EventSending,
): Promise<string | undefined> {
  try {
    const { outcome } = await send({
      ...sending,
      idempotencyKey: dedupeKey,
      kind: 'event',
      sender: { kind: 'event', dedupeKey },
    });
    return outcome.conversationId;
  } catch (error) {
    if (!(error instanceof InboxError)) throw error;
    if (SETTLED.includes(error.code)) return undefined;
    if (!RECIPIENT_GONE.includes(error.code)) throw error;
    const what = 'Dropped the message of an event: its recipient no longer exists';
    log({ level: 'warn', what, ...toLogFields(error) });
    return undefined;
  }
}
