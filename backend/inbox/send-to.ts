import { toBusinessMessage } from 'backend/inbox/message';
import { openConversation } from 'backend/inbox/open-conversation';
import { readMessage } from 'backend/inbox/read-message';
import { readSendToOptions } from 'backend/inbox/read-options';
import { readParticipant } from 'backend/inbox/read-participant';
import type { Rooms } from 'backend/inbox/rooms';
import { send } from 'backend/inbox/send';
import type { SentByBusiness } from 'public/inbox-shapes';

/**
 * Sends a message of any type from the business to a participant.
 *
 * @throws {InboxError} INVALID_INPUT, INVALID_KEY, PARTICIPANT_NOT_FOUND, and those of `send`.
 */
export async function sendTo(
  rooms: Rooms,
  participant: unknown,
  message: unknown,
  options: unknown,
): Promise<SentByBusiness> {
  const started = rooms.now();
  const to = readParticipant(participant);
  const outgoing = toBusinessMessage(rooms.settings, readMessage(message));
  const { idempotencyKey, notify } = readSendToOptions(options);
  const byTable =
    outgoing.visibility === 'BUSINESS' ? 'never' : rooms.settings.notifications.business;
  const { outcome, once, replayed } = await send(rooms, {
    message: outgoing,
    open: () => openConversation(rooms, to),
    sendAs: 'CALLER',
    notify: notify === undefined ? byTable : notify ? 'always' : 'never',
    idempotencyKey,
    home: 'business',
    to,
    started,
  });
  return { ...outcome, once, ...(replayed && { replayed }) };
}
