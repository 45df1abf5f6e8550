import type { InboxContext } from 'backend/inbox/context';
import { readListOptions } from 'backend/inbox/input/read-options';
import { readAddressee, readConversationId } from 'backend/inbox/input/read-participant';
import { resolveAddressee } from 'backend/inbox/messaging/recipient';
import { MESSAGE_LIMITS } from 'public/inbox-limits';
import type { Conversation, MessagePage } from 'public/inbox-shapes';

type ReadContext = Pick<InboxContext, 'wix'>;

/**
 * Gets or creates the conversation with a participant, for the business.
 *
 * @throws {InboxError} INVALID_INPUT, PARTICIPANT_NOT_FOUND, PARTICIPANT_AMBIGUOUS, TRY_LATER.
 */
export async function openConversation(
  context: ReadContext,
  participant: unknown,
): Promise<{ readonly conversation: Conversation }> {
  const addressee = await resolveAddressee(context, readAddressee(participant));
  const { isNew: _, ...conversation } = await context.wix.openConversation(addressee);
  return { conversation };
}

/**
 * Gets a conversation by its id, for the business.
 *
 * @throws {InboxError} INVALID_INPUT, CONVERSATION_NOT_FOUND, NOT_OWNED_BY_BUSINESS, TRY_LATER.
 */
export async function getConversation(
  { wix }: ReadContext,
  conversationId: unknown,
): Promise<{ readonly conversation: Conversation }> {
  return { conversation: await wix.getConversation(readConversationId(conversationId)) };
}

/**
 * Lists a page of a conversation, newest first, including messages that the participant cannot see.
 *
 * @throws {InboxError} INVALID_INPUT, CONVERSATION_NOT_FOUND, TRY_LATER.
 */
export async function listAllMessages(
  { wix }: ReadContext,
  conversationId: unknown,
  options?: unknown,
): Promise<MessagePage> {
  const id = readConversationId(conversationId);
  const { limit = MESSAGE_LIMITS.MAX_PAGE, cursor } = readListOptions(options);
  const page = { limit, visibility: 'BUSINESS' as const, ...(cursor !== undefined && { cursor }) };
  return wix.listMessages(id, page);
}
