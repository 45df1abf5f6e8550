import { toParticipant } from 'backend/inbox/find-participants';
import { toBusinessMessage } from 'backend/inbox/message';
import { openConversation } from 'backend/inbox/open-conversation';
import { readMessage } from 'backend/inbox/read-message';
import { readSendToOptions } from 'backend/inbox/read-options';
import { readAddressee } from 'backend/inbox/read-participant';
import { byChannel, requireChannel } from 'backend/inbox/reply-channel';
import type { Rooms } from 'backend/inbox/rooms';
import { send } from 'backend/inbox/send';
import type { SentByBusiness } from 'public/inbox-shapes';

/**
 * Sends a message of any type from the business to a participant.
 *
 * @throws {InboxError} INVALID_INPUT, INVALID_KEY, PARTICIPANT_NOT_FOUND, PARTICIPANT_AMBIGUOUS,
 *   CHANNEL_NOT_AVAILABLE, and those of `send`.
 */
export async function sendTo(
  rooms: Rooms,
  participant: unknown,
  message: unknown,
  options: unknown,
): Promise<SentByBusiness> {
  const started = rooms.now();
  const to = readAddressee(participant);
  const built = toBusinessMessage(rooms.settings, readMessage(message));
  const { idempotencyKey, notify, channel } = readSendToOptions(options);
  const outgoing = byChannel(built, channel);
  const byTable =
    outgoing.visibility === 'BUSINESS' ? 'never' : rooms.settings.notifications.business;
  const { outcome, once, replayed } = await send(rooms, {
    message: outgoing,
    async open() {
      const conversation = await openConversation(rooms, await toParticipant(rooms, to));
      requireChannel(conversation, channel);
      return conversation;
    },
    sendAs: 'CALLER',
    notify: notify === undefined ? byTable : notify ? 'always' : 'never',
    idempotencyKey,
    home: 'business',
    to,
    started,
  });
  return { ...outcome, once, ...(replayed && { replayed }) };
}
