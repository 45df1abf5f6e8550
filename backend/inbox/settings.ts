import type { Channels } from 'backend/inbox/wix/port';
import type { FormDeclaration, FormValue, LocalText } from 'public/inbox-form';
import { FORM_LIMITS } from 'public/inbox-limits';
import type { BusinessMessage, Message, ParticipantIds } from 'public/inbox-shapes';

/** How a session's participant is found, in the order of the settings. */
export type Resolver = 'token-info' | 'current-member';

/** When Wix notifies the other side: `quiet-hour` is the first message of one person in an hour. */
export type Notify = 'always' | 'never' | 'quiet-hour';

/** A line that a page may have reported by name; only the site says what it reads and looks like. */
export interface Activity {
  readonly text: LocalText;
  /** https. */
  readonly iconUrl?: string;
  /** https; what the business opens by a click. */
  readonly url?: string;
}

/** A press of a template's button. */
export interface ButtonClick {
  readonly interactionId: string;
  readonly conversationId: string;
  /** Who pressed it. */
  readonly by: ParticipantIds;
  /** The app that sent the button, as far as Wix says so. */
  readonly appId?: string;
}

/**
 * Does what a button stands for, and may answer a message, which is sent once to whoever pressed it.
 * Wix may tell one press twice, and a person may press twice, which is told and answered twice unless
 * Wix says of which message: what else a handler does must bear that.
 */
export type ButtonHandler = (
  press: ButtonClick,
) => BusinessMessage | undefined | Promise<BusinessMessage | undefined>;

/** Which way a message went. */
export type Direction = 'PARTICIPANT_TO_BUSINESS' | 'BUSINESS_TO_PARTICIPANT';

/** Where the site's own code may look on, or step in. Each has 2 seconds. */
export interface Hooks {
  /**
   * Answers the message that is to leave, changed or not; nothing, an error or no answer in time
   * refuses it with BLOCKED. Asked for every message of this site, before anything is opened.
   */
  readonly beforeSend?: (
    message: BusinessMessage,
    context: { readonly direction: Direction },
  ) => BusinessMessage | undefined | Promise<BusinessMessage | undefined>;
  /** Learns of a declared form that was sent, as it was typed. */
  readonly onForm?: (
    form: { readonly name: string; readonly values: readonly FormValue[] },
    context: { readonly conversationId: string },
  ) => void | Promise<void>;
  /**
   * Learns of every message of Inbox, whoever sent it; perhaps twice, with the same `_id`. It must
   * never send: the message would be told to it again.
   */
  readonly onMessage?: (
    message: Message,
    context: { readonly conversationId: string; readonly direction: Direction },
  ) => void | Promise<void>;
}

/** Everything that a site may change. */
export interface InboxSettings {
  /** The language that the business reads. */
  readonly language: string;
  /** By name; `default` is taken when a page names none. */
  readonly forms: Readonly<Record<string, FormDeclaration>>;
  /** By name. */
  readonly activities: Readonly<Record<string, Activity>>;
  readonly texts: {
    /** To a new contact, in the contact's language. */
    readonly thankYou: LocalText;
    /** To the business; `{postId}` is the post's id, so that two likes differ. */
    readonly postLiked: LocalText;
    /** To the business, below a form with an address from somebody who is not logged in. */
    readonly addressNotVerified: LocalText;
  };
  /** Each can be left out. Without an answer of any, only a form with an address can be sent. */
  readonly resolvers: readonly Resolver[];
  /**
   * What becomes of a typed address. `reconcile`: as Wix's own forms do, the visitor becomes that
   * contact and his messages join the contact's. `create-only`: a new address becomes a contact, a
   * known one stays untouched. `off`: nothing.
   */
  readonly contacts: 'reconcile' | 'create-only' | 'off';
  /** Contacts whose source (app id or source type) is listed here are thanked. */
  readonly thankContactsFrom: readonly string[];
  readonly notifications: {
    readonly form: Notify;
    readonly chat: Notify;
    readonly activity: Notify;
    readonly like: Notify;
    readonly thanks: Notify;
    /** What the business sends and the participant sees. */
    readonly business: Notify;
  };
  /** Of chat texts and templates; forms and activities have none. */
  readonly channels: Channels;
  /**
   * What pings are published with: the module that Wix documents for sites, or its package for apps.
   * `off`: none; pages ask again from time to time.
   */
  readonly realtime: 'wix-realtime-backend' | '@wix/realtime' | 'off';
  /** What a template's buttons do, by interaction id, or by how it begins (`'cancel-*'`). */
  readonly buttons?: Readonly<Record<string, ButtonHandler>>;
  readonly hooks?: Hooks;
  /** Where it is kept which idempotency keys were used. `memory`: each of Wix's containers for itself. */
  readonly sendLog: 'memory';
  readonly limits: {
    /** One call to Wix, in ms. */
    readonly callMs: number;
    /** No send is begun later than this after a web method was called, in ms: Wix ends it at 14 s. */
    readonly sendWithinMs: number;
    /** Idempotency keys in the memory of a container. */
    readonly keys: number;
    /** How long a key is remembered at most, in ms. */
    readonly keyMs: number;
  };
}

/**
 * Refuses settings that could never work, with a sentence for the developer: thrown when the module
 * is loaded, since a form that Wix would refuse on every send must not wait for its first visitor.
 */
export function checkSettings(settings: InboxSettings): void {
  for (const [name, form] of Object.entries(settings.forms)) {
    const { length } = form.fields;
    const where = `Form "${name}" in public/inbox-forms.ts`;
    if (length < 1 || length > FORM_LIMITS.MAX_FIELDS) {
      throw new Error(
        `${where} declares ${length} fields; Wix takes 1 to ${FORM_LIMITS.MAX_FIELDS}.`,
      );
    }
    if (new Set(form.fields.map((field) => field.key)).size < length) {
      throw new Error(`${where} declares a field twice.`);
    }
    for (const { key, maxLength = 1 } of form.fields) {
      if (!(maxLength >= 1 && maxLength <= FORM_LIMITS.MAX_VALUE_CHARS)) {
        throw new Error(
          `${where}, field "${key}", has maxLength ${maxLength}; Wix takes 1 to ${FORM_LIMITS.MAX_VALUE_CHARS}.`,
        );
      }
    }
  }
}
