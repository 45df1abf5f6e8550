/**
 * Every error code that a web method can return, with the message that a page can show for it.
 *
 * A result contains the message as `error.message`: pages do not have to import this table.
 *
 * UNCONFIRMED, IN_PROGRESS, BUSY, TOO_MANY_MESSAGES and TRY_LATER have `retryAfter` (seconds, an integer), and
 * CAPTCHA_REQUIRED if no token was passed.
 */
export const INBOX_ERRORS = {
  // Invalid requests: Wix was not called, and nothing was sent.

  /**
   * An argument, option or form field is invalid. Show the messages of `error.fields` next to the fields. A path such
   * as `message.form.title` is the path of the invalid argument.
   */
  INVALID_INPUT: 'Please check your entries.',
  /** The idempotency key is malformed. Create it with `newIdempotencyKey`, or leave it out. */
  INVALID_KEY: 'The idempotency key must be 22 to 64 letters, digits, "-" or "_".',
  /** No form with this name is declared in `public/inbox-forms.ts`. Declare the form, or correct its name. */
  UNKNOWN_FORM: 'This form does not exist.',
  /** No activity with this name is declared in the settings. Declare it in `activities`. */
  UNKNOWN_ACTIVITY: 'This activity does not exist.',

  // Identity and permissions.

  /**
   * Wix did not identify the caller. Offer a form with an email address: it can be sent without an identity, unless
   * contacts are turned off in the settings. `checkInbox` checks how callers are identified on this site.
   */
  IDENTITY_UNKNOWN: 'We could not identify you. Please use the form and enter your email address.',
  /**
   * Wix reports that the session of the page has expired. Nothing was sent or read. Offer to reload the page: it then has
   * a new session. Keep what the user has typed.
   */
  SESSION_EXPIRED: 'Your session has expired. Please reload the page and send again.',
  /** The caller logged in or out after `openForm` issued the ticket. Nothing was sent. Send with a new ticket. */
  IDENTITY_CHANGED: 'You logged in or out meanwhile. Please send again.',
  /** Wix rejected the call, because the caller is not part of the conversation (`NOT_JOINED_CHATROOM`). */
  NOT_A_PARTICIPANT: 'You are not part of this conversation.',
  /**
   * `listMessages`: the conversation belongs to a contact or member, and the caller is not logged in as that member.
   * They can write but not read. Offer a log-in. Do not poll.
   */
  HISTORY_NOT_AVAILABLE:
    'Log in to see this conversation. You can still write. If we have your email address, we may reply by email.',
  /** The site's `beforeSend` hook blocked the message, failed, or took longer than 2 seconds. */
  BLOCKED: 'This message cannot be sent. Please change it, or contact us in another way.',

  // Sending and rate limits.

  /**
   * It is not known yet whether the message was sent: Wix did not respond in time, or failed while it sent. Send the
   * same content again with the same idempotency key after `retryAfter` seconds: that call looks into the conversation
   * first, and the outcome is known after 36 seconds at the latest if Wix works. `createSubmit` does so up to 4 times.
   */
  UNCONFIRMED: 'We could not confirm that your message was sent. Please send it again.',
  /**
   * The message may or may not have arrived, and this can no longer be found out: Wix changed its text, its conversation
   * is gone, or it was sent without the send log. It is never sent again with this key. Tell the user; if they send it
   * again, use a new key: it can then arrive twice.
   */
  UNCLEAR:
    'We could not find out whether your message arrived. Please send it again if you get no reply.',
  /**
   * The idempotency key was used for other content, or three attempts to send with it failed. Nothing was sent by this
   * call. Send again with a new key, and create one for every change of the content.
   */
  KEY_REUSED: 'Please send your message again.',
  /**
   * Another call is sending the message of this idempotency key. Call again with the same key after `retryAfter`
   * seconds: the result is then the one of the other call.
   */
  IN_PROGRESS: 'Your message is being sent.',
  /**
   * The caller read more than 120 times in a minute, or three other calls of the same sender were recorded in the send
   * log before this one. This call read or sent nothing. Call again with the same key after `retryAfter` seconds.
   */
  BUSY: 'We are receiving too many requests. Please try again shortly.',
  /**
   * The caller has reached a limit of the settings (`limits.messages`), or the site has (`limits.site`). Nothing was
   * sent. Show how long to wait: `retryAfter` is the seconds until the caller can send again.
   */
  TOO_MANY_MESSAGES: 'You sent many messages. Please wait a moment.',
  /**
   * Wix was not reachable, limited the requests (HTTP 429) or failed (HTTP 5xx), or the time of the request ran
   * out, before anything was sent. Try again after `retryAfter` seconds.
   */
  TRY_LATER: 'This did not work. Please try again in a moment.',
  /**
   * Visitors have used half of a budget of the site (`limits.site`), or the passed CAPTCHA token is invalid, expired or
   * used. Nothing was sent. Let the visitor solve the reCAPTCHA element of the page, and send the same content again with
   * its token as `captchaToken` and with the same key or ticket. Without such an element, show how long to wait:
   * `retryAfter` is the seconds until no CAPTCHA is needed. Only with `captcha: 'on'` in the settings.
   */
  CAPTCHA_REQUIRED: 'Please confirm that you are human.',
  /** The settings require a form ticket of visitors: pass the ticket of `openForm`. Without the secret InboxKeys, there is none. */
  TICKET_REQUIRED: 'Please reload the page and send again.',
  /** The form ticket is older than an hour and was never used. Send with a new ticket. */
  TICKET_EXPIRED: 'This page was open for too long. Please send again.',
  /** The form was sent less than 2 seconds after `openForm`. Send again with the same ticket after `retryAfter` seconds. */
  TICKET_TOO_EARLY: 'Please wait a moment and send again.',
  /**
   * `listMessages`: the cursor is older than 10 minutes, was changed, or belongs to another session or
   * conversation. Read again without a cursor.
   */
  CURSOR_EXPIRED: 'Please reload the messages.',
  /**
   * The collection InboxSendLog is missing. Nothing was sent or read. Call `setUpInbox` once as the site owner, or set
   * `sendLog` to `'memory'` in the settings. Members and Admins can send without it, each call once.
   */
  SEND_LOG_MISSING: 'Messages cannot be sent right now. Please try again later.',
  /**
   * The site's settings or forms are invalid, so nothing was sent or read. The log names each wrong setting when the
   * backend starts, and `npm run build` names it before.
   */
  SETTINGS_INVALID: 'Messages cannot be sent right now. Please try again later.',

  // Errors from Wix.

  /** No conversation has this id, or it was merged into another one. Open it again with `openConversation`. */
  CONVERSATION_NOT_FOUND: 'This conversation does not exist.',
  /** The id belongs to a conversation of another site. Check where the id comes from. */
  NOT_OWNED_BY_BUSINESS: 'This conversation belongs to another business.',
  /** Wix reports no Inbox on this site. Add Wix Inbox to the site. */
  INBOX_INSTANCE_NOT_FOUND:
    'This site cannot receive messages yet. Please contact us in another way.',
  /** Wix rejected the sender of the message (`IDENTITY_DOES_NOT_MATCH`). */
  IDENTITY_DOES_NOT_MATCH: 'The sender is not part of this conversation.',
  /** Wix could not load an image or file of the message. Check its URL. */
  INVALID_MEDIA_URL: 'An image or file of this message cannot be loaded. Please choose it again.',
  /** No contact has this id. */
  CONTACT_NOT_FOUND: 'This contact does not exist.',

  // Other errors of a call.

  /** No member, contact or visitor has this id, or no one has this email address. */
  PARTICIPANT_NOT_FOUND: 'No member, contact or visitor was found.',
  /** More than one person has this email address. Choose one with `findParticipants` and pass their id. */
  PARTICIPANT_AMBIGUOUS: 'More than one person has this email address. Please choose one.',
  /** The conversation does not have the channel `options.channel`; `error.fields` lists its channels. */
  CHANNEL_NOT_AVAILABLE: 'This conversation does not have the chosen channel.',
  /** The collection of the recent events is missing. The message, for Admins only, states how to create it. */
  COLLECTION_MISSING:
    'Create the collection InboxRecent with the text fields kind, at, conversationId and direction, for admins only.',
  /** Wix denied access (HTTP 401 or 403, or an equivalent code). The log names the operation. */
  PERMISSION_DENIED: 'You do not have permission to do this. Please reload the page, or log in.',
  /** Wix rejected the request as invalid, with a code that this table does not list. The log has the code. */
  REFUSED_BY_WIX: 'This was not accepted. Please change it and try again.',

  // Other errors.

  /** An unexpected error. See the log entry with `error.requestId`. */
  UNEXPECTED: 'Something went wrong on our side. Please try again later.',
} as const satisfies Readonly<Record<string, string>>;

/** A code of `INBOX_ERRORS`. */
export type InboxErrorCode = keyof typeof INBOX_ERRORS;
