import type { Channels } from 'backend/inbox/wix/port';
import type { FormDeclaration, FormValue, LocalText } from 'public/inbox-form';
import { FORM_LIMITS } from 'public/inbox-limits';
import type { BusinessMessage, Message, ParticipantIds } from 'public/inbox-shapes';

/** A way to identify the caller. */
export type Resolver = 'token-info' | 'current-member';

/** When Wix notifies the other side. `quiet-hour`: only for the first message of a person in an hour. */
export type Notify = 'always' | 'never' | 'quiet-hour';

/** A one-line message that a page may send by name. Its text, icon and link come from the settings only. */
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
 * It may run twice: Wix may deliver one click twice, and a person may click twice. Two clicks get two
 * messages unless Wix's event names the button's message. Its other effects must allow for that.
 */
export type ButtonHandler = (
  click: ButtonClick,
) => BusinessMessage | undefined | Promise<BusinessMessage | undefined>;

/** The direction of a message. */
export type Direction = 'PARTICIPANT_TO_BUSINESS' | 'BUSINESS_TO_PARTICIPANT';

/** The site's own code that runs on a message or form. Each hook has 2 seconds. */
export interface Hooks {
  /**
   * Runs before every message of this site is sent and before a conversation is opened. It returns the
   * message, changed or not. Returning nothing, throwing, or taking too long refuses it with BLOCKED.
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
   * Runs for every message of Inbox, in both directions; possibly twice, with the same `_id`. It must
   * never send a message, since it would run for that message too.
   */
  readonly onMessage?: (
    message: Message,
    context: { readonly conversationId: string; readonly direction: Direction },
  ) => void | Promise<void>;
}

/** Everything that a site can change. */
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
    /** Sent to the business. `{postId}` becomes the post's id, so that two likes differ. */
    readonly postLiked: LocalText;
    /** Shown to the business with a form whose sender typed an address and is not logged in. */
    readonly addressNotVerified: LocalText;
  };
  /** How the caller is identified, in this order. If none succeeds, only a form with an address can be sent. */
  readonly resolvers: readonly Resolver[];
  /**
   * What happens to a typed address. `reconcile`: the visitor becomes that contact and their messages
   * join the contact's, as with Wix's own forms. `create-only`: a new address becomes a contact, an
   * existing contact stays unchanged. `off`: nothing.
   */
  readonly contacts: 'reconcile' | 'create-only' | 'off';
  /** The contact sources (app ids or source types) whose new contacts are thanked. */
  readonly thankContactsFrom: readonly string[];
  /** When Wix notifies the other side, by the kind of message. */
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
   * The module that publishes pings: the one that Wix documents for sites, or its package for apps.
   * `off`: no pings; pages poll.
   */
  readonly realtime: 'wix-realtime-backend' | '@wix/realtime' | 'off';
  /** The handlers of template buttons, by interaction id or by a prefix of it (`'cancel-*'`). */
  readonly buttons?: Readonly<Record<string, ButtonHandler>>;
  readonly hooks?: Hooks;
  /** Where used idempotency keys are stored. `memory`: in each of Wix's containers separately. */
  readonly sendLog: 'memory';
  readonly limits: {
    /** Time limit of one call to Wix, in ms. */
    readonly callMs: number;
    /** A send does not start later than this after the web method was called, in ms. Wix ends a web method at 14 s. */
    readonly sendWithinMs: number;
    /** Maximum number of idempotency keys in a container's memory. */
    readonly keys: number;
    /** How long a key is stored, in ms. */
    readonly keyMs: number;
  };
}

/**
 * Checks the settings when the module is loaded, so that a form that Wix would always refuse fails before
 * its first visitor.
 *
 * @throws {Error} if a form can never be sent. The message names the form, what it has and what is allowed.
 */
export function checkSettings(settings: InboxSettings): void {
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
