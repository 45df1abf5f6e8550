// The functions that a site can have in its settings.
import type { FormValue } from 'public/inbox-form';
import type { BusinessMessage, Message, ParticipantIds } from 'public/inbox-shapes';

/** A click on a template's button. */
export interface ButtonClick {
  readonly interactionId: string;
  readonly conversationId: string;
  /** The participant who clicked. */
  readonly by: ParticipantIds;
  /** The app that sent the button, if Wix names it. */
  readonly appId?: string;
}

/**
 * Handles a clicked button. It may return a message, which is sent once to the participant who clicked.
 *
 * It may run twice: Wix may deliver a click twice, and participants may click twice. If Wix's event does not
 * contain the message id, two clicks send two messages. Make other side effects idempotent.
 */
export type ButtonHandler = (
  click: ButtonClick,
) => BusinessMessage | undefined | Promise<BusinessMessage | undefined>;

/** The direction of a message. */
export type Direction = 'PARTICIPANT_TO_BUSINESS' | 'BUSINESS_TO_PARTICIPANT';

/** The site's functions that are called for messages and forms. Each has a time limit of 2 seconds. */
export interface Hooks {
  /**
   * Runs before every message of this site is sent and before its conversation is requested. Returns the
   * message to send. If it returns nothing, throws or times out, the message is not sent (BLOCKED).
   */
  readonly beforeSend?: (
    message: BusinessMessage,
    context: { readonly direction: Direction },
  ) => BusinessMessage | undefined | Promise<BusinessMessage | undefined>;
  /** Runs after a declared form was sent, with the values as they were typed. */
  readonly onForm?: (
    form: { readonly name: string; readonly values: readonly FormValue[] },
    context: { readonly conversationId: string },
  ) => void | Promise<void>;
  /**
   * Runs for every message of Inbox, in both directions; possibly twice, with the same `_id`. It must not send
   * messages, because it runs for each of them too.
   */
  readonly onMessage?: (
    message: Message,
    context: { readonly conversationId: string; readonly direction: Direction },
  ) => void | Promise<void>;
}
