import { Permissions, webMethod } from '@wix/web-methods';
import { answer, inbox } from 'backend/inbox/site';
import type {
  BusinessMessage,
  ChatOptions,
  ListOptions,
  Participant,
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
    answer(() => inbox.sendForm(formData, options)),
);

/** Sends a chat text to the business, as whoever is there; both sides see it. */
export const sendBasicMessage = webMethod(
  Permissions.Anyone,
  (text: string, options?: SendOptions) => answer(() => inbox.sendText(text, options)),
);

/** Reports an activity that the settings declare under this name, as whoever is there. */
export const sendMinimalMessage = webMethod(
  Permissions.Anyone,
  (activity: string, options?: SendOptions) => answer(() => inbox.sendActivity(activity, options)),
);

/**
 * Lists a page of the caller's own conversation, newest first: what its participant may see, no more.
 * A visitor reads 24 hours back, until he becomes a contact.
 */
export const listMessages = webMethod(Permissions.Anyone, (options?: ChatOptions) =>
  answer(() => inbox.listMessages(options)),
);

/** Sends a message of any type from the business to a participant. */
export const sendMessageTo = webMethod(
  Permissions.Admin,
  (participant: Participant, message: BusinessMessage, options?: SendToOptions) =>
    answer(() => inbox.sendTo(participant, message, options)),
);

/** Finds or opens the conversation with a participant. */
export const openConversation = webMethod(Permissions.Admin, (participant: Participant) =>
  answer(() => inbox.openConversation(participant)),
);

/** Reads a conversation by its id. */
export const getConversation = webMethod(Permissions.Admin, (conversationId: string) =>
  answer(() => inbox.getConversation(conversationId)),
);

/** Lists a page of a conversation, newest first, with what its participant cannot see. */
export const listAllMessages = webMethod(
  Permissions.Admin,
  (conversationId: string, options?: ListOptions) =>
    answer(() => inbox.listAllMessages(conversationId, options)),
);

/** Reports what works on this site: identity, elevation, Inbox, contacts. Changes nothing. */
export const checkInbox = webMethod(Permissions.Admin, () => answer(() => inbox.check()));
