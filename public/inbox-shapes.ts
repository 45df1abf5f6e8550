// The arguments and answers of the web methods. Everything is plain JSON.
import type { InboxErrorCode } from 'public/inbox-errors';

/** Why a web method failed. */
export interface AnswerError {
  /** Error code, the same in every version; see `INBOX_ERRORS`. */
  readonly code: InboxErrorCode;
  /** One sentence that a page may show. */
  readonly message: string;
  /** Error messages by the key of a form's field, or by the path of an argument (`message.form.title`). */
  readonly fields?: Readonly<Record<string, string>>;
  /** Whole seconds to wait before the next try, with the same idempotency key. */
  readonly retryAfter?: number;
  /** Id of the entry in the site's log that has the details. */
  readonly requestId?: string;
}

/**
 * What every web method returns: `ok: true` with the result, or `ok: false` with the reason. Methods do not throw
 * for expected errors.
 */
export type Answer<Result extends object> =
  ({ readonly ok: true } & Result) | { readonly ok: false; readonly error: AnswerError };

/** The result of a send, for a participant. It has no ids and no names. */
export interface Sent {
  /**
   * `true`: a message with this idempotency key is sent at most once, as far as the settings' send log
   * remembers the key. `false`: the message was sent without a key. Absent in preview.
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
   * Random key of 22 to 64 characters of `[A-Za-z0-9_-]`, kept as long as the content is the same: a message
   * with this key is sent at most once. `newIdempotencyKey` creates one.
   */
  readonly idempotencyKey?: string;
  /** The page's language, a tag of at most 35 characters (`en`, `de-AT`): the language of field errors. */
  readonly language?: string;
}

/** Options of `sendBasicMessage`. */
export interface SendChatOptions extends SendOptions {
  /**
   * At most 10 `wix:image://` or `wix:document://` addresses from Wix's upload button, of at most 2,000
   * characters each. With attachments the text may be empty.
   */
  readonly attachments?: readonly string[];
}

/** Options of `sendFormData`. */
export interface SendFormOptions extends SendOptions {
  /** Name of a form declared in `public/inbox-forms.ts`; `default` when not given. */
  readonly form?: string;
}

/** Options of `sendMessageTo`. */
export interface SendToOptions {
  /** As in `SendOptions`. All Admins of the site share one set of keys. */
  readonly idempotencyKey?: string;
  /** Whether Wix notifies the participant; `notifications.business` of the settings when not given. */
  readonly notify?: boolean;
  /** Channel of a basic or template message, one that the conversation offers; Inbox chooses when not given. */
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

/** A participant, by id or by the e-mail address of exactly one contact or member (at most 320 characters). */
export type Addressee = Participant | { readonly email: string };

/** A channel of Inbox, by name. Wix has announced that ids will replace the names. */
export type Channel = 'CHAT' | 'EMAIL' | 'SMS';

/** Who sees a message: both sides, or only the business. */
export type Visibility = 'BUSINESS_AND_PARTICIPANT' | 'BUSINESS';

/** An image of a message. */
export interface Image {
  /** Address of the image, https, at most 2,000 characters. */
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
  /** Address of the file, https, at most 2,000 characters. */
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

/** One line that reports an activity. */
export interface Minimal {
  /** Text of the line, 1 to 16,384 characters. */
  readonly text: string;
  /** Address of the icon, https, at most 2,000 characters. */
  readonly iconUrl?: string;
  /** Address that a click opens, https, at most 2,000 characters. */
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
 * characters), or calls the handler of `interactionId` in `buttons` of the settings (at most 256 characters).
 */
export type TemplateButton =
  | { readonly label: string; readonly launchUrl: string }
  | { readonly label: string; readonly interactionId: string };

/** A template: a card with at least one of image, title, lines and buttons. */
export interface Template {
  /** Title of the card, at most 256 characters. */
  readonly title?: string;
  /** Address of the image, https, at most 2,000 characters. */
  readonly imageUrl?: string;
  /** Lines of text, at most 10 of at most 512 characters each. */
  readonly textLines?: readonly string[];
  /** Buttons, at most 10. */
  readonly buttons?: readonly TemplateButton[];
  /** Layout of the card. */
  readonly orientation?: 'PORTRAIT' | 'LANDSCAPE';
}

/** An icon and a short text beside a message. Inbox shows it; Wix's chat widget does not. */
export interface Badge {
  /** Text of the badge, 1 to 256 characters. */
  readonly text: string;
  /** Address of the icon, https, at most 2,000 characters. */
  readonly iconUrl?: string;
  /** Who sees the badge. */
  readonly badgeVisibility?: Visibility;
}

/**
 * The content of a message, of exactly one type: `basic` (1 to 15 texts, images and files), `minimal` (a line that
 * reports an activity), `form` (submitted form data) or `template` (a card with buttons).
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
  /** `true`: the message leaves the unread count and the summary of the conversation unchanged. */
  readonly silent?: boolean;
  /** Text in Inbox's list of conversations, at most 256 characters; derived from the content when not given. */
  readonly previewText?: string;
  /** Who sees the message; `BUSINESS_AND_PARTICIPANT` when not given. */
  readonly visibility?: Visibility;
};

/** How Inbox shows a participant or the business. */
export interface DisplayData {
  /** Display name. */
  readonly name?: string;
  /** Address of the profile image. */
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

/** A search for members and contacts. At least one property is given; people match all that are given. */
export interface PeopleQuery {
  /** E-mail address, at most 320 characters. */
  readonly email?: string;
  /** Phone number, written as in the contact, at most 50 characters. */
  readonly phone?: string;
  /** The beginning of a first name, a last name or both, at most 500 characters. */
  readonly name?: string;
}

/** A person that a search found. */
export interface FoundParticipant {
  /** The id that Inbox expects, a GUID: the member id of a member, else the contact id. */
  readonly participant: { readonly memberId: string } | { readonly contactId: string };
  /** The name; where there is none, the e-mail address or the phone number. */
  readonly name: string;
  /** E-mail address. */
  readonly email?: string;
  /** Phone number. */
  readonly phone?: string;
}

/** Options of `listRecent`. */
export interface RecentOptions {
  /** Number of events, 1 to 50; 20 when not given. */
  readonly limit?: number;
}

/** A recent event, in the form of a repeater's item. It says that something happened, without its content. */
export interface RecentEvent {
  /** Id of the event. It is the same when Wix delivers the event again. */
  readonly _id: string;
  /** What happened. */
  readonly kind: 'message' | 'form' | 'like' | 'contact' | 'button' | 'merged';
  /** When it happened, ISO 8601. */
  readonly at: string;
  /** Id of the conversation, a GUID; absent where the event belongs to none. */
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
  /** Digits that order the messages of one conversation, more exactly than the date. */
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
  /** `true`: it left the unread count and the summary of the conversation unchanged. */
  readonly silent?: boolean;
}

/** Options of `listAllMessages`. */
export interface ListOptions {
  /** Number of messages on the page, 1 to 30; 30 when not given. */
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
 * One item of a chat message: a text, an image or a file. Its `url` is https and stays valid for some hours.
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
  /** Address of the image, https. */
  readonly imageUrl?: string;
  /** The lines of text. */
  readonly lines: readonly string[];
  /** The buttons. */
  readonly buttons: readonly {
    /** Text of the button. */
    readonly label: string;
    /** Address that the button opens, https; absent on a button that only Inbox's own chat supports. */
    readonly url?: string;
  }[];
}

/** A message, as its participant may see it. It has no ids of people. */
export interface ChatMessage {
  /** Digits that order the messages of one conversation. */
  readonly _id: string;
  /** The participant wrote it (`me`), or the business did. */
  readonly from: 'me' | 'business';
  /** When it was sent, ISO 8601. */
  readonly at: string;
  /** Texts, images and files; empty only where there is a template. */
  readonly items: readonly ChatItem[];
  /** The template, if the message is one. */
  readonly template?: ChatTemplate;
}

/** A page of the caller's own conversation. */
export interface ChatPage {
  /** Always `true`: a caller who may not read gets HISTORY_NOT_AVAILABLE instead of a page. */
  readonly canRead: true;
  /** At most 30 messages, newest first. A visitor who is not logged in gets those of the last 24 hours. */
  readonly messages: readonly ChatMessage[];
  /** Cursor of the next page, with older messages; absent on the last page. */
  readonly cursor?: string;
  /** The Realtime channel on which pings (`Ping`) report changes; absent without Realtime: then poll. */
  readonly channel?: {
    /** Name of the channel. */
    readonly name: 'inbox';
    /** The caller's resource of the channel. */
    readonly resourceId: string;
  };
  /** How Inbox shows the caller; only for a logged-in member. */
  readonly participant?: DisplayData;
  /** `true`: the caller is a site owner in preview; no conversation was read. */
  readonly preview?: true;
}

/** What is published on a Realtime channel. It says that something changed, without its content. */
export interface Ping {
  /** What changed: a new message, a merge into another conversation, or a click on a template's button. */
  readonly kind: 'message' | 'merged' | 'button';
  /** When it changed, ISO 8601. */
  readonly at: string;
}

/** One result of `checkInbox`. */
export interface Check {
  /** What was checked. */
  readonly name: 'identity' | 'elevation' | 'inbox' | 'contacts' | 'secret' | 'realtime';
  /** Whether it works. */
  readonly ok: boolean;
  /** One sentence with the result, for the developer. */
  readonly message: string;
}
