import type { InboxContext } from 'backend/inbox/context';
import { InboxError } from 'backend/inbox/error';
import { readEvent } from 'backend/inbox/events/read-event';
import { toButtonInteracted, type ButtonInteracted } from 'backend/inbox/events/read-inbox-event';
import { recordRecent } from 'backend/inbox/events/record-recent';
import { sendForEvent } from 'backend/inbox/events/send-for-event';
import { readMessage } from 'backend/inbox/input/read-message';
import { buildBusinessMessage } from 'backend/inbox/messaging/build-message';
import type { InboxSettings } from 'backend/inbox/settings';
import type { ButtonHandler } from 'backend/inbox/site-functions';
import type { OutgoingMessage } from 'backend/inbox/wix/port';
import { getOwn } from 'public/inbox-input';

type ButtonContext = Pick<
  InboxContext,
  'wix' | 'settings' | 'send' | 'pages' | 'now' | 'log' | 'logOnce'
>;

/**
 * Handles Inbox's event of a clicked template button: runs the handler of the settings and sends the
 * message that it returns to the participant who clicked.
 *
 * The message is sent once per message and button if Wix's event names the message. Wix's sample event
 * does not; then it is sent once per click, however often Wix delivers the event.
 *
 * @throws what the handler throws; {InboxError} the codes of `send`, if the message could not be sent.
 */
export async function handleButtonClick(context: ButtonContext, event: unknown): Promise<void> {
  const interacted = readEvent(context, event, 'a clicked button', toButtonInteracted);
  if (!interacted) return;
  const { click, messageId, at } = interacted;
  const { conversationId, interactionId } = click;
  const recorded = Promise.all([
    recordRecent(context, {
      kind: 'button',
      dedupeKey: [messageId, interactionId, at].join(),
      at,
      conversationId,
      direction: 'PARTICIPANT_TO_BUSINESS',
    }),
    context.pages.announceChange('button', conversationId),
  ]);
  try {
    await runButtonHandler(context, interacted);
  } finally {
    await recorded;
  }
}

async function runButtonHandler(
  context: ButtonContext,
  { click, messageId }: ButtonInteracted,
): Promise<void> {
  const { settings, log, now } = context;
  const [name, handler] = findHandler(settings, click.interactionId) ?? [];
  if (name === undefined || !handler) {
    // The id is not logged: the event may hold any text.
    log({ level: 'warn', what: 'The settings have no handler for a clicked button' });
    return;
  }
  const reply = await handler(click);
  const message = reply && checkReply(context, name, reply);
  if (!message) return;
  await sendForEvent(context, {
    dedupeKey: `button:${messageId}:${click.interactionId}`,
    message,
    recipient: { ids: click.by },
    sendAs: 'CALLER',
    notify: message.visibility === 'BUSINESS' ? 'never' : settings.notifications.business,
    // The time that the handler took does not count.
    started: now(),
  });
}

/** Finds a button's handler and its name in the settings: the exact id, or the longest prefix (`'cancel-*'`). */
function findHandler(
  { buttons }: InboxSettings,
  id: string,
): readonly [name: string, handler: ButtonHandler] | undefined {
  const prefixes = Object.keys(buttons)
    .filter((key) => key.endsWith('*') && id.startsWith(key.slice(0, -1)))
    .sort((one, other) => other.length - one.length);
  for (const name of [id, ...prefixes]) {
    const handler = getOwn(buttons, name);
    if (handler) return [name, handler];
  }
  return undefined;
}

/** Checks the message that a handler returned. An invalid one is logged, not retried: the next would be the same. */
function checkReply(
  { settings, log }: ButtonContext,
  name: string,
  reply: unknown,
): OutgoingMessage | undefined {
  try {
    return buildBusinessMessage(settings, readMessage(reply));
  } catch (error) {
    if (!(error instanceof InboxError)) throw error;
    const [[path, message] = []] = Object.entries(error.fields ?? {});
    const what = `The handler of the button "${name}" returned an invalid message: ${path}: ${message}`;
    log({ level: 'error', what });
    return undefined;
  }
}
