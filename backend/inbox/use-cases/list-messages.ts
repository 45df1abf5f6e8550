import { callerKey, resolveCaller, type IdentifiedCaller } from 'backend/inbox/access/caller';
import { openCursor, sealCursor } from 'backend/inbox/access/cursor';
import { openReadableConversation } from 'backend/inbox/access/read-access';
import type { InboxContext } from 'backend/inbox/context';
import { InboxError, isCode } from 'backend/inbox/error';
import { readChatOptions } from 'backend/inbox/input/read-options';
import { toChatMessages } from 'backend/inbox/messaging/chat-message';
import { omitUndefined } from 'backend/inbox/omit-undefined';
import { PARTICIPANT_CHANNEL, toSession } from 'backend/inbox/realtime/channel';
import { MESSAGE_LIMITS } from 'public/inbox-limits';
import type { ChatPage } from 'public/inbox-shapes';

type ListContext = Pick<
  InboxContext,
  'wix' | 'settings' | 'now' | 'logOnce' | 'keys' | 'readRate' | 'visitorHistory'
>;

/** Maximum age of messages for visitors, in ms, because browsers can be shared. */
const VISITOR_READS_MS = 24 * 60 * 60 * 1000;

/**
 * Lists the messages of the caller's own conversation that they are allowed to read, newest first.
 *
 * Reading opens no conversation of a visitor: without one the page is empty.
 *
 * New messages do not affect later pages: Wix's cursor follows the order of the messages.
 *
 * @throws {InboxError} INVALID_INPUT; CURSOR_EXPIRED if the cursor is expired, invalid, or from another session or
 *   conversation; SESSION_EXPIRED; IDENTITY_UNKNOWN; HISTORY_NOT_AVAILABLE; BUSY above 120 reads in a minute; SEND_LOG_MISSING;
 *   TRY_LATER.
 */
export async function listMessages(context: ListContext, options?: unknown): Promise<ChatPage> {
  try {
    return await listPage(context, options);
  } catch (error) {
    if (!isCode(error, 'CONVERSATION_NOT_FOUND')) throw error;
    // Wix merged the conversation after it was opened: opens the one that has its messages now.
    return listPage(context, options);
  }
}

async function listPage(context: ListContext, options: unknown): Promise<ChatPage> {
  const { wix, now, readRate } = context;
  const { cursor } = readChatOptions(options);
  const opened = cursor === undefined ? undefined : await openCursor(context, cursor);
  const caller = await resolveCaller(context);
  if (caller.kind === 'preview') return { canRead: true, messages: [], preview: true };
  if (caller.kind !== 'member' && caller.kind !== 'visitor') {
    // The same as for a made-up cursor: a cursor tells nothing to a caller without an identity.
    if (opened) throw new InboxError('CURSOR_EXPIRED');
    throw new InboxError(caller.kind === 'refused' ? caller.code : 'IDENTITY_UNKNOWN');
  }
  const key = callerKey(caller);
  if (opened && opened.callerKey !== key) throw new InboxError('CURSOR_EXPIRED');
  readRate.count(key);
  if (
    caller.kind === 'visitor' &&
    !(await context.visitorHistory.mayExist(caller.anonymousVisitorId))
  ) {
    return { canRead: true, messages: [], ...(await identify(context, caller)) };
  }
  const { _id, participantDisplayData } = await openConversation(context, caller);
  if (opened && opened.conversationId !== _id) throw new InboxError('CURSOR_EXPIRED');

  const page = await wix.listMessages(_id, {
    ...omitUndefined({ cursor: opened?.cursor }),
    limit: MESSAGE_LIMITS.MAX_PAGE,
    visibility: 'BUSINESS_AND_PARTICIPANT',
  });
  const oldest = caller.kind === 'visitor' ? now() - VISITOR_READS_MS : -Infinity;
  const readable = page.messages.filter(({ _createdDate }) => Date.parse(_createdDate) > oldest);
  const isLastPage = readable.length < page.messages.length || page.cursor === undefined;
  return {
    canRead: true,
    messages: readable.flatMap(toChatMessages),
    ...omitUndefined({
      cursor: isLastPage
        ? undefined
        : await sealCursor(context, { cursor: page.cursor, conversationId: _id, callerKey: key }),
      participant: caller.kind === 'member' ? participantDisplayData : undefined,
    }),
    ...(await identify(context, caller)),
  };
}

/** Opens the caller's conversation. HISTORY_NOT_AVAILABLE contains their session, for what the page has stored. */
async function openConversation(context: ListContext, caller: IdentifiedCaller) {
  try {
    return await openReadableConversation(context, caller);
  } catch (error) {
    if (!isCode(error, 'HISTORY_NOT_AVAILABLE')) throw error;
    const session = await toSession(context, caller);
    throw new InboxError('HISTORY_NOT_AVAILABLE', { session });
  }
}

/** Returns the caller's Realtime channel; only its resource if Realtime is off. */
async function identify(
  context: ListContext,
  caller: IdentifiedCaller,
): Promise<Pick<ChatPage, 'channel' | 'session'>> {
  const session = await toSession(context, caller);
  if (session === undefined) return {};
  if (context.settings.realtime === 'off') return { session };
  return { channel: { name: PARTICIPANT_CHANNEL, resourceId: session } };
}
