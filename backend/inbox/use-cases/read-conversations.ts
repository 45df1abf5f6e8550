import type { InboxContext } from 'backend/inbox/context';
import { isCode } from 'backend/inbox/error';
import { toRecentId } from 'backend/inbox/events/record-recent';
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

/** Number of merges that are followed from one conversation to the next. */
const MAX_MERGES = 5;

/**
 * Gets a conversation by its id, for the business. If Wix merged it into another one and the event is one of the recent
 * events, returns that one.
 *
 * @throws {InboxError} INVALID_INPUT, CONVERSATION_NOT_FOUND, NOT_OWNED_BY_BUSINESS, TRY_LATER.
 */
export async function getConversation(
  context: ReadContext,
  conversationId: unknown,
): Promise<{ readonly conversation: Conversation }> {
  let id = readConversationId(conversationId);
  for (let merges = 0; ; merges += 1) {
    try {
      return { conversation: await context.wix.getConversation(id) };
    } catch (error) {
      const isGone = isCode(error, 'CONVERSATION_NOT_FOUND') && merges < MAX_MERGES;
      const target = isGone ? await findMergeTarget(context, id) : undefined;
      if (target === undefined || target === id) throw error;
      id = target;
    }
  }
}

/** Returns the id of the conversation that another one was merged into; `undefined` if it is not known. */
async function findMergeTarget({ wix }: ReadContext, id: string): Promise<string | undefined> {
  try {
    return (await wix.findRecent(toRecentId('merged', id)))?.conversationId;
  } catch {
    // Without the collection, merges are not known.
    return undefined;
  }
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
