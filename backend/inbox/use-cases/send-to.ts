import type { InboxContext } from 'backend/inbox/context';
import { readMessage } from 'backend/inbox/input/read-message';
import { readSendToOptions } from 'backend/inbox/input/read-options';
import { readAddressee } from 'backend/inbox/input/read-participant';
import { buildBusinessMessage } from 'backend/inbox/messaging/build-message';
import { resolveAddressee } from 'backend/inbox/messaging/recipient';
import { withChannel } from 'backend/inbox/messaging/reply-channel';
import type { Notify } from 'backend/inbox/settings';
import type { SentByBusiness } from 'public/inbox-shapes';

/**
 * Sends a message of any type from the business to a participant.
 *
 * @throws {InboxError} INVALID_INPUT, INVALID_KEY, PARTICIPANT_NOT_FOUND, PARTICIPANT_AMBIGUOUS,
 *   CHANNEL_NOT_AVAILABLE, and the codes of `send`.
 */
export async function sendTo(
  context: Pick<InboxContext, 'wix' | 'settings' | 'send' | 'now'>,
  participant: unknown,
  message: unknown,
  options?: unknown,
): Promise<SentByBusiness> {
  const { settings, send, now } = context;
  const started = now();
  const addressee = readAddressee(participant);
  const built = buildBusinessMessage(settings, readMessage(message));
  const { idempotencyKey, notify, channel } = readSendToOptions(options);
  const outgoing = withChannel(built, channel);
  const byDefault = outgoing.visibility === 'BUSINESS' ? 'never' : settings.notifications.business;
  // An e-mail and an id of one person lead to one send log, so a key holds for both.
  const recipient = await resolveAddressee(context, addressee);
  const { outcome, once, replayed } = await send({
    message: outgoing,
    recipient: { addressee: recipient },
    channel,
    sendAs: 'CALLER',
    notify: toNotify(notify) ?? byDefault,
    idempotencyKey,
    kind: 'business',
    sender: { kind: 'business', participant: recipient },
    started,
  });
  return { ...outcome, once, ...(replayed && { replayed }) };
}

function toNotify(notify: boolean | undefined): Notify | undefined {
  if (notify === undefined) return undefined;
  return notify ? 'always' : 'never';
}
