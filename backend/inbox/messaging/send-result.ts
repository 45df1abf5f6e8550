import { InboxError, isCode, type WixFailure } from 'backend/inbox/error';
import type { SendResult } from 'backend/inbox/messaging/send';
import type { Delivered } from 'backend/inbox/messaging/send-delivery';
import { omitUndefined } from 'backend/inbox/omit-undefined';
import { withoutEvent, type SendLogEntry } from 'backend/inbox/send-log-entry';
import { RETRY_AFTER_SECONDS } from 'backend/inbox/time-limit';

/** Returns the error of a call that could not resolve an entry. Its own message may have been sent before. */
export function toUnresolved(error: unknown, isOwn: boolean): unknown {
  if (!isOwn || !(error instanceof InboxError) || error.code === 'UNCONFIRMED') return error;
  return unconfirmed('UNCONFIRMED', error.wixFailure);
}

/** Returns an entry with what became of its message. */
export function toRecorded(
  entry: SendLogEntry,
  delivered: Exclude<Delivered, { readonly state: 'open' }>,
): SendLogEntry {
  if (delivered.state === 'done') {
    return { ...withoutEvent(entry), state: 'done', ...delivered.outcome };
  }
  // Only a temporary failure of an event is tried again later.
  const isTemporary = isCode(delivered.error, 'TRY_LATER');
  return { ...(isTemporary ? entry : withoutEvent(entry)), state: 'none' };
}

/**
 * Returns the result of a delivered message, or throws the error of one that was not sent.
 *
 * @param options.unknown - the code of an unknown outcome.
 */
export function toResult(
  delivered: Delivered,
  { once, unknown }: { readonly once: boolean; readonly unknown: 'UNCONFIRMED' | 'UNCLEAR' },
): SendResult {
  if (delivered.state === 'none') throw delivered.error;
  if (delivered.state === 'open') throw unconfirmed(unknown, delivered.wixFailure);
  const { outcome, conversation } = delivered;
  return { outcome, once, replayed: false, conversation };
}

/** Returns the result of a message that was sent before. */
export function toReplay({ conversationId = '', messageId = '' }: SendLogEntry): SendResult {
  return { outcome: { conversationId, messageId }, once: true, replayed: true };
}

/** Creates the error of a message whose outcome is unknown. */
export function unconfirmed(code: 'UNCONFIRMED' | 'UNCLEAR', wixFailure?: WixFailure): InboxError {
  const retryAfter = code === 'UNCONFIRMED' ? RETRY_AFTER_SECONDS : undefined;
  return new InboxError(code, omitUndefined({ retryAfter, wixFailure }));
}
