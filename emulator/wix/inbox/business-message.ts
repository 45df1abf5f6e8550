// What the business types in Wix Inbox's dashboard, as a call of its own API. Leaves out attachments from the site's media.
import type { Call } from '../core/context.ts';
import { MESSAGE_OPERATIONS } from './messages.ts';

const sendMessage = MESSAGE_OPERATIONS.find(({ name }) => name === 'MessagesService.SendMessage');

/** A message of the business. */
export interface BusinessMessage {
  /** Inbox's one-of: `{ basic }`, `{ template }`, `{ minimal }` or `{ form }`, in the shapes of its REST API. */
  readonly content: object;
  /** Who sees it; both, unless it says `BUSINESS`. */
  readonly visibility?: 'BUSINESS_AND_PARTICIPANT' | 'BUSINESS';
}

/**
 * Prepares a message as Wix Inbox sends it: to the participant, by chat. Run it in `act`.
 * @throws {WixValidationError} before anything is touched, if Wix's limits refuse it
 */
export function prepareMessage(
  conversationId: string,
  { content, visibility = 'BUSINESS_AND_PARTICIPANT' }: BusinessMessage,
): (call: Call) => unknown {
  if (!sendMessage) throw new Error('Failed to find the operation MessagesService.SendMessage');
  return sendMessage.accept({
    conversationId,
    message: {
      content,
      direction: 'BUSINESS_TO_PARTICIPANT',
      visibility,
      sourceChannel: 'CHAT',
      targetChannels: ['CHAT'],
    },
  }).run;
}
