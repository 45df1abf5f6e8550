import { answerButton } from 'backend/inbox/answer-button';
import { mayListen, type ChannelPermissions } from 'backend/inbox/channel';
import { checkInbox } from 'backend/inbox/check-inbox';
import { findParticipants } from 'backend/inbox/find-participants';
import { listMessages } from 'backend/inbox/list-messages';
import { noteMerge } from 'backend/inbox/note-merge';
import { noteMessage } from 'backend/inbox/note-message';
import {
  findConversation,
  listAllMessages,
  readConversation,
} from 'backend/inbox/read-conversation';
import { listRecent } from 'backend/inbox/recent-log';
import { reportLike } from 'backend/inbox/report-like';
import { createRooms, type InboxDeps } from 'backend/inbox/rooms';
import { sendActivity, sendText } from 'backend/inbox/send-as-participant';
import { sendForm } from 'backend/inbox/send-form';
import { sendTo } from 'backend/inbox/send-to';
import { checkSettings, type Direction } from 'backend/inbox/settings';
import { thankContact } from 'backend/inbox/thank-contact';
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
  mayListen(channel: unknown, subscriber: unknown): Promise<ChannelPermissions>;
  findParticipants(query: unknown): Promise<{ readonly participants: readonly FoundParticipant[] }>;
  listRecent(options?: unknown): Promise<{ readonly recent: readonly RecentEvent[] }>;
  check(): Promise<{ readonly checks: readonly Check[] }>;
  thankContact(event: unknown): Promise<void>;
  reportLike(event: unknown): Promise<void>;
  noteMessage(event: unknown, direction: Direction): Promise<void>;
  noteMerge(event: unknown): Promise<void>;
  answerButton(event: unknown): Promise<void>;
}

/**
 * Joins the rooms over what they are given. Nothing is called before a use case is.
 *
 * @throws {Error} if the settings could never work.
 */
export function createInbox(deps: InboxDeps): Inbox {
  checkSettings(deps.settings);
  const rooms = createRooms(deps);
  return {
    sendForm: (data, options) => sendForm(rooms, data, options),
    sendText: (text, options) => sendText(rooms, text, options),
    sendActivity: (activity, options) => sendActivity(rooms, activity, options),
    sendTo: (participant, message, options) => sendTo(rooms, participant, message, options),
    openConversation: (participant) => findConversation(rooms, participant),
    getConversation: (conversationId) => readConversation(rooms, conversationId),
    listAllMessages: (conversationId, options) => listAllMessages(rooms, conversationId, options),
    listMessages: (options) => listMessages(rooms, options),
    mayListen: (channel, subscriber) => mayListen(rooms, channel, subscriber),
    findParticipants: (query) => findParticipants(rooms, query),
    listRecent: (options) => listRecent(rooms, options),
    check: () => checkInbox(rooms),
    thankContact: (event) => thankContact(rooms, event),
    reportLike: (event) => reportLike(rooms, event),
    noteMessage: (event, direction) => noteMessage(rooms, event, direction),
    noteMerge: (event) => noteMerge(rooms, event),
    answerButton: (event) => answerButton(rooms, event),
  };
}
