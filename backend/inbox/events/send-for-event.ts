import { InboxError } from 'backend/inbox/error';
import { toLogFields } from 'backend/inbox/log';
import type { InboxContext } from 'backend/inbox/context';
import { send, type Sending } from 'backend/inbox/messaging/send';

/** Codes that say that whom the message is for is gone: deleted, or merged into another. */
const GONE: readonly string[] = ['PARTICIPANT_NOT_FOUND', 'CONTACT_NOT_FOUND'];
/** Codes that say that nothing is left to do: the site refused, or the fact was answered in other words. */
const SETTLED: readonly string[] = ['BLOCKED', 'KEY_REUSED'];

/** What an event's message is, and the fact that it is about. */
export interface EventSending extends Omit<Sending, 'idempotencyKey' | 'scope'> {
  /** The fact that the event reports (`like:<postId>:<liker>`): sent once for it, however often it is told. */
  readonly dedupeKey: string;
}

/**
 * Sends what an event asks for. Wix may deliver an event twice, late and out of order.
 *
 * Where the receiver is gone meanwhile it is logged and done: being told again would never help.
 *
 * @returns the conversation's id, if the message is there.
 * @throws {InboxError} those of `send`, when the event could not be finished.
 */
export async function sendForEvent(
  context: InboxContext,
  { dedupeKey: fact, ...sending }: EventSending,
): Promise<string | undefined> {
  try {
    const { outcome } = await send(context, { ...sending, idempotencyKey: fact, scope: 'event' });
    return outcome.conversationId;
  } catch (error) {
    if (!(error instanceof InboxError)) throw error;
    if (SETTLED.includes(error.code)) return undefined;
    if (!GONE.includes(error.code)) throw error;
    const what = 'send what an event asked for, to somebody who is gone';
    context.log({ level: 'warn', what, ...toLogFields(error) });
    return undefined;
  }
}
