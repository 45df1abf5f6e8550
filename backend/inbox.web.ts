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

// What pages may call. Anybody may call it with anything: each argument is read in the first lines
// of its use case, and nobody can name a participant or a conversation but an Admin.

/**
 * Sends a form of the site to the business, as whoever is there: member, contact or visitor.
 *
 * @param formData - the form's fields by key; unknown keys are refused by name.
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
 * Sends a chat text to the business, as whoever is there; both sides see it.
 *
 * Files go along as `attachments`: what Wix's upload button answered, of this site only.
 */
export const sendBasicMessage = webMethod(
  Permissions.Anyone,
  (text: string, options?: SendChatOptions) => respond(() => inbox.sendText(text, options)),
);

/** Reports an activity that the settings declare under this name, as whoever is there. */
export const sendMinimalMessage = webMethod(
  Permissions.Anyone,
  (activity: string, options?: SendOptions) => respond(() => inbox.sendActivity(activity, options)),
);

/**
 * Lists a page of the caller's own conversation, newest first: what its participant may see, no more.
 * A visitor reads 24 hours back, until he becomes a contact.
 */
export const listMessages = webMethod(Permissions.Anyone, (options?: ChatOptions) =>
  respond(() => inbox.listMessages(options)),
);

/**
 * Sends a message of any type from the business to a participant.
 *
 * The permission holds for pages. The site's other backend code may import this and call it.
 *
 * @example
 * const answer = await sendMessageTo({ email }, { basic: { items: [{ text: 'It is ready.' }] } });
 */
export const sendMessageTo = webMethod(
  Permissions.Admin,
  (participant: Addressee, message: BusinessMessage, options?: SendToOptions) =>
    respond(() => inbox.sendTo(participant, message, options)),
);

/** Finds or opens the conversation with a participant. An address is never made a contact. */
export const openConversation = webMethod(Permissions.Admin, (participant: Addressee) =>
  respond(() => inbox.openConversation(participant)),
);

/** Reads a conversation by its id. */
export const getConversation = webMethod(Permissions.Admin, (conversationId: string) =>
  respond(() => inbox.getConversation(conversationId)),
);

/** Lists a page of a conversation, newest first, with what its participant cannot see. */
export const listAllMessages = webMethod(
  Permissions.Admin,
  (conversationId: string, options?: ListOptions) =>
    respond(() => inbox.listAllMessages(conversationId, options)),
);

/** Finds members and contacts by e-mail, telephone or name, 20 at most, each with whom to write to. */
export const findParticipants = webMethod(Permissions.Admin, (query: PeopleQuery) =>
  respond(() => inbox.findParticipants(query)),
);

/** Lists what just happened, newest first: kind, time and conversation, no text. */
export const listRecent = webMethod(Permissions.Admin, (options?: RecentOptions) =>
  respond(() => inbox.listRecent(options)),
);

/** Reports what works on this site: identity, elevation, Inbox, contacts. Changes nothing. */
export const checkInbox = webMethod(Permissions.Admin, () => respond(() => inbox.checkInbox()));
