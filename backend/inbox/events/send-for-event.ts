import type { InboxContext } from 'backend/inbox/context';
import { omitUndefined } from 'backend/inbox/omit-undefined';
import { InboxError } from 'backend/inbox/error';
import { toLogFields } from 'backend/inbox/log';
import type { BudgetName } from 'backend/inbox/settings';
import type { Sending } from 'backend/inbox/messaging/send';

/** Codes after which a message is dropped, and why. A contact can have been deleted or merged meanwhile. */
const DROPPED: Readonly<Record<string, string>> = {
  PARTICIPANT_NOT_FOUND: 'Dropped the message of an event: its recipient no longer exists',
  CONTACT_NOT_FOUND: 'Dropped the message of an event: its recipient no longer exists',
  TOO_MANY_MESSAGES: 'Dropped the message of an event: the budget of the settings is used up',
};
/** Codes that are not retried: blocked by a hook, or already sent with other content. */
const SETTLED: readonly string[] = ['BLOCKED', 'KEY_REUSED'];

/** The message of an event. */
export interface EventSending extends Omit<Sending, 'idempotencyKey' | 'kind' | 'sender'> {
  /** Idempotency key of the event (`like:<postId>:<liker>`). The message is sent once for it. */
  readonly dedupeKey: string;
  /** What happened, as text: with it, the message can be sent later without the event. */
  readonly trigger?: string;
  /** The budget of the site that the message is counted in. Above it, the message is dropped. */
  readonly budget?: BudgetName;
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
  { dedupeKey, budget, trigger, ...sending }: EventSending,
): Promise<string | undefined> {
  try {
    const { outcome } = await send({
      ...sending,
      idempotencyKey: dedupeKey,
      kind: 'event',
      sender: { kind: 'event', dedupeKey, ...omitUndefined({ budget, trigger }) },
    });
    return outcome.conversationId;
  } catch (error) {
    if (!(error instanceof InboxError)) throw error;
    if (SETTLED.includes(error.code)) return undefined;
    const what = DROPPED[error.code];
    if (what === undefined) throw error;
    log({ level: 'warn', what, ...toLogFields(error) });
    return undefined;
  }
}
