import {
  callerParticipant,
  resolveCaller,
  type IdentifiedCaller,
} from 'backend/inbox/access/caller';
import type { InboxContext } from 'backend/inbox/context';
import { InboxError, isCode } from 'backend/inbox/error';
import type { Sending, SendResult } from 'backend/inbox/messaging/send';
import type { FormContact } from 'public/inbox-form';
import type { Sent } from 'public/inbox-shapes';

/** The properties of a send that differ between a caller's messages. */
export type CallerMessage = Pick<
  Sending,
  'message' | 'notify' | 'kind' | 'idempotencyKey' | 'ticket' | 'captchaToken' | 'started'
>;

/** The dependencies of the use cases that send for a page. */
export type SendContext = Pick<
  InboxContext,
  'wix' | 'settings' | 'now' | 'log' | 'logOnce' | 'send' | 'formContacts'
>;

/**
 * Resolves the caller and sends a message into their own conversation.
 *
 * @throws {InboxError} SESSION_EXPIRED, IDENTITY_UNKNOWN, and the codes of `send`.
 */
export async function sendAsSession(context: SendContext, message: CallerMessage): Promise<Sent> {
  const caller = await resolveCaller(context);
  switch (caller.kind) {
    case 'preview':
      return { preview: true };
    case 'unknown':
      throw new InboxError('IDENTITY_UNKNOWN');
    case 'refused':
      throw new InboxError(caller.code);
    case 'member':
    case 'visitor':
      return toSent(await sendAsCaller(context, caller, message));
  }
}

/**
 * Sends a message of a member or visitor into their own conversation.
 *
 * @param otherwise - the contact that receives the message if Inbox does not find the visitor. Wix may no longer find
 *   a visitor whose conversation was merged (not documented).
 * @throws {InboxError} IDENTITY_UNKNOWN if Inbox finds neither, and the codes of `send`.
 */
export async function sendAsCaller(
  { send }: Pick<InboxContext, 'send'>,
  caller: IdentifiedCaller,
  message: CallerMessage,
  otherwise?: FormContact,
): Promise<SendResult> {
  const participant = callerParticipant(caller);
  try {
    return await send({
      ...message,
      recipient: { addressee: participant, ...(otherwise && { otherwise }) },
      sendAs: 'PARTICIPANT',
      sender: { kind: caller.kind, participant },
    });
  } catch (error) {
    const isGone = caller.kind === 'visitor' && isCode(error, 'PARTICIPANT_NOT_FOUND');
    throw isGone ? new InboxError('IDENTITY_UNKNOWN') : error;
  }
}

/** Converts a result for participants: without ids. */
export function toSent({ once, replayed }: SendResult): Sent {
  return { once, ...(replayed && { replayed }) };
}
