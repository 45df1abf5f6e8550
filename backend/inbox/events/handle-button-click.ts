import { InboxError } from 'backend/inbox/error';
import { toBusinessMessage } from 'backend/inbox/messaging/build-message';
import { openConversationWith } from 'backend/inbox/messaging/open-conversation';
import { readEvent } from 'backend/inbox/events/read-event';
import { toButtonInteracted, type ButtonInteracted } from 'backend/inbox/events/read-inbox-event';
import { readMessage } from 'backend/inbox/input/read-message';
import { recordRecentEvent } from 'backend/inbox/events/recent-events';
import type { InboxContext } from 'backend/inbox/context';
import { sendForEvent } from 'backend/inbox/events/send-for-event';
import type { ButtonHandler, InboxSettings } from 'backend/inbox/settings';
import { notifyPages } from 'backend/inbox/realtime/notify-pages';
import type { OutgoingMessage } from 'backend/inbox/wix/port';
import { getOwn, toPrintable } from 'public/inbox-input';

/**
 * Does what the settings say that a pressed button does, and sends what its handler answers, to whoever
 * pressed it: once for each message and button where Wix's event names the message, as it does not in
 * Wix's sample; else once for each press, however often Wix tells of it.
 *
 * @throws what the handler throws; {InboxError} those of `send`, when it could not be finished.
 */
export async function handleButtonClick(context: InboxContext, event: unknown): Promise<void> {
  const pressed = readEvent(context, event, 'a pressed button', toButtonInteracted);
  if (!pressed) return;
  const { click: press, messageId, at } = pressed;
  const { conversationId, interactionId } = press;
  const notes = Promise.all([
    recordRecentEvent(context, {
      kind: 'button',
      dedupeKey: [messageId, interactionId, at].join(),
      at,
      conversationId,
      direction: 'PARTICIPANT_TO_BUSINESS',
    }),
    notifyPages(context, 'button', conversationId),
  ]);
  try {
    await answerPress(context, pressed);
  } finally {
    await notes;
  }
}

async function answerPress(
  context: InboxContext,
  { click: press, messageId }: ButtonInteracted,
): Promise<void> {
  const name = toPrintable(press.interactionId);
  const handler = findHandler(context.settings, press.interactionId);
  if (!handler) {
    context.log({ level: 'warn', what: `find the button "${name}" in the settings` });
    return;
  }
  const answer = await handler(press);
  const message = answer && checkAnswer(context, name, answer);
  if (!message) return;
  await sendForEvent(context, {
    dedupeKey: `button:${messageId}:${press.interactionId}`,
    message,
    open: () => openConversationWith(context, press.by),
    sendAs: 'CALLER',
    notify: message.visibility === 'BUSINESS' ? 'never' : context.settings.notifications.business,
    // The handler's own time is not Inbox's.
    started: context.now(),
  });
}

/** The exact id first, then the longest beginning (`'cancel-*'`). */
function findHandler({ buttons = {} }: InboxSettings, id: string): ButtonHandler | undefined {
  const [longest = ''] = Object.keys(buttons)
    .filter((key) => key.endsWith('*') && id.startsWith(key.slice(0, -1)))
    .sort((one, other) => other.length - one.length);
  return getOwn(buttons, id) ?? getOwn(buttons, longest);
}

/** What a handler answered, or nothing: told again, it would answer the same. */
function checkAnswer(
  { settings, log }: InboxContext,
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
