import { handleButtonClick } from 'backend/inbox/events/handle-button-click';
import { checkChannelPermission, type ChannelPermissions } from 'backend/inbox/realtime/channel';
import { checkInbox } from 'backend/inbox/use-cases/check-inbox';
import { findParticipants } from 'backend/inbox/use-cases/find-participants';
import { listMessages } from 'backend/inbox/use-cases/list-messages';
import { onConversationsMerged } from 'backend/inbox/events/inbox/on-conversations-merged';
import { onMessageSent } from 'backend/inbox/events/inbox/on-message-sent';
import {
  openConversation,
  listAllMessages,
  getConversation,
} from 'backend/inbox/use-cases/read-conversations';
import { listRecent } from 'backend/inbox/events/recent-events';
import { sendPostLiked } from 'backend/inbox/events/send-post-liked';
import { createContext, type InboxDependencies } from 'backend/inbox/context';
import { sendActivity, sendText } from 'backend/inbox/use-cases/send-as-participant';
import { sendForm } from 'backend/inbox/use-cases/send-form';
import { sendTo } from 'backend/inbox/use-cases/send-to';
import { checkSettings, type Direction } from 'backend/inbox/settings';
import { sendThankYou } from 'backend/inbox/events/send-thank-you';
import type {
  ChatPage,
  Check,
  Conversation,
  FoundParticipant,
  MessagePage,
  RecentEvent,
  Sent,
  SentByBusiness,
} from 'public/inbox-shapes';

/** Every use case of the inbox, by name. Arguments come from outside and are read in the first lines. */
export interface Inbox {
  sendForm(data: unknown, options?: unknown): Promise<Sent>;
  sendText(text: unknown, options?: unknown): Promise<Sent>;
  sendActivity(activity: unknown, options?: unknown): Promise<Sent>;
  sendTo(participant: unknown, message: unknown, options?: unknown): Promise<SentByBusiness>;
  openConversation(participant: unknown): Promise<{ readonly conversation: Conversation }>;
  getConversation(conversationId: unknown): Promise<{ readonly conversation: Conversation }>;
  listAllMessages(conversationId: unknown, options?: unknown): Promise<MessagePage>;
  listMessages(options?: unknown): Promise<ChatPage>;
  checkChannelPermission(channel: unknown, subscriber: unknown): Promise<ChannelPermissions>;
  findParticipants(query: unknown): Promise<{ readonly participants: readonly FoundParticipant[] }>;
  listRecent(options?: unknown): Promise<{ readonly recent: readonly RecentEvent[] }>;
  checkInbox(): Promise<{ readonly checks: readonly Check[] }>;
  sendThankYou(event: unknown): Promise<void>;
  sendPostLiked(event: unknown): Promise<void>;
  onMessageSent(event: unknown, direction: Direction): Promise<void>;
  onConversationsMerged(event: unknown): Promise<void>;
  handleButtonClick(event: unknown): Promise<void>;
}

/**
 * Joins the context over what they are given. Nothing is called before a use case is.
 *
 * @throws {Error} if the settings could never work.
 */
export function createInbox(deps: InboxDependencies): Inbox {
  checkSettings(deps.settings);
  const context = createContext(deps);
  return {
    sendForm: (data, options) => sendForm(context, data, options),
    sendText: (text, options) => sendText(context, text, options),
    sendActivity: (activity, options) => sendActivity(context, activity, options),
    sendTo: (participant, message, options) => sendTo(context, participant, message, options),
    openConversation: (participant) => openConversation(context, participant),
    getConversation: (conversationId) => getConversation(context, conversationId),
    listAllMessages: (conversationId, options) => listAllMessages(context, conversationId, options),
    listMessages: (options) => listMessages(context, options),
    checkChannelPermission: (channel, subscriber) =>
      checkChannelPermission(context, channel, subscriber),
    findParticipants: (query) => findParticipants(context, query),
    listRecent: (options) => listRecent(context, options),
    checkInbox: () => checkInbox(context),
    sendThankYou: (event) => sendThankYou(context, event),
    sendPostLiked: (event) => sendPostLiked(context, event),
    onMessageSent: (event, direction) => onMessageSent(context, event, direction),
    onConversationsMerged: (event) => onConversationsMerged(context, event),
    handleButtonClick: (event) => handleButtonClick(context, event),
  };
}
