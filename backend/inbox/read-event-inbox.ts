import { defined } from 'backend/inbox/defined';
import { isGuid } from 'backend/inbox/guid';
import { toIds, toMessage } from 'backend/inbox/inbox-entities';
import type { Told } from 'backend/inbox/read-event';
import { readMetadata } from 'backend/inbox/read-event-metadata';
import { readPath, readTextAt } from 'backend/inbox/read-path';
import type { ButtonPress } from 'backend/inbox/settings';
import type { Message } from 'public/inbox-shapes';

/** A message that Inbox has, whoever sent it. */
export interface MessageSent {
  readonly conversationId: string;
  readonly message: Message;
  /** ISO 8601. */
  readonly at?: string;
}

/** Conversations that became one, because visitors became contacts or contacts merged. */
export interface ConversationsMerged {
  readonly conversationId: string;
  readonly oldConversationIds: readonly string[];
  /** ISO 8601. */
  readonly at?: string;
}

/** A template's button that a participant pressed. */
export interface ButtonInteracted {
  readonly press: ButtonPress;
  /** The message with the button, or what else the event names as its subject. */
  readonly messageId: string;
  /** ISO 8601. */
  readonly at?: string;
}

/**
 * Reads Inbox's event of a message, to the business or to the participant.
 *
 * @see https://dev.wix.com/docs/velo/events-service-plugins/inbox/events/on-message-sent-to-business
 * @see https://dev.wix.com/docs/velo/events-service-plugins/inbox/events/on-message-sent-to-participant
 */
export function readMessageSent(event: unknown): Told<MessageSent> {
  const { at, erases } = readMetadata(event);
  if (erases) return 'ignored';
  const conversationId = readPath(event, 'data', 'conversationId');
  const message = toMessage(readPath(event, 'data', 'message'));
  if (!isGuid(conversationId) || !message) return 'unreadable';
  return defined({ conversationId, message, at });
}

/**
 * Reads Inbox's event of merged conversations.
 *
 * @see https://dev.wix.com/docs/velo/events-service-plugins/inbox/events/on-conversation-conversations-merged
 */
export function readConversationsMerged(event: unknown): Told<ConversationsMerged> {
  const { at, erases } = readMetadata(event);
  if (erases) return 'ignored';
  const conversationId = readPath(event, 'data', 'targetConversationId');
  const old = readPath(event, 'data', 'oldConversationIds');
  if (!isGuid(conversationId) || !Array.isArray(old)) return 'unreadable';
  return defined({ conversationId, oldConversationIds: old.filter(isGuid), at });
}

/**
 * Reads Inbox's event of a pressed button. Its data name no message; its subject is what they are
 * kept apart by.
 *
 * @see https://dev.wix.com/docs/velo/events-service-plugins/inbox/events/on-message-button-interacted
 */
export function readButtonInteracted(event: unknown): Told<ButtonInteracted> {
  const { id, entityId, at, erases } = readMetadata(event);
  if (erases) return 'ignored';
  const conversationId = readPath(event, 'data', 'conversationId');
  const interactionId = readTextAt(event, 'data', 'interactionId');
  const messageId = readTextAt(event, 'data', 'message', '_id') ?? entityId ?? id;
  const by = toIds(readPath(event, 'data', 'interactedBy'));
  const isWhole = interactionId !== undefined && messageId !== undefined;
  if (!isGuid(conversationId) || !isWhole || Object.keys(by).length === 0) return 'unreadable';
  const appId = readTextAt(event, 'data', 'appId');
  return defined({ press: defined({ interactionId, conversationId, by, appId }), messageId, at });
}
