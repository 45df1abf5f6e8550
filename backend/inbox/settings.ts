import type { Channels } from 'backend/inbox/wix/port';
import type { FormDeclaration, FormValue, LocalText } from 'public/inbox-form';
import { FORM_LIMITS } from 'public/inbox-limits';
import type { BusinessMessage, Message, ParticipantIds } from 'public/inbox-shapes';

/** A way to identify the caller. */
export type Resolver = 'token-info' | 'current-member';

/** When Wix notifies the other side. `quiet-hour`: only for the first message of a person in an hour. */
export type Notify = 'always' | 'never' | 'quiet-hour';

/** A predefined one-line message that pages send by name. Its text, icon and link come from the settings only. */
export interface Activity {
  readonly text: LocalText;
  /** An https URL. */
  readonly iconUrl?: string;
  /** An https URL that opens when the business clicks the message. */
  readonly url?: string;
}

/** A click on a template's button. */
export interface ButtonClick {
  readonly interactionId: string;
  readonly conversationId: string;
  /** The participant who clicked. */
  readonly by: ParticipantIds;
  /** The app that sent the button, if Wix names it. */
  readonly appId?: string;
}

/**
 * Handles a clicked button. It may return a message, which is sent once to the participant who clicked.
 *
 * It may run twice: Wix may deliver a click twice, and participants may click twice. If Wix's event does not
 * contain the message id, two clicks send two messages. Make other side effects idempotent.
 */
export type ButtonHandler = (
  click: ButtonClick,
) => BusinessMessage | undefined | Promise<BusinessMessage | undefined>;

/** The direction of a message. */
export type Direction = 'PARTICIPANT_TO_BUSINESS' | 'BUSINESS_TO_PARTICIPANT';

/** The site's functions that are called for messages and forms. Each has a time limit of 2 seconds. */
export interface Hooks {
  /**
   * Runs before every message of this site is sent and before its conversation is requested. Returns the
   * message to send. If it returns nothing, throws or times out, the message is not sent (BLOCKED).
   */
  readonly beforeSend?: (
    message: BusinessMessage,
    context: { readonly direction: Direction },
  ) => BusinessMessage | undefined | Promise<BusinessMessage | undefined>;
  /** Runs after a declared form was sent, with the values as they were typed. */
  readonly onForm?: (
    form: { readonly name: string; readonly values: readonly FormValue[] },
    context: { readonly conversationId: string },
  ) => void | Promise<void>;
  /**
   * Runs for every message of Inbox, in both directions; possibly twice, with the same `_id`. It must not send
   * messages, because it runs for each of them too.
   */
  readonly onMessage?: (
    message: Message,
    context: { readonly conversationId: string; readonly direction: Direction },
  ) => void | Promise<void>;
}

/** The settings of a site. */
export interface InboxSettings {
  /** The language of the business, as a language tag. */
  readonly language: string;
  /** The forms by name. `default` is used if a page names none. */
  readonly forms: Readonly<Record<string, FormDeclaration>>;
  /** The activities by name. */
  readonly activities: Readonly<Record<string, Activity>>;
  readonly texts: {
    /** Sent to a new contact, in the contact's language. */
    readonly thankYou: LocalText;
    /** Sent to the business. `{title}` is replaced by the post's title, `{postId}` by its id. */
    readonly postLiked: LocalText;
    /** Sent instead of a `postLiked` with `{title}` if the title is not known. Default: "Liked a blog post". */
    readonly postLikedUntitled?: LocalText;
    /** Shown to the business with a form whose sender typed an address and is not logged in. */
    readonly addressNotVerified: LocalText;
  };
  /** How callers are identified, in this order. If all fail, only forms with an email address can be sent. */
  readonly resolvers: readonly Resolver[];
  /**
   * What happens with a typed email address. `reconcile`: the visitor is connected to the contact with this
   * address, and their conversations are merged, as with Wix Forms. `create-only`: a new address becomes a
   * contact, an existing contact is not changed. `off`: nothing.
   */
  readonly contacts: 'reconcile' | 'create-only' | 'off';
  /**
   * The form ticket: `openForm` issues it, and it shows that the same session asked for the form at least 2 seconds
   * before it was sent. `required`: forms of visitors are refused without one; members need none. `optional`: forms
   * without one are counted in a smaller budget. `off`: no tickets are issued. Tickets need the secret `InboxKeys`.
   */
  readonly formTicket: 'off' | 'optional' | 'required';
  /**
   * New contacts with one of these sources get a thank-you message: app ids, or Wix's source types such as
   * `WIX_FORMS`. The log has one line about the first contact that gets none, with its source.
   */
  readonly thankContactsFrom: readonly string[];
  /** Whether Wix sends a notification, by the kind of message. */
  readonly notifications: {
    readonly form: Notify;
    readonly chat: Notify;
    readonly activity: Notify;
    readonly like: Notify;
    readonly thanks: Notify;
    /** For messages of the business that the participant sees. */
    readonly business: Notify;
  };
  /** The channels of chat messages and templates. Forms and activities have none. */
  readonly channels: Channels;
  /**
   * How pings are published: with the Velo module `wix-realtime-backend`, with the SDK package `@wix/realtime`,
   * or not at all (`off`: pages poll).
   */
  readonly realtime: 'wix-realtime-backend' | '@wix/realtime' | 'off';
  /** The handlers of template buttons, by interaction id or by a prefix of it (`'cancel-*'`). */
  readonly buttons?: Readonly<Record<string, ButtonHandler>>;
  readonly hooks?: Hooks;
  /**
   * Where the send log is stored: in the Wix Data collection `InboxSendLog`, which `setUpInbox` creates, or in the
   * memory of each of Wix's containers (`memory`). Only the collection prevents that a message is sent twice, and
   * enforces the limits, when Wix runs several containers or ends one.
   */
  readonly sendLog: 'collection' | 'memory';
  readonly limits: {
    /** Time limit of one call to Wix, in ms. */
    readonly callMs: number;
    /** Time after the start of a web method until which a message can be sent, in ms, 6,000 at most. Wix ends a web method at 14 s. */
    readonly sendWithinMs: number;
    /** How many messages one person can send. Each list is checked whole; an empty list sets no limit. */
    readonly messages: {
      /** Forms of one visitor. */
      readonly visitorForm: readonly MessageLimit[];
      /** Chat messages and activities of one visitor. */
      readonly visitorChat: readonly MessageLimit[];
      /** All messages of one member. */
      readonly member: readonly MessageLimit[];
    };
    /**
     * How much the whole site sends in each period, however many people write. A visitor's id costs a script
     * nothing, so only these limits stop a script. `notifications` counts those of visitors' messages.
     */
    readonly site: Readonly<Record<BudgetName, MessageLimit>>;
  };
}

/**
 * A budget of the whole site. They are separate, so that visitors cannot use up what members have, nor visitors
 * without a form ticket (`visitors`) what those with one have (`visitorsWithTicket`).
 */
export type BudgetName =
  'visitors' | 'visitorsWithTicket' | 'members' | 'notifications' | 'thanks' | 'likes';

/** At most this many messages in any period of this length; for `site`, in each period from a fixed start. */
export interface MessageLimit {
  /** 1 to 60; for `site` 1 to 500. */
  readonly messages: number;
  /** 1 to 1440 (24 hours). */
  readonly minutes: number;
}

/** The send log relies on it: an entry is resolved when its message can no longer be sent. */
const MAX_SEND_WITHIN_MS = 6_000;
const MAX_LIMIT_MESSAGES = 60;
const MAX_SITE_MESSAGES = 500;
const MAX_LIMIT_MINUTES = 24 * 60;

/**
 * Validates the settings when the module is loaded, so that invalid forms are found at start-up.
 *
 * @throws {Error} if a form or limit is invalid. The message names it, the value and what is allowed.
 */
export function checkSettings(settings: InboxSettings): void {
  const { messages, site, sendWithinMs } = settings.limits;
  if (!isWithin(sendWithinMs, MAX_SEND_WITHIN_MS)) {
    throw new Error(
      `limits.sendWithinMs is ${sendWithinMs}; expected 1 to ${MAX_SEND_WITHIN_MS} milliseconds.`,
    );
  }
  for (const [name, limits] of Object.entries(messages)) {
    for (const limit of limits) checkLimit(`messages.${name}`, limit, MAX_LIMIT_MESSAGES);
  }
  for (const [name, limit] of Object.entries(site)) {
    checkLimit(`site.${name}`, limit, MAX_SITE_MESSAGES);
  }
  for (const [name, form] of Object.entries(settings.forms)) {
    const { length } = form.fields;
    const source = `Form "${name}" in public/inbox-forms.ts`;
    if (length < 1 || length > FORM_LIMITS.MAX_FIELDS) {
      throw new Error(
        `${source} declares ${length} fields; Wix takes 1 to ${FORM_LIMITS.MAX_FIELDS}.`,
      );
    }
    if (new Set(form.fields.map((field) => field.key)).size < length) {
      throw new Error(`${source} declares a field twice.`);
    }
    for (const { key, maxLength = 1 } of form.fields) {
      if (!(maxLength >= 1 && maxLength <= FORM_LIMITS.MAX_VALUE_CHARS)) {
        throw new Error(
          `${source}, field "${key}", has maxLength ${maxLength}; Wix takes 1 to ${FORM_LIMITS.MAX_VALUE_CHARS}.`,
        );
      }
    }
  }
}

function checkLimit(name: string, { messages, minutes }: MessageLimit, max: number): void {
  if (isWithin(messages, max) && isWithin(minutes, MAX_LIMIT_MINUTES)) return;
  throw new Error(
    `limits.${name} allows ${messages} messages in ${minutes} minutes; expected 1 to ${max} messages in 1 to ${MAX_LIMIT_MINUTES} minutes.`,
  );
}

function isWithin(value: number, max: number): boolean {
  return value >= 1 && value <= max;
}
