// Emulates a participant's click on a button of a template message in Wix's chat. Not emulated: buttons that open
// a URL, which raise no event.
import * as v from 'valibot';
import type { OperationContext } from '../core/context.ts';
import { WixApiError } from '../core/wix-error.ts';
import { toParticipantIds, requireConversation } from './conversations.ts';
import { toMessage, type MessageRow } from './messages.ts';
import { getParticipantDisplayData } from './participants.ts';

/** The button that is clicked. */
export const ButtonInput = v.strictObject({
  messageId: v.pipe(v.string(), v.regex(/^\d{1,16}$/, 'is not the id of a message')),
  interactionId: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
});
/** Type of {@link ButtonInput}. */
export type ButtonInput = v.InferOutput<typeof ButtonInput>;

/**
 * Clicks a button; call it inside a transaction. Returns the entity id of the event. The entity id of the event is a new GUID and not the message's id, as in
 * Wix's sample.
 * @throws {WixApiError} 404 CONVERSATION_NOT_FOUND; 404 BUTTON_NOT_FOUND (the emulator's own code) if the participant sees
 *   no such button
 * @see https://dev.wix.com/docs/velo/events-service-plugins/inbox/events/on-message-button-interacted
 */
export function clickButton(
  context: OperationContext,
  conversationId: string,
  { messageId, interactionId }: ButtonInput,
): string {
  const conversation = requireConversation(context, conversationId);
  const row = context.database.get<MessageRow>(
    'select sequence, public, notified, document from messages where sequence = ? and conversation = ? and public = 1',
    Number(messageId),
    conversation.key,
  );
  const buttons = row ? (toMessage(row).content.template?.buttons ?? []) : [];
  const clicked = buttons.find(
    (button) => button?.postbackProperties?.interactionId === interactionId,
  );
  if (!clicked) {
    throw new WixApiError(
      404,
      'BUTTON_NOT_FOUND',
      `The participant sees no message ${messageId} with a button "${interactionId.slice(0, 40)}"`,
    );
  }
  const participant = { kind: conversation.kind, id: conversation.participant_id };
  const entityId = context.id();
  context.emit({
    name: 'message-button-interacted',
    entityId,
    body: {
      kind: 'action',
      data: {
        conversationId: conversation.id,
        appId: clicked.postbackProperties?.appId,
        interactionId,
        interactedBy: toParticipantIds(
          conversation,
          getParticipantDisplayData(context, participant)?.contactId,
        ),
      },
    },
  });
  return entityId;
}
