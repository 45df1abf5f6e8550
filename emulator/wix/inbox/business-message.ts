// Emulates sending a message from Wix Inbox's dashboard, as a request to Inbox's API. Not emulated: attachments
// from the site's media.
import type { OperationContext } from '../core/context.ts';
import { MESSAGE_OPERATIONS } from './messages.ts';

const sendMessage = MESSAGE_OPERATIONS.find(({ name }) => name === 'MessagesService.SendMessage');

/** A message from the business. */
export interface BusinessMessage {
  /** Inbox's one-of: `{ basic }`, `{ template }`, `{ minimal }` or `{ form }`, in the shapes of its REST API. */
  readonly content: object;
  /** Who can see the message; default `BUSINESS_AND_PARTICIPANT`. */
  readonly visibility?: 'BUSINESS_AND_PARTICIPANT' | 'BUSINESS';
}

/**
 * Prepares a message as Wix Inbox sends it: to the participant, by chat. Run the returned function in `runAs`.
 * @throws {WixValidationError} before anything is changed, if the message violates Wix's limits
 */
export function prepareMessage(
  conversationId: string,
  { content, visibility = 'BUSINESS_AND_PARTICIPANT' }: BusinessMessage,
): (context: OperationContext) => unknown {
  if (!sendMessage) throw new Error('Failed to find the operation MessagesService.SendMessage');
  const message = {
    content,
    direction: 'BUSINESS_TO_PARTICIPANT',
    visibility,
    sourceChannel: 'CHAT',
    targetChannels: ['CHAT'],
  };
  return sendMessage.prepare({ conversationId, message }, { protoJson: 'refused' }).run;
}
