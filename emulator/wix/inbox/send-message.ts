// Emulates Wix Inbox's Send Message: its checks, and the fields that Inbox adds. Not emulated: delivery by email
// and external channels.
import type {
  IdentificationDataOriginal,
  SendMessageRequestOriginal,
  MessageOriginal,
} from '@wix/auto_sdk_inbox_messages/meta';
import type { OperationContext } from '../core/context.ts';
import type { FromWire, ToWire } from '../core/operation.ts';
import { readWhole } from '../core/request-log.ts';
import { WixApiError, WixValidationError, notEmulated } from '../core/wix-error.ts';
import {
  findCurrentConversation,
  findMergedConversation,
  requireConversation,
  toParticipantIds,
  type ConversationRow,
} from './conversations.ts';
import { requireInbox } from './settings.ts';
import { buildContent, collapseWhiteSpace, listMediaUrls } from './message-content.ts';
import { getParticipantDisplayData } from './participants.ts';

/** The app id of Wix Inbox, the `appId` of messages that the business sends there. @see @wix/rest-docs "apps" overview */
export const WIX_INBOX_APP_ID = '141fbfae-511e-6817-c9f0-48993a7547d1';

type SendMessageRequest = FromWire<SendMessageRequestOriginal>;
/** A message as Wix's REST API returns it. */
export type InboxMessage = ToWire<MessageOriginal> & {
  /** Present in Wix's samples, absent from the types of its package. */
  readonly content: { readonly contentType: string };
};

/** Creates the error for a required field that is not set. */
export function requiredFieldError(field: string): WixValidationError {
  return new WixValidationError([
    { field, description: 'must not be empty', violatedRule: 'REQUIRED_FIELD' },
  ]);
}

function toSenderIds(
  context: OperationContext,
  conversation: ConversationRow,
  sendAs: SendMessageRequest['sendAs'],
): ToWire<IdentificationDataOriginal> {
  switch (sendAs ?? 'CALLER') {
    case 'PARTICIPANT':
      return toParticipantIds(
        conversation,
        getParticipantDisplayData(context, {
          kind: conversation.kind,
          id: conversation.participant_id,
        })?.contactId,
      );
    case 'CALLER':
      return context.identity?.kind === 'user'
        ? { wixUserId: context.identity.id }
        : { appId: context.identity?.id };
    default:
      throw notEmulated(
        'sendAs BUSINESS_USER (undocumented)',
        'Supported are CALLER and PARTICIPANT.',
      );
  }
}

/** Returns the next sequence: the time in microseconds, always above the last sequence. */
function nextSequence(context: OperationContext): number {
  const last =
    context.database.get<{ readonly last: number | null }>(
      'select max(sequence) as last from messages',
    )?.last ?? 0;
  return Math.max(context.now().getTime() * 1000, last + 1);
}

/** Sends a message: stores it in its conversation and emits its event; call it inside a transaction. */
export function sendMessage(context: OperationContext, request: SendMessageRequest): InboxMessage {
  const { message, silent, sendAs } = request;
  const settings = requireInbox(context);
  checkChannels(context, message);
  const conversation = requireTarget(context, request.conversationId);
  const { content, direction, visibility } = readRequiredFields(message, sendAs);
  const { contentType, payload } = buildContent(context, content);
  const { previewText, title } = content;
  const built = {
    ...(previewText ? { previewText } : {}),
    ...(title ? { title } : {}),
    contentType,
    ...payload,
  };
  if (
    listMediaUrls(content).some((url) =>
      settings.refusedMediaUrls.some((refused) => url.startsWith(refused)),
    )
  ) {
    throw new WixApiError(400, 'INVALID_MEDIA_URL', 'Invalid media URL');
  }
  const id = String(nextSequence(context));
  const sent = {
    id,
    content: context.effects.isContentRewritten ? collapseWhiteSpace(built) : built,
    sender: toSenderIds(context, conversation, sendAs),
    badges: readWhole(message.badges ?? []),
    targetChannels: [...(message.targetChannels ?? [])],
    sourceChannel: message.sourceChannel ?? ('UNKNOWN_CHANNEL_TYPE' as const),
    appId: context.identity?.kind === 'app' ? context.identity.id : WIX_INBOX_APP_ID,
    visibility,
    sequence: id,
    direction,
    createdDate: context.now().toISOString(),
    targetChannelIds: [...(message.targetChannelIds ?? [])],
    ...(message.sourceChannelId ? { sourceChannelId: message.sourceChannelId } : {}),
    silent: message.silent ?? silent ?? false,
  };
  storeMessage(context, conversation, sent, request.sendNotifications ?? false);
  context.emit({
    name:
      direction === 'PARTICIPANT_TO_BUSINESS'
        ? 'message-sent-to-business'
        : 'message-sent-to-participant',
    ...(context.identity?.kind === 'app' && context.assumptions.apiMessageComesBack === 'no'
      ? { withheld: 'api' }
      : {}),
    entityId: id,
    body: { kind: 'action', data: { conversationId: conversation.id, message: sent } },
  });
  return sent;
}

/** Checks a message's channels by the assumption `messageChannels`. @throws {WixValidationError} */
function checkChannels(
  { assumptions }: OperationContext,
  {
    sourceChannel,
    targetChannels,
    sourceChannelId,
    targetChannelIds,
  }: SendMessageRequest['message'],
): void {
  const refused = {
    names: [],
    ids: [
      ['message.sourceChannel', sourceChannel],
      ['message.targetChannels', targetChannels?.[0]],
    ],
    none: [
      ['message.sourceChannel', sourceChannel],
      ['message.targetChannels', targetChannels?.[0]],
      ['message.sourceChannelId', sourceChannelId],
      ['message.targetChannelIds', targetChannelIds?.[0]],
    ],
  } as const;
  const [found] = refused[assumptions.messageChannels].filter(([, value]) => value);
  if (found) {
    throw new WixValidationError([
      { field: found[0], description: 'is not supported', violatedRule: 'VALIDATION' },
    ]);
  }
}

/**
 * Returns the conversation that a message is stored in. For one that was merged, follows the assumption
 * `sendToMergedAway`.
 * @throws {WixApiError} 404 CONVERSATION_NOT_FOUND, 404 NOT_OWNED_BY_BUSINESS
 */
function requireTarget(context: OperationContext, id: string): ConversationRow {
  switch (context.assumptions.sendToMergedAway) {
    case 'not-found':
      return requireConversation(context, id);
    case 'redirect':
      return requireConversation(context, findCurrentConversation(context, id)?.id ?? id);
    case 'accepted':
      return findMergedConversation(context, id) ?? requireConversation(context, id);
  }
}

/** Reads the required fields of a message. @throws {WixValidationError} @throws {WixApiError} 403 IDENTITY_DOES_NOT_MATCH */
function readRequiredFields(
  { content, direction, visibility }: SendMessageRequest['message'],
  sendAs: SendMessageRequest['sendAs'],
) {
  if (!content) {
    throw requiredFieldError('message.content');
  }
  // Documented as "Required" but typed as optional. Whether Wix refuses is not documented; the emulator does (assumed).
  if (!direction || direction === 'UNKNOWN_DIRECTION') {
    throw requiredFieldError('message.direction');
  }
  if (!visibility || visibility === 'UNKNOWN_VISIBILITY') {
    throw requiredFieldError('message.visibility');
  }
  // The package declares the code; Wix does not document when it occurs. Assumed: the business cannot send as the participant.
  if (sendAs === 'PARTICIPANT' && direction === 'BUSINESS_TO_PARTICIPANT') {
    throw new WixApiError(403, 'IDENTITY_DOES_NOT_MATCH', 'Identity does not match');
  }
  return { content, direction, visibility };
}

/** Stores a message and updates its conversation. Silent messages do not count as unread. */
function storeMessage(
  { database }: OperationContext,
  conversation: ConversationRow,
  message: InboxMessage & { readonly id: string },
  isNotified: boolean,
): void {
  const sequence = Number(message.id);
  database.run(
    'insert into messages (sequence, conversation, public, notified, document) values (?, ?, ?, ?, ?)',
    sequence,
    conversation.key,
    message.visibility === 'BUSINESS_AND_PARTICIPANT' ? 1 : 0,
    isNotified ? 1 : 0,
    JSON.stringify(message),
  );
  const isUnread = message.direction === 'PARTICIPANT_TO_BUSINESS' && !message.silent;
  database.run(
    'update conversations set last_sequence = ?, unread = unread + ? where key = ?',
    sequence,
    isUnread ? 1 : 0,
    conversation.key,
  );
}
