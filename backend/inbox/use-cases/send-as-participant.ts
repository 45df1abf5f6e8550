import { InboxError, isCode } from 'backend/inbox/error';
import { toActivityMessage, toChatMessage } from 'backend/inbox/messaging/build-message';
import { openConversation } from 'backend/inbox/messaging/open-conversation';
import {
  callerParticipant,
  callerKey,
  resolveCaller,
  type IdentifiedCaller,
} from 'backend/inbox/access/caller';
import { invalidInput } from 'backend/inbox/input/readers';
import { readText } from 'backend/inbox/input/read-message';
import { readName, readSendChatOptions, readSendOptions } from 'backend/inbox/input/read-options';
import type { InboxContext } from 'backend/inbox/context';
import { send, type Sending, type SendResult } from 'backend/inbox/messaging/send';
import { getOwn, toPrintable } from 'public/inbox-input';
import type { Sent } from 'public/inbox-shapes';

/** What differs from one message of a participant to another. */
type FromParticipant = Pick<Sending, 'message' | 'notify' | 'idempotencyKey' | 'started'>;

/**
 * Sends a chat text as the session's participant, files of the site with it; both sides see them.
 *
 * @throws {InboxError} INVALID_INPUT, INVALID_KEY, IDENTITY_UNKNOWN, and those of `send`.
 */
export async function sendText(
  context: InboxContext,
  text: unknown,
  options: unknown,
): Promise<Sent> {
  const started = context.now();
  const { idempotencyKey, attachments = [] } = readSendChatOptions(options);
  const said = attachments.length > 0 && text === '' ? '' : readText(text);
  const message = toChatMessage(context.settings, said, attachments);
  const notify = context.settings.notifications.chat;
  return sendAsSession(context, { message, notify, idempotencyKey, started });
}

/**
 * Reports a declared activity of the session's participant; the business sees it.
 *
 * @param activity - a name from the settings: text, icon and link are never the page's.
 * @throws {InboxError} INVALID_INPUT, UNKNOWN_ACTIVITY, INVALID_KEY, IDENTITY_UNKNOWN, and those of `send`.
 */
export async function sendActivity(
  context: InboxContext,
  activity: unknown,
  options: unknown,
): Promise<Sent> {
  const started = context.now();
  const { idempotencyKey } = readSendOptions(options);
  const name = readName(activity, 'activity');
  const declared = getOwn(context.settings.activities, name);
  if (!declared) {
    const says = `No activity "${toPrintable(name)}" is declared in the settings.`;
    throw invalidInput('activity', says, 'UNKNOWN_ACTIVITY');
  }
  const message = toActivityMessage(context.settings, declared);
  const notify = context.settings.notifications.activity;
  return sendAsSession(context, { message, notify, idempotencyKey, started });
}

/** Sends as a member or visitor into his own conversation. */
export function sendAs(
  context: InboxContext,
  speaker: IdentifiedCaller,
  from: FromParticipant,
): Promise<SendResult> {
  return send(context, {
    ...from,
    open: () => openConversation(context, callerParticipant(speaker)),
    sendAs: 'PARTICIPANT',
    scope: callerKey(speaker),
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
export function isLost(speaker: IdentifiedCaller, error: unknown): boolean {
  return speaker.kind === 'visitor' && isCode(error, 'PARTICIPANT_NOT_FOUND');
}

async function sendAsSession(context: InboxContext, from: FromParticipant): Promise<Sent> {
  const speaker = await resolveCaller(context);
  switch (speaker.kind) {
    case 'preview':
      return { preview: true };
    case 'unknown':
    case 'refused':
      throw new InboxError('IDENTITY_UNKNOWN');
    case 'member':
    case 'visitor':
      try {
        return toSent(await sendAs(context, speaker, from));
      } catch (error) {
        throw isLost(speaker, error) ? new InboxError('IDENTITY_UNKNOWN') : error;
      }
  }
}
