import { resolveAddressee } from 'backend/inbox/use-cases/find-participants';
import { toBusinessMessage } from 'backend/inbox/messaging/build-message';
import { openConversation } from 'backend/inbox/messaging/open-conversation';
import { readMessage } from 'backend/inbox/input/read-message';
import { readSendToOptions } from 'backend/inbox/input/read-options';
import { readAddressee } from 'backend/inbox/input/read-participant';
import { byChannel, requireChannel } from 'backend/inbox/messaging/reply-channel';
import type { InboxContext } from 'backend/inbox/context';
import { send } from 'backend/inbox/messaging/send';
import type { SentByBusiness } from 'public/inbox-shapes';

/**
 * Sends a message of any type from the business to a participant.
 *
 * @throws {InboxError} INVALID_INPUT, INVALID_KEY, PARTICIPANT_NOT_FOUND, PARTICIPANT_AMBIGUOUS,
 *   CHANNEL_NOT_AVAILABLE, and those of `send`.
 */
export async function sendTo(
  context: InboxContext,
  participant: unknown,
  message: unknown,
  options: unknown,
): Promise<SentByBusiness> {
  const started = context.now();
  const to = readAddressee(participant);
  const built = toBusinessMessage(context.settings, readMessage(message));
  const { idempotencyKey, notify, channel } = readSendToOptions(options);
  const outgoing = byChannel(built, channel);
  const byTable =
    outgoing.visibility === 'BUSINESS' ? 'never' : context.settings.notifications.business;
  const { outcome, once, replayed } = await send(context, {
    message: outgoing,
    async open() {
      const conversation = await openConversation(context, await resolveAddressee(context, to));
      requireChannel(conversation, channel);
      return conversation;
    },
    sendAs: 'CALLER',
    notify: notify === undefined ? byTable : notify ? 'always' : 'never',
    idempotencyKey,
    scope: 'business',
    to,
    started,
  });
  return { ...outcome, once, ...(replayed && { replayed }) };
}
