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
 * Sends a form of the site to the business, as the caller: a member or a visitor. The business sees it. If the form
 * has an e-mail, a contact is created or found for it, as `contacts` in the settings says.
 *
 * In preview, the input is validated and nothing is sent.
 *
 * @param formData - the values of the form's fields by key. Unknown keys are rejected by name.
 * @param options - the form (`default` if not given), the page's language, and the idempotency key or the ticket of
 *   `openForm`.
 * @example
 * const result = await sendFormData({ firstName: 'Ada', email: 'ada@example.com' });
 * if (!result.ok) console.log(result.error.message, result.error.fields);
 */
export const sendFormData = webMethod(
  Permissions.Anyone,
  (formData: Readonly<Record<string, unknown>>, options?: SendFormOptions) =>
    // audit: allowed because the conversation and the send log are those of the caller, whom resolveCaller identifies.
    // If Inbox knows no such caller, the form is added to the conversation of the typed address, and the result tells
    // nothing of it.
    respond(() => inbox.sendForm(formData, options)),
);

/**
 * Issues a ticket for one message with a form. `sendFormData` accepts it from the same session 2 seconds later. It is
 * the message's idempotency key, and the message is sent faster. Call it when the visitor starts to fill in the form.
 *
 * Without a ticket (tickets are off, the site has no secret InboxKeys, or the caller is unknown), send without one.
 *
 * @param form - the name of the form; `default` if not given.
 * @example
 * const opened = await openForm('contact');
 * console.log(opened.ok ? opened.notBeforeMs : opened.error.code);
 */
export const openForm = webMethod(Permissions.Anyone, (form?: string) =>
  respond(() => inbox.openForm(form)),
);

/**
 * Sends a chat text to the business, as the caller. Both sides see it. In preview, nothing is sent.
 *
 * @param text - the text. It may be empty if there are attachments.
 * @param options - attachments (URLs that Wix's upload button returned: `wix:image://v1/...` or
 *   `wix:document://v1/...`), the page's language and the idempotency key.
 * @example
 * const result = await sendBasicMessage('Are you open on Friday?');
 * if (!result.ok) console.log(result.error.message);
 */
export const sendBasicMessage = webMethod(
  Permissions.Anyone,
  (text: string, options?: SendChatOptions) =>
    // audit: allowed because the conversation and the send log are those of the caller, whom resolveCaller identifies:
    // the arguments select only within them. The hooks are the site's own.
    respond(() => inbox.sendText(text, options)),
);

/**
 * Sends an activity to the business, as the caller. Only the business sees it. In preview, nothing is sent.
 *
 * @param activity - the name of an activity in the settings.
 * @param options - the page's language and the idempotency key.
 * @example
 * const result = await sendMinimalMessage('asked-for-a-call');
 * if (!result.ok) console.log(result.error.message);
 */
export const sendMinimalMessage = webMethod(
  Permissions.Anyone,
  (activity: string, options?: SendOptions) =>
    // audit: allowed because the conversation and the send log are those of the caller, whom resolveCaller identifies:
    // the arguments select only within them. The hooks are the site's own.
    respond(() => inbox.sendActivity(activity, options)),
);

/**
 * Lists a page of the caller's own conversation, newest first: up to 30 messages, without those that only the
 * business sees. A visitor reads 24 hours back, and nothing once they are a contact: they have to log in.
 *
 * In preview, the page has no messages.
 *
 * @param options - the `cursor` of an earlier page, to read the one before it, and the page's language.
 * @example
 * const newest = await listMessages();
 * if (newest.ok && newest.cursor) {
 *   const older = await listMessages({ cursor: newest.cursor });
 *   console.log(older.ok ? older.messages : older.error.message);
 * }
 */
export const listMessages = webMethod(Permissions.Anyone, (options?: ChatOptions) =>
  respond(() => inbox.listMessages(options)),
);

/**
 * Sends a message of any type from the business to a participant.
 *
 * The permission applies to pages. The site's other backend code can import this function and call it.
 *
 * @param participant - a member, a contact or a visitor by id, or a member or contact by e-mail.
 * @param message - exactly one of `basic`, `minimal`, `form` and `template`, with its visibility, badges and preview.
 * @param options - whether to notify the participant, the channel, and the idempotency key.
 * @example
 * const message = { basic: { items: [{ text: 'Your order is ready.' }] } };
 * const result = await sendMessageTo({ email: 'ada@example.com' }, message);
 * console.log(result.ok ? result.messageId : result.error.code);
 */
export const sendMessageTo = webMethod(
  Permissions.Admin,
  (participant: Addressee, message: BusinessMessage, options?: SendToOptions) =>
    respond(() => inbox.sendTo(participant, message, options)),
);

/**
 * Finds or opens the conversation with a participant. An unknown e-mail never creates a contact.
 *
 * @param participant - a member, a contact or a visitor by id, or a member or contact by e-mail.
 * @example
 * const result = await openConversation({ email: 'ada@example.com' });
 * console.log(result.ok ? result.conversation._id : result.error.code);
 */
export const openConversation = webMethod(Permissions.Admin, (participant: Addressee) =>
  respond(() => inbox.openConversation(participant)),
);

/**
 * Gets a conversation by its id. If Wix merged it into another one, returns that one, as long as the merge is one of the
 * recent events.
 *
 * @param conversationId - the id of the conversation, a GUID.
 * @example
 * const result = await getConversation('0e6f7c1a-3b52-4d7e-9a41-6c0f6f1d2b3c');
 * console.log(result.ok ? result.conversation.participant : result.error.code);
 */
export const getConversation = webMethod(Permissions.Admin, (conversationId: string) =>
  respond(() => inbox.getConversation(conversationId)),
);

/**
 * Lists a page of a conversation, newest first: up to 30 messages, including those that only the business sees.
 *
 * @param conversationId - the id of the conversation, a GUID.
 * @param options - the `cursor` of an earlier page, to read the one before it, and a `limit` of 1 to 30 messages.
 * @example
 * const result = await listAllMessages('0e6f7c1a-3b52-4d7e-9a41-6c0f6f1d2b3c', { limit: 10 });
 * console.log(result.ok ? result.messages : result.error.code);
 */
export const listAllMessages = webMethod(
  Permissions.Admin,
  (conversationId: string, options?: ListOptions) =>
    respond(() => inbox.listAllMessages(conversationId, options)),
);

/**
 * Finds up to 20 members and contacts. Each result has the participant to send messages to.
 *
 * @param query - an e-mail, a phone, the start of a name, or several of them; a result matches all.
 * @example
 * const result = await findParticipants({ name: 'Ada' });
 * console.log(result.ok ? result.participants : result.error.code);
 */
export const findParticipants = webMethod(Permissions.Admin, (query: PeopleQuery) =>
  respond(() => inbox.findParticipants(query)),
);

/**
 * Lists the recent events of the inbox, newest first: their kind, time and conversation, without text.
 *
 * @param options - a `limit` of 1 to 50 events; 20 if not given.
 * @example
 * const result = await listRecent({ limit: 5 });
 * console.log(result.ok ? result.recent : result.error.code);
 */
export const listRecent = webMethod(Permissions.Admin, (options?: RecentOptions) =>
  respond(() => inbox.listRecent(options)),
);

/**
 * Reports which parts work on this site: identity, elevation, Inbox, contacts, send log, secret, CAPTCHA, Realtime.
 * Changes nothing.
 *
 * @example
 * const result = await checkInbox();
 * if (result.ok) console.log(result.checks.filter(({ ok }) => !ok));
 */
export const checkInbox = webMethod(Permissions.Admin, () => respond(() => inbox.checkInbox()));

/**
 * Creates what this site needs, if it is missing: the collections InboxSendLog and InboxRecent, and the secret
 * InboxKeys. Call it once after the installation; it can be called again. What exists is not changed.
 *
 * @example
 * const result = await setUpInbox();
 * if (result.ok) console.log(result.steps.filter(({ ok }) => !ok));
 */
export const setUpInbox = webMethod(Permissions.Admin, () => respond(() => inbox.setUpInbox()));
