// Pressing a button of a template message, as the participant does in Wix's chat. Leaves out buttons that open a page: nobody hears of those.
import * as v from 'valibot';
import type { Call } from '../core/context.ts';
import { WixApiError } from '../core/wix-error.ts';
import { participantOf, requireConversation } from './conversations.ts';
import { toMessage, type MessageRow } from './messages.ts';
import { displayOf } from './participants.ts';

/** A button, as who presses it names it. */
export const ButtonInput = v.strictObject({
  messageId: v.pipe(v.string(), v.regex(/^\d{1,16}$/, 'is not the id of a message')),
  interactionId: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
});
/** A button, as who presses it names it. */
export type ButtonInput = v.InferOutput<typeof ButtonInput>;

/**
 * Presses a button; inside durable work. The event's subject is a new GUID, as in Wix's sample: it is not the message.
 * @throws {WixApiError} 404 CONVERSATION_NOT_FOUND; 404 BUTTON_NOT_FOUND (ours) if the participant sees no such button there
 * @see https://dev.wix.com/docs/velo/events-service-plugins/inbox/events/on-message-button-interacted
 */
export function pressButton(
  call: Call,
  conversationId: string,
  { messageId, interactionId }: ButtonInput,
): void {
  const conversation = requireConversation(call, conversationId);
  const row = call.database.get<MessageRow>(
    'select sequence, public, notified, document from messages where sequence = ? and conversation = ? and public = 1',
    Number(messageId),
    conversation.key,
  );
  const buttons = row ? (toMessage(row).content.template?.buttons ?? []) : [];
  const pressed = buttons.find(
    (button) => button?.postbackProperties?.interactionId === interactionId,
  );
  if (!pressed) {
    throw new WixApiError(
      404,
      'BUTTON_NOT_FOUND',
      'The participant sees no message with such a button',
    );
  }
  const person = { kind: conversation.kind, id: conversation.participant_id };
  call.emit({
    name: 'message-button-interacted',
    entityId: call.id(),
    body: {
      kind: 'action',
      data: {
        conversationId: conversation.id,
        appId: pressed.postbackProperties?.appId,
        interactionId,
        interactedBy: participantOf(conversation, displayOf(call, person)?.contactId),
      },
    },
  });
}
