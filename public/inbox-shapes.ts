// The arguments and results of the web methods. Everything is plain JSON.
import type { InboxErrorCode } from 'public/inbox-errors';

/** Why a web method failed. */
export interface AnswerError {
  /** Stable error code; see `INBOX_ERRORS`. */
  readonly code: InboxErrorCode;
  /** One sentence that a page can show. */
  readonly message: string;
  /** Error messages by field key or argument path (`message.form.title`). */
  readonly fields?: Readonly<Record<string, string>>;
  /** Seconds to wait before retrying with the same idempotency key (integer). */
  readonly retryAfter?: number;
  /** Id of the entry in the site's log that has the details. */
  readonly requestId?: string;
  /**
   * With HISTORY_NOT_AVAILABLE, if the site has the secret: the resource of the caller's own Realtime channel. It is the
   * same as before they became a contact: a page can keep what it stores for them.
   */
  readonly session?: string;
}

/**
 * What every web method returns: `ok: true` with the result, or `ok: false` with the reason. Methods do not throw
 * for expected errors.
 */
export type Answer<Result extends object> =
  ({ readonly ok: true } & Result) | { readonly ok: false; readonly error: AnswerError };

/** The result of a send, for a participant. Contains no ids and no names. */
export interface Sent {
  /**
   * `true`: the send was protected by an idempotency key, for as long as the send log of the settings stores it.
   * `false`: the message was sent without a key. Absent in preview.
   */
  readonly once?: boolean;
  /** `true`: the message of this key had been sent before, and was not sent again. */
  readonly replayed?: true;
  /** `true`: the caller is a site owner in preview; the message was checked and not sent. */
  readonly preview?: true;
}

/** The result of a send, for the business. */
export interface SentByBusiness extends Sent {
  /** Id of the conversation, a GUID. */
  readonly conversationId: string;
  /** Id of the message in the conversation. */
  readonly messageId: string;
}

/** Options of `sendMinimalMessage`, and part of those of `sendFormData` and `sendBasicMessage`. */
export interface SendOptions {
  /**
   * Idempotency key: 22 to 64 random characters (`[A-Za-z0-9_-]`). A message with this key is sent at most once. Use
   * a new key for new content. `newIdempotencyKey` creates one.
   */
  readonly idempotencyKey?: string;
  /** The page's language, a tag of at most 35 characters (`en`, `de-AT`): the language of field errors. */
  readonly language?: string;
  /**
   * Token of a solved reCAPTCHA element (`$w('#captcha').token`), 1 to 8,192 characters. Pass it if the result without
   * one is `CAPTCHA_REQUIRED`, with the same idempotency key or ticket. Ignored for members, and if the settings require
   * no CAPTCHA.
   */
  readonly captchaToken?: string;
}

/** Options of `sendBasicMessage`. */
export interface SendChatOptions extends SendOptions {
  /**
   * At most 10 `wix:image://` or `wix:document://` URLs from Wix's upload button, of at most 2,000 characters each.
   * With attachments, the text can be empty.
   */
  readonly attachments?: readonly string[];
}

/** Options of `sendFormData`. */
export interface SendFormOptions extends SendOptions {
  /** Name of a form declared in `public/inbox-forms.ts`. Default: `default`. */
  readonly form?: string;
  /**
   * Ticket that `openForm` returned to this session for this form, 60 to 512 characters. It replaces the idempotency
   * key: each message needs its own ticket, which is used again only to repeat the same message.
   */
  readonly ticket?: string;
}

/** The result of `openForm`. Without a ticket, send the form without one. */
export interface OpenedForm {
  /** Ticket of one message: at most 512 characters of `[A-Za-z0-9_-]`. It is valid for an hour. */
  readonly ticket?: string;
  /** Milliseconds from now until the form can be sent with the ticket. */
  readonly notBeforeMs?: number;
  /**
   * The resource of the caller's own Realtime channel. A page can keep what it stores for them as long as this does not
   * change.
   */
  readonly session?: string;
  /** `true`: the caller is a site owner in preview, whose forms are not sent. */
  readonly preview?: true;
}

/** Options of `sendMessageTo`. */
export interface SendToOptions {
  /** As in `SendOptions`. Keys are shared by all Admins. */
  readonly idempotencyKey?: string;
  /** Whether Wix notifies the participant. Default: `notifications.business` of the settings. */
  readonly notify?: boolean;
  /** Channel of a basic or template message; the conversation must have it. Default: `channels` of the settings. */
  readonly channel?: Channel;
}

/**
 * A participant, by exactly one id, a GUID: `memberId` of a site member, `contactId` of a contact who is not a
 * member, or `anonymousVisitorId` of a visitor.
 */
export type Participant =
  | { readonly memberId: string }
  | { readonly contactId: string }
  | { readonly anonymousVisitorId: string };

/** A participant, by id or by the email address of exactly one contact or member (at most 320 characters). */
export type Addressee = Participant | { readonly email: string };

/** A channel of Inbox, by name. Wix has announced that ids will replace the names. */
export type Channel = 'CHAT' | 'EMAIL' | 'SMS';

/** Who sees a message: both sides, or only the business. */
export type Visibility = 'BUSINESS_AND_PARTICIPANT' | 'BUSINESS';

/** An image of a message. */
export interface Image {
  /** The id in Wix's Media Manager, at most 2,000 characters. Wix needs it to renew a URL, which is valid for 10 hours. */
  readonly _id?: string;
  /** URL of the image, https, at most 2,000 characters. */
  readonly url: string;
  /** Name of the image file, at most 255 characters. */
  readonly filename?: string;
  /** Width in pixels, 1 to 100,000. */
  readonly width?: number;
  /** Height in pixels, 1 to 100,000. */
  readonly height?: number;
}

/** A file of a message. */
export interface File {
  /** The id in Wix's Media Manager, at most 2,000 characters. Wix needs it to renew a URL, which is valid for 10 hours. */
  readonly _id?: string;
  /** URL of the file, https, at most 2,000 characters. */
  readonly url: string;
  /** Name of the file, at most 255 characters. */
  readonly filename?: string;
  /** MIME type of the file, at most 100 characters. */
  readonly mimeType?: string;
}

/**
 * One item of a basic message: a `text` of 1 to 16,384 characters, an `image` or a `file`. Inbox shows each item
 * as a message of its own.
 */
export type BasicItem =
  { readonly text: string } | { readonly image: Image } | { readonly file: File };

/** A one-line message about an activity. */
export interface Minimal {
  /** Text of the line, 1 to 16,384 characters. */
  readonly text: string;
  /** URL of the icon, https, at most 2,000 characters. */
  readonly iconUrl?: string;
  /** URL that a click opens, https, at most 2,000 characters. */
  readonly url?: string;
}

/** Submitted form data. */
export interface Form {
  /** Title of the form, 1 to 256 characters. */
  readonly title: string;
  /** Description of the form, at most 16,384 characters. */
  readonly description?: string;
  /** The fields, 1 to 15, with a name and a value of at most 8,192 characters each. */
  readonly fields: readonly {
    /** Label of the field. */
    readonly name: string;
    /** Value of the field. */
    readonly value: string;
  }[];
  /** Images and files, at most 15. */
  readonly media?: readonly ({ readonly image: Image } | { readonly file: File })[];
}

/**
 * A button of a template, with a `label` of 1 to 16,384 characters. It opens `launchUrl` (https, at most 16,384
 * characters), or calls the handler in `buttons` of the settings with this `interactionId` (at most 256 characters).
 */
export type TemplateButton =
  | { readonly label: string; readonly launchUrl: string }
  | { readonly label: string; readonly interactionId: string };

/** A template: a card with at least one of image, title, lines and buttons. */
export interface Template {
  /** Title of the card, at most 256 characters. */
  readonly title?: string;
  /** URL of the image, https, at most 2,000 characters. */
  readonly imageUrl?: string;
  /** Lines of text, at most 10 of at most 512 characters each. */
  readonly textLines?: readonly string[];
  /** Buttons, at most 10. */
  readonly buttons?: readonly TemplateButton[];
  /** Layout of the card. */
  readonly orientation?: 'PORTRAIT' | 'LANDSCAPE';
}

/** An icon and a short text next to a message. Shown in Inbox, not in the Wix Chat widget. */
export interface Badge {
  /** Text of the badge, 1 to 256 characters. */
  readonly text: string;
  /** URL of the icon, https, at most 2,000 characters. */
  readonly iconUrl?: string;
  /** Who sees the badge. */
  readonly badgeVisibility?: Visibility;
}

/**
 * The content of a message, of exactly one type: `basic` (1 to 15 texts, images and files), `minimal` (one line about
 * an activity), `form` (submitted form data) or `template` (a card with buttons).
 */
export type Content =
  | { readonly basic: { readonly items: readonly BasicItem[] } }
  | { readonly minimal: Minimal }
  | { readonly form: Form }
  | { readonly template: Template };

/** A message from the business: one type of content, and the properties of any message. */
export type BusinessMessage = Content & {
  /** Badges, at most 1. */
  readonly badges?: readonly Badge[];
  /** `true`: the message does not change the unread count and the summary of the conversation. */
  readonly silent?: boolean;
  /** Text in Inbox's list of conversations, at most 256 characters. Default: derived from the content. */
  readonly previewText?: string;
  /** Who sees the message. Default: `BUSINESS_AND_PARTICIPANT`. */
  readonly visibility?: Visibility;
};

/** How Inbox shows a participant or the business. */
export interface DisplayData {
  /** Display name. */
  readonly name?: string;
  /** URL of the profile image. */
  readonly imageUrl?: string;
}

/** The ids of a participant, as Wix returns them. */
export interface ParticipantIds {
  /** Id of the member, a GUID. */
  readonly memberId?: string;
  /** Id of the anonymous visitor, a GUID. */
  readonly anonymousVisitorId?: string;
  /** Id of the contact, a GUID. */
  readonly contactId?: string;
}

/** A conversation, as the business sees it. */
export interface Conversation {
  /** Id of the conversation, a GUID. */
  readonly _id: string;
  /** The ids of its participant. */
  readonly participant: ParticipantIds;
  /** How Inbox shows the participant. */
  readonly participantDisplayData?: DisplayData;
  /** How Inbox shows the business. */
  readonly businessDisplayData?: DisplayData;
  /** The channels by which the participant can be reached. Wix has announced that it will stop returning them. */
  readonly channels?: readonly Channel[];
}

/**
 * A search for members and contacts. At least one property is required. Results match all of them.
 *
 * Wix compares phone numbers and names character by character. Other spellings are found among the 1,000 contacts that
 * were active last.
 */
export interface PeopleQuery {
  /** Email address, at most 320 characters. */
  readonly email?: string;
  /**
   * Phone number in any spelling, at most 50 characters. Without a country code, it matches one with any country code.
   * At least 6 digits, unless it is written as in the contact.
   */
  readonly phone?: string;
  /** The beginning of one or more words of the name, in their order, at most 500 characters. Case, accents, hyphens and apostrophes do not count. */
  readonly name?: string;
}

/** A search result. */
export interface FoundParticipant {
  /** The member id, or the contact id if the contact is not a member; a GUID. */
  readonly participant: { readonly memberId: string } | { readonly contactId: string };
  /** The name, or the email address or phone number if there is none. */
  readonly name: string;
  /** Email address. */
  readonly email?: string;
  /** Phone number. */
  readonly phone?: string;
}

/** Options of `listRecent`. */
export interface RecentOptions {
  /** Number of events, 1 to 50. Default: 20. */
  readonly limit?: number;
}

/** A recent event. Can be used as repeater data. Contains no message text. */
export interface RecentEvent {
  /** Id of the event. It is the same when Wix delivers the event again. */
  readonly _id: string;
  /** What happened. */
  readonly kind: 'message' | 'form' | 'like' | 'contact' | 'button' | 'merged';
  /** When it happened, ISO 8601. */
  readonly at: string;
  /** Id of the conversation, a GUID; absent if the event belongs to none. */
  readonly conversationId?: string;
  /** Direction of a message. */
  readonly direction?: 'PARTICIPANT_TO_BUSINESS' | 'BUSINESS_TO_PARTICIPANT';
}

/** A JSON value. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A message, as the business sees it. */
export interface Message {
  /** Id of the message in its conversation. */
  readonly _id: string;
  /** Sort key within the conversation (digits), more exact than the date. */
  readonly sequence: string;
  /** When it was sent, ISO 8601. */
  readonly _createdDate: string;
  /** Who sent it to whom. */
  readonly direction: 'PARTICIPANT_TO_BUSINESS' | 'BUSINESS_TO_PARTICIPANT' | 'UNKNOWN';
  /** Who sees it. */
  readonly visibility: Visibility | 'UNKNOWN';
  /** The ids of the sender. */
  readonly sender: ParticipantIds & {
    /** Id of the Wix user who sent it, a GUID. */
    readonly wixUserId?: string;
    /** Id of the app that sent it, a GUID. */
    readonly appId?: string;
  };
  /** The content as Wix returns it (`{ previewText, basic | minimal | form | template | system }`), with ISO 8601 dates. */
  readonly content: { readonly [key: string]: Json };
  /** The badges as Wix returns them. */
  readonly badges?: readonly Json[];
  /** `true`: the message did not change the unread count and the summary of the conversation. */
  readonly silent?: boolean;
}

/** Options of `listAllMessages`. */
export interface ListOptions {
  /** Number of messages on the page, 1 to 30. Default: 30. */
  readonly limit?: number;
  /** `cursor` of an earlier page, for the messages before it; at most 16,000 characters. */
  readonly cursor?: string;
}

/** A page of messages. */
export interface MessagePage {
  /** The messages, newest first. */
  readonly messages: readonly Message[];
  /** Cursor of the next page, with older messages; absent on the last page. */
  readonly cursor?: string;
}

/** Options of `listMessages`. */
export interface ChatOptions {
  /** `cursor` of an earlier page, for the messages before it. It is valid in this session for 10 minutes. */
  readonly cursor?: string;
  /** The page's language (`en`, `de-AT`). */
  readonly language?: string;
}

/**
 * One item of a chat message: a text, an image or a file. Its `url` is https and can expire; do not store it.
 */
export type ChatItem =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'image'; readonly url: string; readonly filename?: string }
  | {
      readonly kind: 'file';
      readonly url: string;
      readonly filename?: string;
      readonly mimeType?: string;
    };

/** A template, as its participant sees it. */
export interface ChatTemplate {
  /** Title of the card. */
  readonly title?: string;
  /** URL of the image, https. */
  readonly imageUrl?: string;
  /** The lines of text. */
  readonly lines: readonly string[];
  /** The buttons. */
  readonly buttons: readonly {
    /** Text of the button. */
    readonly label: string;
    /** URL that the button opens, https; absent for buttons without a link. */
    readonly url?: string;
  }[];
}

/** A message, as its participant sees it. Contains no ids of people. */
export interface ChatMessage {
  /** Sort key within the conversation (digits). */
  readonly _id: string;
  /** Sender: the caller (`me`) or the business. */
  readonly from: 'me' | 'business';
  /** When it was sent, ISO 8601. */
  readonly at: string;
  /** Texts, images and files; empty only if there is a template. */
  readonly items: readonly ChatItem[];
  /** The template, if the message is one. */
  readonly template?: ChatTemplate;
}

/** A page of the caller's own conversation. */
export interface ChatPage {
  /** Always `true`: a caller who is not allowed to read gets HISTORY_NOT_AVAILABLE. */
  readonly canRead: true;
  /** At most 30 messages, newest first. A visitor who is not logged in gets those of the last 24 hours. */
  readonly messages: readonly ChatMessage[];
  /** Cursor of the next page, with older messages; absent on the last page. */
  readonly cursor?: string;
  /** The Realtime channel on which changes are announced. If absent, poll. */
  readonly channel?: {
    /** Name of the channel. */
    readonly name: 'inbox';
    /** The caller's resource of the channel. */
    readonly resourceId: string;
  };
  /** The resource of the caller's own Realtime channel, if Realtime is off in the settings. */
  readonly session?: string;
  /** How Inbox shows the caller; only for a logged-in member. */
  readonly participant?: DisplayData;
  /** `true`: the caller is a site owner in preview; no conversation was read. */
  readonly preview?: true;
}

/** A Realtime message about a change. Contains no message text. */
export interface Ping {
  /** What changed: a new message, a merge into another conversation, or a click on a template's button. */
  readonly kind: 'message' | 'merged' | 'button';
  /** When it changed, ISO 8601. */
  readonly at: string;
}

/** One result of `checkInbox`. */
export interface Check {
  /** What was checked. */
  readonly name:
    | 'identity'
    | 'elevation'
    | 'inbox'
    | 'contacts'
    | 'send-log'
    | 'recent'
    | 'secret'
    | 'captcha'
    | 'realtime'
    | 'web-crypto'
    | 'realtime-subscriber'
    | 'channels'
    | 'contact-source';
  /** Whether it works, or is turned off in the settings. */
  readonly ok: boolean;
  /** The result and what follows from it, for the developer. */
  readonly message: string;
}

/** One result of `setUpInbox`. */
export interface SetUpStep {
  /** The collection or the secret. */
  readonly name: 'InboxSendLog' | 'InboxRecent' | 'InboxKeys';
  /** Whether the site has it now. */
  readonly ok: boolean;
  /** `Created.`, `Exists.`, or why it could not be created and what to do by hand. */
  readonly message: string;
}
