import type { InboxErrorCode } from 'public/inbox-errors';

/** Why a web method did not do what was asked, as plain JSON. */
export interface AnswerError {
  /** Stable; see `INBOX_ERRORS`. */
  readonly code: InboxErrorCode;
  /** A sentence that a page may show. */
  readonly message: string;
  /** What is wrong with which field, by the field's key or by the argument's path (`message.form.title`). */
  readonly fields?: Readonly<Record<string, string>>;
  /** Whole seconds after which asking again, with the same idempotency key, makes sense. */
  readonly retryAfter?: number;
  /** Names the line of the site's log that says more. */
  readonly requestId?: string;
}

/** What every web method answers; it never throws on purpose. */
export type Answer<Result extends object> =
  ({ readonly ok: true } & Result) | { readonly ok: false; readonly error: AnswerError };

/** What a participant learns of what was sent: that it was. Never an id, never a name. */
export interface Sent {
  /**
   * `true`: this idempotency key sends this message at most once, as far as the settings' send log
   * reaches. `false`: it was sent without a key.
   */
  readonly once?: boolean;
  /** The message of this key had been sent before; this is its outcome. */
  readonly replayed?: true;
  /** A site owner in preview: all was checked and built, and nothing was sent. */
  readonly preview?: true;
}

/** What the business learns of what it sent. */
export interface SentByBusiness extends Sent {
  readonly conversationId: string;
  readonly messageId: string;
}

/** Options of `sendFormData` and `sendMinimalMessage`, and part of those of `sendBasicMessage`. */
export interface SendOptions {
  /** 22 to 64 of `[A-Za-z0-9_-]`, random, kept while the content is the same: sends it at most once. */
  readonly idempotencyKey?: string;
  /** The page's language (`en`, `de-AT`): decides the language of what is said about a faulty field. */
  readonly language?: string;
}

/** Options of `sendBasicMessage`. */
export interface SendChatOptions extends SendOptions {
  /** `wix:image://` and `wix:document://` addresses that Wix's upload button answered, 10 at most; the text may then be empty. */
  readonly attachments?: readonly string[];
}

/** Options of `sendFormData`. */
export interface SendFormOptions extends SendOptions {
  /** Name of a form declared in `public/inbox-forms.ts`; `default` when not given. */
  readonly form?: string;
}

/** Options of `sendMessageTo`. */
export interface SendToOptions {
  /** As in `SendOptions`; all Admins of the site share their keys. */
  readonly idempotencyKey?: string;
  /** Whether Wix notifies the participant; without it the settings' table decides. */
  readonly notify?: boolean;
  /** Where a basic or template message goes; only where the conversation offers it. */
  readonly channel?: Channel;
}

/** Whom the business writes to: one of the three, a GUID each. */
export type Participant =
  | { readonly memberId: string }
  | { readonly contactId: string }
  | { readonly anonymousVisitorId: string };

/** Whom the business writes to, by id or by the address of one contact or member. */
export type Addressee = Participant | { readonly email: string };

/** A channel of Inbox, by the name that Wix has announced to replace by an id. */
export type Channel = 'CHAT' | 'EMAIL' | 'SMS';

/** Who sees a message: both sides, or only the business. */
export type Visibility = 'BUSINESS_AND_PARTICIPANT' | 'BUSINESS';

/** A picture of a message; `url` is https. */
export interface Image {
  readonly url: string;
  readonly filename?: string;
  /** In pixels. */
  readonly width?: number;
  /** In pixels. */
  readonly height?: number;
}

/** A file of a message; `url` is https. */
export interface File {
  readonly url: string;
  readonly filename?: string;
  readonly mimeType?: string;
}

/** One of text, picture and file; each is shown as a message of its own. */
export type BasicItem =
  { readonly text: string } | { readonly image: Image } | { readonly file: File };

/** One line that reports an activity. */
export interface Minimal {
  readonly text: string;
  readonly iconUrl?: string;
  readonly url?: string;
}

/** Submitted form data: 1 to 15 fields, up to 15 pictures and files. */
export interface Form {
  readonly title: string;
  readonly description?: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  readonly media?: readonly ({ readonly image: Image } | { readonly file: File })[];
}

/** A button opens a link, or reports its interaction id to `onMessageButtonInteracted`. */
export type TemplateButton =
  | { readonly label: string; readonly launchUrl: string }
  | { readonly label: string; readonly interactionId: string };

/** A picture, a title, up to 10 lines and up to 10 buttons; one of them at least. */
export interface Template {
  readonly title?: string;
  readonly imageUrl?: string;
  readonly textLines?: readonly string[];
  readonly buttons?: readonly TemplateButton[];
  readonly orientation?: 'PORTRAIT' | 'LANDSCAPE';
}

/** An icon and a short text beside a message; Inbox shows one, its chat widget none. */
export interface Badge {
  readonly text: string;
  readonly iconUrl?: string;
  readonly badgeVisibility?: Visibility;
}

/** Inbox's one-of: exactly one type of content. */
export type Content =
  | { readonly basic: { readonly items: readonly BasicItem[] } }
  | { readonly minimal: Minimal }
  | { readonly form: Form }
  | { readonly template: Template };

/** What `sendMessageTo` sends: one type of content, and what goes with any type. */
export type BusinessMessage = Content & {
  readonly badges?: readonly Badge[];
  /** Leaves the unread count and the summary of the conversation as they are. */
  readonly silent?: boolean;
  /** The line in Inbox's list, at most 256 characters; derived from the content when not given. */
  readonly previewText?: string;
  /** `BUSINESS_AND_PARTICIPANT` when not given. */
  readonly visibility?: Visibility;
};

/** Name and picture as Inbox shows them. */
export interface DisplayData {
  readonly name?: string;
  readonly imageUrl?: string;
}

/** Who a participant is, as Wix answers it. */
export interface ParticipantIds {
  readonly memberId?: string;
  readonly anonymousVisitorId?: string;
  readonly contactId?: string;
}

/** A conversation, as the business sees it. */
export interface Conversation {
  readonly _id: string;
  readonly participant: ParticipantIds;
  readonly participantDisplayData?: DisplayData;
  readonly businessDisplayData?: DisplayData;
  /** Where the participant can be written to, as far as Wix says so: it has announced to stop. */
  readonly channels?: readonly Channel[];
}

/** Whom to look for; one of the three at least, and all that is given must fit. */
export interface PeopleQuery {
  readonly email?: string;
  /** As it stands in the contact. */
  readonly phone?: string;
  /** The beginning of a first or last name, or of both. */
  readonly name?: string;
}

/** A member, or a contact who is none, by the id that Inbox wants. */
export interface FoundParticipant {
  readonly participant: { readonly memberId: string } | { readonly contactId: string };
  /** The address or telephone where there is no name. */
  readonly name: string;
  readonly email?: string;
  readonly phone?: string;
}

/** Options of `listRecent`. */
export interface RecentOptions {
  /** 1 to 50; 20 when not given. */
  readonly limit?: number;
}

/** Something that happened, fit for a repeater's `data`: that it did, not what was said. */
export interface RecentEvent {
  /** One for what happened, however often Wix tells it. */
  readonly _id: string;
  readonly kind: 'message' | 'form' | 'like' | 'contact' | 'button' | 'merged';
  /** ISO 8601. */
  readonly at: string;
  readonly conversationId?: string;
  readonly direction?: 'PARTICIPANT_TO_BUSINESS' | 'BUSINESS_TO_PARTICIPANT';
}

/** A value of plain JSON. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A message, as the business sees it: `_id` and the rest fit a repeater's `data`. */
export interface Message {
  readonly _id: string;
  /** Orders messages of one conversation more exactly than the date. */
  readonly sequence: string;
  /** ISO 8601. */
  readonly _createdDate: string;
  readonly direction: 'PARTICIPANT_TO_BUSINESS' | 'BUSINESS_TO_PARTICIPANT' | 'UNKNOWN';
  readonly visibility: Visibility | 'UNKNOWN';
  readonly sender: ParticipantIds & { readonly wixUserId?: string; readonly appId?: string };
  /** As Wix answers it (`{ previewText, basic | minimal | form | template | system }`), dates as ISO 8601. */
  readonly content: { readonly [key: string]: Json };
  readonly badges?: readonly Json[];
  readonly silent?: boolean;
}

/** Options of `listAllMessages`. */
export interface ListOptions {
  /** Messages on the page, 1 to 30; 30 when not given. */
  readonly limit?: number;
  /** `cursor` of the page before, which lists older messages. */
  readonly cursor?: string;
}

/** A page of messages, newest first. */
export interface MessagePage {
  readonly messages: readonly Message[];
  /** Of the next page, with older messages; absent on the last one. */
  readonly cursor?: string;
}

/** Options of `listMessages`. */
export interface ChatOptions {
  /** `cursor` of the page before, which lists older messages; it opens for this session, for 10 minutes. */
  readonly cursor?: string;
  /** The page's language (`en`, `de-AT`). */
  readonly language?: string;
}

/** A part of a chat message; `url` is https, and works for some hours. */
export type ChatItem =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'image'; readonly url: string; readonly filename?: string }
  | {
      readonly kind: 'file';
      readonly url: string;
      readonly filename?: string;
      readonly mimeType?: string;
    };

/** A template as its participant sees it; a button with a `url` opens it. */
export interface ChatTemplate {
  readonly title?: string;
  readonly imageUrl?: string;
  readonly lines: readonly string[];
  readonly buttons: readonly { readonly label: string; readonly url?: string }[];
}

/** A message as its participant may see it, fit for a repeater's `data`: no ids of people. */
export interface ChatMessage {
  /** Digits, which order the messages of one conversation. */
  readonly _id: string;
  readonly from: 'me' | 'business';
  /** ISO 8601. */
  readonly at: string;
  /** Empty only where there is a template. */
  readonly items: readonly ChatItem[];
  readonly template?: ChatTemplate;
}

/** A page of the session's own conversation, newest first. */
export interface ChatPage {
  readonly canRead: true;
  readonly messages: readonly ChatMessage[];
  /** Of the next page, with older messages; absent on the last one. */
  readonly cursor?: string;
  /** Where pings (`Ping`) tell of changes; absent where the site has no Realtime: then ask again. */
  readonly channel?: { readonly name: 'inbox'; readonly resourceId: string };
  /** A logged-in member, as Inbox shows himself. */
  readonly participant?: DisplayData;
  /** A site owner in preview: nobody's conversation was read. */
  readonly preview?: true;
}

/** What is published when something changed: that it did, never what. */
export interface Ping {
  readonly kind: 'message' | 'merged' | 'button';
  /** ISO 8601. */
  readonly at: string;
}

/** One line of what `checkInbox` found on this site. */
export interface Check {
  readonly name: 'identity' | 'elevation' | 'inbox' | 'contacts' | 'secret' | 'realtime';
  readonly ok: boolean;
  readonly message: string;
}
