import { omitUndefined } from 'backend/inbox/omit-undefined';
import { isGuid } from 'backend/inbox/input/guid';
import { toIds, toMessage } from 'backend/inbox/input/inbox-entities';
import type { EventMetadata } from 'backend/inbox/events/read-event-metadata';
import { readPath, readTextAt } from 'backend/inbox/input/read-path';
import type { ButtonClick } from 'backend/inbox/settings';
import type { Message } from 'public/inbox-shapes';

/** A message that Inbox has, whoever sent it. */
export interface MessageSent {
  readonly conversationId: string;
  readonly message: Message;
}

/** Conversations that became one, because visitors became contacts or contacts merged. */
export interface ConversationsMerged {
  readonly conversationId: string;
  readonly oldConversationIds: readonly string[];
}

/** A template's button that a participant pressed. */
export interface ButtonInteracted {
  readonly click: ButtonClick;
  /**
   * The message with the button, where the event names it; else the press itself. Wix documents no
   * message in the event, and its sample's subject is a GUID, as no message has: then two presses are
   * two facts.
   */
  readonly messageId: string;
}

/**
 * Reads Inbox's event of a message, to the business or to the participant.
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
 * Reads Inbox's event of merged conversations.
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
 * Reads Inbox's event of a pressed button. What it is kept apart by is the message that it names, else
 * its subject; else, and where the subject is only the conversation, the event's own id.
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
  const isWhole = interactionId !== undefined && messageId !== undefined;
  if (!isGuid(conversationId) || !isWhole || Object.keys(by).length === 0) return undefined;
  const appId = readTextAt(data, 'appId');
  return { click: omitUndefined({ interactionId, conversationId, by, appId }), messageId };
}
