import { InboxError, isCode } from 'backend/inbox/inbox-error';
import { toActivityMessage, toChatMessage } from 'backend/inbox/message';
import { openConversation } from 'backend/inbox/open-conversation';
import {
  toParticipant,
  toSubject,
  whoIsTalking,
  type KnownSpeaker,
} from 'backend/inbox/participant';
import { refuse } from 'backend/inbox/read-input';
import { readText } from 'backend/inbox/read-message';
import { readName, readSendChatOptions, readSendOptions } from 'backend/inbox/read-options';
import type { Rooms } from 'backend/inbox/rooms';
import { send, type Sending, type SendResult } from 'backend/inbox/send';
import { own, toPrintable } from 'public/inbox-input';
import type { Sent } from 'public/inbox-shapes';

/** What differs from one message of a participant to another. */
type FromParticipant = Pick<Sending, 'message' | 'notify' | 'idempotencyKey' | 'started'>;

/**
 * Sends a chat text as the session's participant, files of the site with it; both sides see them.
 *
 * @throws {InboxError} INVALID_INPUT, INVALID_KEY, IDENTITY_UNKNOWN, and those of `send`.
 */
export async function sendText(rooms: Rooms, text: unknown, options: unknown): Promise<Sent> {
  const started = rooms.now();
  const { idempotencyKey, attachments = [] } = readSendChatOptions(options);
  const said = attachments.length > 0 && text === '' ? '' : readText(text);
  const message = toChatMessage(rooms.settings, said, attachments);
  const notify = rooms.settings.notifications.chat;
  return sendAsSession(rooms, { message, notify, idempotencyKey, started });
}

/**
 * Reports a declared activity of the session's participant; the business sees it.
 *
 * @param activity - a name from the settings: text, icon and link are never the page's.
 * @throws {InboxError} INVALID_INPUT, UNKNOWN_ACTIVITY, INVALID_KEY, IDENTITY_UNKNOWN, and those of `send`.
 */
export async function sendActivity(
  rooms: Rooms,
  activity: unknown,
  options: unknown,
): Promise<Sent> {
  const started = rooms.now();
  const { idempotencyKey } = readSendOptions(options);
  const name = readName(activity, 'activity');
  const declared = own(rooms.settings.activities, name);
  if (!declared) {
    const says = `No activity "${toPrintable(name)}" is declared in the settings.`;
    throw refuse('activity', says, 'UNKNOWN_ACTIVITY');
  }
  const message = toActivityMessage(rooms.settings, declared);
  const notify = rooms.settings.notifications.activity;
  return sendAsSession(rooms, { message, notify, idempotencyKey, started });
}

/** Sends as a member or visitor into his own conversation. */
export function sendAs(
  rooms: Rooms,
  speaker: KnownSpeaker,
  from: FromParticipant,
): Promise<SendResult> {
  return send(rooms, {
    ...from,
    open: () => openConversation(rooms, toParticipant(speaker)),
    sendAs: 'PARTICIPANT',
    home: toSubject(speaker),
  });
}

/** What a participant learns: nothing of the conversation, its ids or the contact. */
export function toSent({ once, replayed }: SendResult): Sent {
  return { once, ...(replayed && { replayed }) };
}

/**
 * Tells an answer of Inbox that the visitor's own id leads nowhere, which happens under one reading of
 * Wix's documents after his conversation was merged into a contact's.
 */
export function isLost(speaker: KnownSpeaker, error: unknown): boolean {
  return speaker.kind === 'visitor' && isCode(error, 'PARTICIPANT_NOT_FOUND');
}

async function sendAsSession(rooms: Rooms, from: FromParticipant): Promise<Sent> {
  const speaker = await whoIsTalking(rooms);
  switch (speaker.kind) {
    case 'preview':
      return { preview: true };
    case 'unknown':
    case 'refused':
      throw new InboxError('IDENTITY_UNKNOWN');
    case 'member':
    case 'visitor':
      try {
        return toSent(await sendAs(rooms, speaker, from));
      } catch (error) {
        throw isLost(speaker, error) ? new InboxError('IDENTITY_UNKNOWN') : error;
      }
  }
}
