import { findDeclared, readName, readSendOptions } from 'backend/inbox/input/read-options';
import { invalidInput } from 'backend/inbox/input/readers';
import { buildActivityMessage } from 'backend/inbox/messaging/build-message';
import { sendAsSession, type SendContext } from 'backend/inbox/messaging/send-as-caller';
import { toPrintable } from 'public/inbox-input';
import type { Sent } from 'public/inbox-shapes';

/**
 * Sends the activity with this name, as the caller. Only the business sees it.
 *
 * @param activity - the name of an activity in the settings; its text, icon and link never come from the page.
 * @throws {InboxError} INVALID_INPUT, UNKNOWN_ACTIVITY, INVALID_KEY, IDENTITY_UNKNOWN, and the codes of `send`.
 */
export async function sendActivity(
  context: SendContext,
  activity: unknown,
  options?: unknown,
): Promise<Sent> {
  const started = context.now();
  const { idempotencyKey, captchaToken } = readSendOptions(options);
  const name = readName(activity, 'activity');
  const [, declared] = findDeclared(context.settings.activities, name) ?? [];
  if (!declared) {
    const error = `No activity "${toPrintable(name)}" is declared in the settings.`;
    throw invalidInput('activity', error, 'UNKNOWN_ACTIVITY');
  }
  const message = buildActivityMessage(context.settings, declared);
  const notify = context.settings.notifications.activity;
  const keys = { idempotencyKey, captchaToken };
  return sendAsSession(context, { message, notify, kind: 'chat', ...keys, started });
}
