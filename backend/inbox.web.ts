import { Permissions, webMethod } from '@wix/web-methods';
import { respond, inbox } from 'backend/inbox/site';
import type {
  Addressee,
  BusinessMessage,
  ChatOptions,
  ListOptions,
  PeopleQuery,
  RecentOptions,
  SendChatOptions,
  SendFormOptions,
  SendOptions,
  SendToOptions,
} from 'public/inbox-shapes';

// The web methods that pages call. Any browser can call them with any arguments: each use case checks its
// arguments in its first lines, and only an Admin can name a participant or a conversation.

/**
 * Sends a form of the site to the business, as the caller: a member, a contact or a visitor.
 *
 * @param formData - the values of the form's fields by key. Unknown keys are refused by name.
 * @example
 * const answer = await sendFormData({ firstName, lastName, email, subscribeNewsletter });
 * if (!answer.ok) show(answer.error.message, answer.error.fields);
 */
export const sendFormData = webMethod(
  Permissions.Anyone,
  (formData: Readonly<Record<string, unknown>>, options?: SendFormOptions) =>
    respond(() => inbox.sendForm(formData, options)),
);

/**
 * Sends a chat text to the business, as the caller. Both sides see it.
 *
 * `options.attachments` are URLs that Wix's upload button returned (`wix:image://v1/...` or
 * `wix:document://v1/...`).
 */
export const sendBasicMessage = webMethod(
  Permissions.Anyone,
  (text: string, options?: SendChatOptions) => respond(() => inbox.sendText(text, options)),
);

/** Sends an activity that the settings declare under this name, as the caller. The business sees it. */
export const sendMinimalMessage = webMethod(
  Permissions.Anyone,
  (activity: string, options?: SendOptions) => respond(() => inbox.sendActivity(activity, options)),
);

/**
 * Lists a page of the caller's own conversation, newest first, with the messages that its participant may
 * see. A visitor reads 24 hours back, until they become a contact.
 */
export const listMessages = webMethod(Permissions.Anyone, (options?: ChatOptions) =>
  respond(() => inbox.listMessages(options)),
);

/**
 * Sends a message of any type from the business to a participant.
 *
 * The permission applies to pages. The site's other backend code can import this function and call it.
 *
 * @example
 * const answer = await sendMessageTo({ email }, { basic: { items: [{ text: 'It is ready.' }] } });
 */
export const sendMessageTo = webMethod(
  Permissions.Admin,
  (participant: Addressee, message: BusinessMessage, options?: SendToOptions) =>
    respond(() => inbox.sendTo(participant, message, options)),
);

/** Finds or opens the conversation with a participant. An unknown e-mail never creates a contact. */
export const openConversation = webMethod(Permissions.Admin, (participant: Addressee) =>
  respond(() => inbox.openConversation(participant)),
);

/** Gets a conversation by its id. */
export const getConversation = webMethod(Permissions.Admin, (conversationId: string) =>
  respond(() => inbox.getConversation(conversationId)),
);

/** Lists a page of a conversation, newest first, including messages that its participant cannot see. */
export const listAllMessages = webMethod(
  Permissions.Admin,
  (conversationId: string, options?: ListOptions) =>
    respond(() => inbox.listAllMessages(conversationId, options)),
);

/** Finds members and contacts by e-mail, phone or name, 20 at most. Each has the participant to write to. */
export const findParticipants = webMethod(Permissions.Admin, (query: PeopleQuery) =>
  respond(() => inbox.findParticipants(query)),
);

/** Lists the recent events, newest first: kind, time and conversation, no text. */
export const listRecent = webMethod(Permissions.Admin, (options?: RecentOptions) =>
  respond(() => inbox.listRecent(options)),
);

/** Reports what works on this site: identity, elevation, Inbox, contacts, secret, Realtime. Changes nothing. */
export const checkInbox = webMethod(Permissions.Admin, () => respond(() => inbox.checkInbox()));
