import type { InboxContext } from 'backend/inbox/context';
import { InboxError } from 'backend/inbox/error';
import { toLogFields } from 'backend/inbox/log';
import type { Sending } from 'backend/inbox/messaging/send';

/** Codes that say that the recipient was deleted or merged into another. */
const RECIPIENT_GONE: readonly string[] = ['PARTICIPANT_NOT_FOUND', 'CONTACT_NOT_FOUND'];
/** Codes after which nothing is left to do: the site refused, or the event was answered with another content. */
const SETTLED: readonly string[] = ['BLOCKED', 'KEY_REUSED'];

/** The message of an event. */
export interface EventSending extends Omit<Sending, 'idempotencyKey' | 'scope'> {
  /** Identifies the fact that the event reports (`like:<postId>:<liker>`). The message is sent once for it. */
  readonly dedupeKey: string;
}

/**
 * Sends the message of an event. Wix may deliver an event twice, late and out of order.
 *
 * If the recipient no longer exists, this is logged and the event is done: another delivery cannot help.
 *
 * @returns the conversation's id if the message was sent.
 * @throws {InboxError} the codes of `send`, if the event could not be handled.
 */
export async function sendForEvent(
  { send, log }: Pick<InboxContext, 'send' | 'log'>,
  { dedupeKey, ...sending }: EventSending,
): Promise<string | undefined> {
  try {
    const { outcome } = await send({ ...sending, idempotencyKey: dedupeKey, scope: 'event' });
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
