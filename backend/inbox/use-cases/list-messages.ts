import { PARTICIPANT_CHANNEL, toChannelResource } from 'backend/inbox/realtime/channel';
import { toChatMessages } from 'backend/inbox/messaging/chat-message';
import { omitUndefined } from 'backend/inbox/omit-undefined';
import { InboxError } from 'backend/inbox/error';
import { callerKey, resolveCaller, type IdentifiedCaller } from 'backend/inbox/access/caller';
import { countRead } from 'backend/inbox/access/rate-limit';
import { readChatOptions } from 'backend/inbox/input/read-options';
import { openReadableConversation } from 'backend/inbox/access/read-access';
import type { InboxContext } from 'backend/inbox/context';
import { openCursor, sealCursor } from 'backend/inbox/access/cursor';
import { MESSAGE_LIMITS } from 'public/inbox-limits';
import type { ChatPage } from 'public/inbox-shapes';

/** How far back somebody reads who is not logged in, in ms: others may use the same browser later. */
const VISITOR_READS_MS = 24 * 60 * 60 * 1000;

/**
 * Lists a page of the session's own conversation, newest first, as far as its participant may read it.
 *
 * Messages that arrive meanwhile change no later page: Wix's cursor follows the messages' order.
 *
 * @throws {InboxError} INVALID_INPUT; CURSOR_EXPIRED, before Inbox is asked, for a cursor that is too
 *   old, changed, or of another session or conversation; IDENTITY_UNKNOWN; HISTORY_NOT_AVAILABLE;
 *   BUSY after 120 readings in a minute; TRY_LATER.
 */
export async function listMessages(context: InboxContext, options: unknown): Promise<ChatPage> {
  const { cursor } = readChatOptions(options);
  const opened = cursor === undefined ? undefined : await openCursor(context, cursor);
  const speaker = await resolveCaller(context);
  if (speaker.kind === 'preview') return { canRead: true, messages: [], preview: true };
  if (speaker.kind !== 'member' && speaker.kind !== 'visitor') {
    throw new InboxError('IDENTITY_UNKNOWN');
  }
  const subject = callerKey(speaker);
  if (opened && opened.subject !== subject) throw new InboxError('CURSOR_EXPIRED');
  countRead(context, subject);
  const { _id, participantDisplayData } = await openReadableConversation(context, speaker);
  if (opened && opened.conversationId !== _id) throw new InboxError('CURSOR_EXPIRED');

  const page = await context.wix.listMessages(_id, {
    ...omitUndefined({ cursor: opened?.cursor }),
    limit: MESSAGE_LIMITS.MAX_PAGE,
    visibility: 'BUSINESS_AND_PARTICIPANT',
  });
  const oldest = speaker.kind === 'visitor' ? context.now() - VISITOR_READS_MS : -Infinity;
  const readable = page.messages.filter(({ _createdDate }) => Date.parse(_createdDate) > oldest);
  const isAll = readable.length < page.messages.length || page.cursor === undefined;
  return {
    canRead: true,
    messages: readable.flatMap(toChatMessages),
    ...omitUndefined({
      cursor: isAll
        ? undefined
        : await sealCursor(context, { cursor: page.cursor, conversationId: _id, subject }),
      channel: await channelOf(context, speaker),
      participant: speaker.kind === 'member' ? participantDisplayData : undefined,
    }),
  };
}

async function channelOf(
  context: InboxContext,
  speaker: IdentifiedCaller,
): Promise<ChatPage['channel']> {
  if (context.settings.realtime === 'off') return undefined;
  const [key] = await context.keys.shared();
  return key && { name: PARTICIPANT_CHANNEL, resourceId: await toChannelResource(key, speaker) };
}
