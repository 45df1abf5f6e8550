import { CHANNEL, toResource } from 'backend/inbox/channel';
import { toShown } from 'backend/inbox/chat-message';
import { defined } from 'backend/inbox/defined';
import { InboxError } from 'backend/inbox/inbox-error';
import { toSubject, whoIsTalking, type KnownSpeaker } from 'backend/inbox/participant';
import { countReading } from 'backend/inbox/read-limit';
import { readChatOptions } from 'backend/inbox/read-options';
import { openReadable } from 'backend/inbox/right-to-read';
import type { Rooms } from 'backend/inbox/rooms';
import { openCursor, sealCursor } from 'backend/inbox/seal';
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
export async function listMessages(rooms: Rooms, options: unknown): Promise<ChatPage> {
  const { cursor } = readChatOptions(options);
  const opened = cursor === undefined ? undefined : await openCursor(rooms, cursor);
  const speaker = await whoIsTalking(rooms);
  if (speaker.kind === 'preview') return { canRead: true, messages: [], preview: true };
  if (speaker.kind !== 'member' && speaker.kind !== 'visitor') {
    throw new InboxError('IDENTITY_UNKNOWN');
  }
  const subject = toSubject(speaker);
  if (opened && opened.subject !== subject) throw new InboxError('CURSOR_EXPIRED');
  countReading(rooms, subject);
  const { _id, participantDisplayData } = await openReadable(rooms, speaker);
  if (opened && opened.conversationId !== _id) throw new InboxError('CURSOR_EXPIRED');

  const page = await rooms.wix.listMessages(_id, {
    ...defined({ cursor: opened?.cursor }),
    limit: MESSAGE_LIMITS.MAX_PAGE,
    visibility: 'BUSINESS_AND_PARTICIPANT',
  });
  const oldest = speaker.kind === 'visitor' ? rooms.now() - VISITOR_READS_MS : -Infinity;
  const readable = page.messages.filter(({ _createdDate }) => Date.parse(_createdDate) > oldest);
  const isAll = readable.length < page.messages.length || page.cursor === undefined;
  return {
    canRead: true,
    messages: readable.flatMap(toShown),
    ...defined({
      cursor: isAll
        ? undefined
        : await sealCursor(rooms, { cursor: page.cursor, conversationId: _id, subject }),
      channel: await channelOf(rooms, speaker),
      participant: speaker.kind === 'member' ? participantDisplayData : undefined,
    }),
  };
}

async function channelOf(rooms: Rooms, speaker: KnownSpeaker): Promise<ChatPage['channel']> {
  if (rooms.settings.realtime === 'off') return undefined;
  const [key] = await rooms.keys.shared();
  return key && { name: CHANNEL, resourceId: await toResource(key, speaker) };
}
