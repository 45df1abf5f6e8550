import { isBlank, readText } from 'backend/inbox/input/read-message';
import { readSendChatOptions } from 'backend/inbox/input/read-options';
import { buildChatMessage } from 'backend/inbox/messaging/build-message';
import { sendAsSession, type SendContext } from 'backend/inbox/messaging/send-as-caller';
import type { Sent } from 'public/inbox-shapes';

/**
 * Sends a chat text and uploaded files as the caller. Both sides see them.
 *
 * @throws {InboxError} INVALID_INPUT, INVALID_KEY, IDENTITY_UNKNOWN, and the codes of `send`.
 */
export async function sendText(
  context: SendContext,
  text: unknown,
  options?: unknown,
): Promise<Sent> {
  const started = context.now();
  const { attachments = [], idempotencyKey, captchaToken } = readSendChatOptions(options);
  // Attachments may be sent without a text.
  const content = attachments.length > 0 && isBlank(text) ? '' : readText(text);
  const message = buildChatMessage(context.settings, content, attachments);
  const notify = context.settings.notifications.chat;
  const keys = { idempotencyKey, captchaToken };
  return sendAsSession(context, { message, notify, kind: 'chat', ...keys, started });
}
