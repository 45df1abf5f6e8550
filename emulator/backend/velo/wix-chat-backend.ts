// Emulates Wix's deprecated module `wix-chat-backend` with Inbox: a channel is a conversation, as Wix's migration guide
// says. Not emulated: the event onMessage, for which Wix names the events of Inbox.
import { auth } from '@wix/essentials';
import { messages } from '@wix/inbox';
import { olderModule } from './older-module.ts';

/** A chat message. */
interface MessageInfo {
  readonly messageText: string;
  /** The id of a conversation. */
  readonly channelId: string;
  /** Whether the message is from the visitor to the business. */
  readonly sendAsVisitor?: boolean;
  /** Not emulated: Inbox has no such field. */
  readonly metadata?: unknown;
}

/**
 * Sends a text, with the permissions of the site (assumed).
 * @throws Error for metadata, and what Inbox throws
 * @see https://dev.wix.com/docs/velo/apis/wix-chat-backend/migration-guide
 */
export async function sendMessage({
  messageText,
  channelId,
  sendAsVisitor = false,
  metadata,
}: MessageInfo): Promise<void> {
  if (metadata !== undefined) {
    throw new Error(
      'metadata of wix-chat-backend.sendMessage is not emulated: messages of Inbox have none. See https://dev.wix.com/docs/velo/apis/wix-chat-backend/migration-guide',
    );
  }
  await auth.elevate(messages.sendMessage)(channelId, {
    content: { basic: { items: [{ text: messageText }] } },
    direction: sendAsVisitor ? 'PARTICIPANT_TO_BUSINESS' : 'BUSINESS_TO_PARTICIPANT',
    visibility: 'BUSINESS_AND_PARTICIPANT',
  });
}

export default olderModule('wix-chat-backend', { sendMessage });
