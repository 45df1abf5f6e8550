import { omitUndefined } from 'backend/inbox/omit-undefined';
import { isGuid } from 'backend/inbox/input/guid';
import { toIds, toMessage } from 'backend/inbox/input/inbox-entities';
import type { EventMetadata } from 'backend/inbox/events/read-event-metadata';
import { readPath, readTextAt } from 'backend/inbox/input/read-path';
import type { ButtonClick } from 'backend/inbox/site-functions';
import type { Message } from 'public/inbox-shapes';

/** A sent message, in either direction. */
export interface MessageSent {
  readonly conversationId: string;
  readonly message: Message;
}

/** Conversations that were merged, because a visitor became a contact or contacts were merged. */
export interface ConversationsMerged {
  readonly conversationId: string;
  readonly oldConversationIds: readonly string[];
}

/** A clicked button of a template. */
export interface ButtonInteracted {
  readonly click: ButtonClick;
  /**
   * The id of the button's message if the event contains it (not documented), otherwise an id of the click. The
   * entity id in Wix's sample is a GUID, which message ids are not. With an id of the click, two clicks have two
   * ids.
   */
  readonly messageId: string;
}

/**
 * Parses Inbox's event of a message that was sent to the business or to the participant.
 *
 * @see https://dev.wix.com/docs/velo/events-service-plugins/inbox/events/on-message-sent-to-business
 * @see https://dev.wix.com/docs/velo/events-service-plugins/inbox/events/on-message-sent-to-participant
 */
export function toMessageSent(data: unknown): MessageSent | undefined {
  const conversationId = readPath(data, 'conversationId');
  const message = toMessage(readPath(data, 'message'));
  return isGuid(conversationId) && message ? { conversationId, message } : undefined;
}

/**
 * Parses Inbox's event of merged conversations.
 *
 * @see https://dev.wix.com/docs/velo/events-service-plugins/inbox/events/on-conversation-conversations-merged
 */
export function toConversationsMerged(data: unknown): ConversationsMerged | undefined {
  const conversationId = readPath(data, 'targetConversationId');
  const old = readPath(data, 'oldConversationIds');
  if (!isGuid(conversationId) || !Array.isArray(old)) return undefined;
  return { conversationId, oldConversationIds: old.filter(isGuid) };
}

/**
 * Parses Inbox's event of a clicked button. The id is the message id, the entity id (unless it is the
 * conversation) or the event id, in this order.
 *
 * @see https://dev.wix.com/docs/velo/events-service-plugins/inbox/events/on-message-button-interacted
 */
export function toButtonInteracted(
  data: unknown,
  { id, entityId }: EventMetadata,
): ButtonInteracted | undefined {
  const conversationId = readPath(data, 'conversationId');
  const interactionId = readTextAt(data, 'interactionId');
  const subject = entityId === conversationId ? undefined : entityId;
  const messageId = readTextAt(data, 'message', '_id') ?? subject ?? id;
  const by = toIds(readPath(data, 'interactedBy'));
  const isComplete = interactionId !== undefined && messageId !== undefined;
  if (!isGuid(conversationId) || !isComplete || Object.keys(by).length === 0) return undefined;
  const appId = readTextAt(data, 'appId');
  return { click: omitUndefined({ interactionId, conversationId, by, appId }), messageId };
}
