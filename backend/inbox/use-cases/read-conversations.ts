import { resolveAddressee } from 'backend/inbox/use-cases/find-participants';

import { readListOptions } from 'backend/inbox/input/read-options';
import { readAddressee, readConversationId } from 'backend/inbox/input/read-participant';
import type { InboxContext } from 'backend/inbox/context';
import { MESSAGE_LIMITS } from 'public/inbox-limits';
import type { Conversation, MessagePage } from 'public/inbox-shapes';

/**
 * Finds or opens the conversation with a participant, for the business.
 *
 * @throws {InboxError} INVALID_INPUT, PARTICIPANT_NOT_FOUND, PARTICIPANT_AMBIGUOUS, TRY_LATER.
 */
export async function openConversation(
  context: InboxContext,
  participant: unknown,
): Promise<{ readonly conversation: Conversation }> {
  const to = await resolveAddressee(context, readAddressee(participant));
  return { conversation: await context.wix.openConversation(to) };
}

/**
 * Reads a conversation by its id, for the business.
 *
 * @throws {InboxError} INVALID_INPUT, CONVERSATION_NOT_FOUND, NOT_OWNED_BY_BUSINESS, TRY_LATER.
 */
export async function getConversation(
  { wix }: InboxContext,
  conversationId: unknown,
): Promise<{ readonly conversation: Conversation }> {
  return { conversation: await wix.getConversation(readConversationId(conversationId)) };
}

/**
 * Lists a page of a conversation, newest first, with what the participant cannot see.
 *
 * @throws {InboxError} INVALID_INPUT, CONVERSATION_NOT_FOUND, TRY_LATER.
 */
export async function listAllMessages(
  { wix }: InboxContext,
  conversationId: unknown,
  options: unknown,
): Promise<MessagePage> {
  const id = readConversationId(conversationId);
  const { limit = MESSAGE_LIMITS.MAX_PAGE, cursor } = readListOptions(options);
  const page = { limit, visibility: 'BUSINESS' as const, ...(cursor !== undefined && { cursor }) };
  return wix.listMessages(id, page);
}
