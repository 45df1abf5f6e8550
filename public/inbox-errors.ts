/**
 * Every code that a web method may answer, with the sentence that a page may show for it.
 *
 * An answer carries its sentence as `error.message`, so a page need not import this table: the type
 * `InboxErrorCode` is enough, and costs the page nothing. Codes marked "reserved" are answered by
 * nothing yet; they are here so that a page written today knows them.
 *
 * `retryAfter`, in whole seconds, comes with UNCONFIRMED, BUSY, TOO_MANY_MESSAGES and TRY_LATER.
 */
export const INBOX_ERRORS = {
  // What was asked is not what may be asked. Nothing was called, nothing was sent.
  INVALID_INPUT: 'Please check what was entered.',
  INVALID_KEY: 'The idempotency key must be 22 to 64 letters, digits, "-" or "_".',
  UNKNOWN_FORM: 'This form is not known here.',
  UNKNOWN_ACTIVITY: 'This activity is not known here.',

  // Who is talking.
  IDENTITY_UNKNOWN: 'We could not tell who is writing. Please use the form and enter your e-mail.',
  IDENTITY_CHANGED: 'You logged in or out meanwhile. Please send again.', // reserved
  NOT_A_PARTICIPANT: 'You are not part of this conversation.',
  HISTORY_NOT_AVAILABLE:
    'Log in to see this conversation. You can still write; answers come by e-mail or after log-in.',
  BLOCKED: 'This message cannot be sent.',

  // Once, and how often.
  UNCONFIRMED: 'We are not sure yet that your message arrived.',
  UNCLEAR: 'We could not find out whether your message arrived.', // reserved
  KEY_REUSED: 'This was already used for another message. Please send again.',
  IN_PROGRESS: 'Your message is on its way.', // reserved
  BUSY: 'Too much is going on right now. Please try again shortly.',
  TOO_MANY_MESSAGES: 'That was many messages. Please wait a little.', // reserved
  TRY_LATER: 'This did not work right now. Nothing was sent; please try again shortly.',
  CAPTCHA_REQUIRED: 'Please confirm that you are human.', // reserved
  TICKET_REQUIRED: 'Please reload the page and send again.', // reserved
  TICKET_EXPIRED: 'This page was open for long. Please send again.', // reserved
  TICKET_TOO_EARLY: 'That was quick. Please send again.', // reserved
  CURSOR_EXPIRED: 'Please start again from the newest message.',
  SEND_LOG_MISSING: 'Messages cannot be sent right now.', // reserved

  // What Wix answered, under Wix's own code.
  CONVERSATION_NOT_FOUND: 'This conversation does not exist.',
  NOT_OWNED_BY_BUSINESS: 'This conversation belongs to another business.',
  INBOX_INSTANCE_NOT_FOUND: 'Wix Inbox is not installed on this site.',
  IDENTITY_DOES_NOT_MATCH: 'The sender is not part of this conversation.',
  INVALID_MEDIA_URL: 'A picture or file of this message cannot be reached.',
  CONTACT_NOT_FOUND: 'This contact does not exist.',

  // What Wix answered, in general.
  PARTICIPANT_NOT_FOUND: 'There is no such member, contact or visitor.',
  PARTICIPANT_AMBIGUOUS: 'Several members or contacts have this address. Please choose one.',
  CHANNEL_NOT_AVAILABLE: 'This conversation cannot be answered that way.',
  COLLECTION_MISSING:
    'Create the collection InboxRecent with the text fields kind, at, conversationId and direction, for admins only.',
  PERMISSION_DENIED: 'Wix does not allow this.',
  REFUSED_BY_WIX: 'Wix did not accept this.',

  // Anything else: logged once under the request id that the answer carries.
  UNEXPECTED: 'This failed on our side, and we noted why.',
} as const satisfies Readonly<Record<string, string>>;

/** A code of `INBOX_ERRORS`. */
export type InboxErrorCode = keyof typeof INBOX_ERRORS;
