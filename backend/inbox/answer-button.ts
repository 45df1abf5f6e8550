import { InboxError } from 'backend/inbox/inbox-error';
import { toBusinessMessage } from 'backend/inbox/message';
import { openConversationOf } from 'backend/inbox/open-conversation';
import { readEvent } from 'backend/inbox/read-event';
import { toButtonInteracted, type ButtonInteracted } from 'backend/inbox/read-event-inbox';
import { readMessage } from 'backend/inbox/read-message';
import { noteRecent } from 'backend/inbox/recent-log';
import type { Rooms } from 'backend/inbox/rooms';
import { sendForEvent } from 'backend/inbox/send-for-event';
import type { ButtonHandler, InboxSettings } from 'backend/inbox/settings';
import { tellPages } from 'backend/inbox/tell-pages';
import type { OutgoingMessage } from 'backend/inbox/wix';
import { own, toPrintable } from 'public/inbox-input';

/**
 * Does what the settings say that a pressed button does, and sends what its handler answers, to whoever
 * pressed it: once for each message and button where Wix's event names the message, as it does not in
 * Wix's sample; else once for each press, however often Wix tells of it.
 *
 * @throws what the handler throws; {InboxError} those of `send`, when it could not be finished.
 */
export async function answerButton(rooms: Rooms, event: unknown): Promise<void> {
  const pressed = readEvent(rooms, event, 'a pressed button', toButtonInteracted);
  if (!pressed) return;
  const { press, messageId, at } = pressed;
  const { conversationId, interactionId } = press;
  const notes = Promise.all([
    noteRecent(rooms, {
      kind: 'button',
      fact: [messageId, interactionId, at].join(),
      at,
      conversationId,
      direction: 'PARTICIPANT_TO_BUSINESS',
    }),
    tellPages(rooms, 'button', conversationId),
  ]);
  try {
    await answerPress(rooms, pressed);
  } finally {
    await notes;
  }
}

async function answerPress(rooms: Rooms, { press, messageId }: ButtonInteracted): Promise<void> {
  const name = toPrintable(press.interactionId);
  const handler = findHandler(rooms.settings, press.interactionId);
  if (!handler) {
    rooms.log({ level: 'warn', what: `find the button "${name}" in the settings` });
    return;
  }
  const answer = await handler(press);
  const message = answer && checkAnswer(rooms, name, answer);
  if (!message) return;
  await sendForEvent(rooms, {
    fact: `button:${messageId}:${press.interactionId}`,
    message,
    open: () => openConversationOf(rooms, press.by),
    sendAs: 'CALLER',
    notify: message.visibility === 'BUSINESS' ? 'never' : rooms.settings.notifications.business,
    // The handler's own time is not Inbox's.
    started: rooms.now(),
  });
}

/** The exact id first, then the longest beginning (`'cancel-*'`). */
function findHandler({ buttons = {} }: InboxSettings, id: string): ButtonHandler | undefined {
  const [longest = ''] = Object.keys(buttons)
    .filter((key) => key.endsWith('*') && id.startsWith(key.slice(0, -1)))
    .sort((one, other) => other.length - one.length);
  return own(buttons, id) ?? own(buttons, longest);
}

/** What a handler answered, or nothing: told again, it would answer the same. */
function checkAnswer(
  { settings, log }: Rooms,
  name: string,
  answer: unknown,
): OutgoingMessage | undefined {
  try {
    return toBusinessMessage(settings, readMessage(answer));
  } catch (error) {
    if (!(error instanceof InboxError)) throw error;
    const [[path, says] = []] = Object.entries(error.fields ?? {});
    log({ level: 'error', what: `send what the button "${name}" answers: ${path}: ${says}` });
    return undefined;
  }
}
