import { formDeclaration } from 'backend/inbox/form-schema';
import {
  custom,
  integer,
  language,
  list,
  localText,
  object,
  optional,
  picklist,
  record,
  text,
  withDefault,
} from 'backend/inbox/settings-schema';
import type { ButtonHandler, Hooks } from 'backend/inbox/site-functions';
import { inboxForms } from 'public/inbox-forms';
import { MESSAGE_LIMITS } from 'public/inbox-limits';

/** The app id that Wix records for contacts created by Velo code (assumed). */
const VELO_APP_ID = '151e476a-715e-ec33-db9a-a7ff4d51f70a';
/** The send log relies on it: an entry is resolved when its message can no longer be sent. */
const MAX_SEND_WITHIN_MS = 6_000;
const MAX_CALL_MS = 60_000;
const MAX_LIMIT_MESSAGES = 60;
const MAX_SITE_MESSAGES = 500;
const MAX_LIMIT_MINUTES = 24 * 60;
const MAX_LIMITS = 10;
const MAX_SOURCES = 50;
const MAX_NAME_CHARS = 256;
const MAX_TEXT_CHARS = MESSAGE_LIMITS.MAX_TEXT_CHARS;

const isFunction = (input: unknown): input is ButtonHandler => typeof input === 'function';
const hook = <Hook>() =>
  optional(custom('a function', (input: unknown): input is Hook => typeof input === 'function'));
const httpsUrl = text(
  'a URL that starts with https://',
  MESSAGE_LIMITS.MAX_URL_CHARS,
  /^https:\/\/\S+$/,
);
const notify = picklist('always', 'never', 'quiet-hour');
const channel = picklist('CHAT', 'EMAIL', 'SMS');
const channelId = text('the id of a channel', MAX_NAME_CHARS);
const messageLimit = object({
  messages: integer(1, MAX_LIMIT_MESSAGES),
  minutes: integer(1, MAX_LIMIT_MINUTES),
});
const messageLimits = list(messageLimit, 0, MAX_LIMITS);

const budget = (messages: number, minutes: number) =>
  withDefault(
    object({
      messages: withDefault(integer(1, MAX_SITE_MESSAGES), messages),
      minutes: withDefault(integer(1, MAX_LIMIT_MINUTES), minutes),
    }),
    {},
  );

/** Every setting: its type, its default and what is allowed. */
export const SETTINGS = object({
  /** The language of the business, as a language tag. */
  language: withDefault(language, 'en'),
  /** The forms by name. `default` is used if a page names none. Default: those of `public/inbox-forms.ts`. */
  forms: withDefault(record('the name of a form', formDeclaration), inboxForms),
  /** The activities by name. */
  activities: withDefault(
    record(
      'the name of an activity',
      object({
        text: localText(MAX_TEXT_CHARS),
        iconUrl: optional(httpsUrl),
        url: optional(httpsUrl),
      }),
    ),
    {},
  ),
  texts: withDefault(
    object({
      /** Sent to a new contact, in the contact's language. */
      thankYou: withDefault(localText(MAX_TEXT_CHARS), {
        en: 'Thank you for your message. We will get back to you soon.',
        de: 'Vielen Dank für Ihre Nachricht. Wir melden uns bald.',
      }),
      /** Sent to the business. `{title}` is replaced by the post's title, `{postId}` by its id. */
      postLiked: withDefault(localText(MAX_TEXT_CHARS), {
        en: 'Liked the blog post “{title}”',
        de: 'Mag den Blogbeitrag „{title}“',
      }),
      /** Sent instead of a `postLiked` with `{title}` if Wix Blog does not return the title. */
      postLikedUntitled: withDefault(localText(MAX_TEXT_CHARS), {
        en: 'Liked a blog post',
        de: 'Mag einen Blogbeitrag',
      }),
      /** Shown to the business with a form whose sender typed an address and is not logged in. */
      addressNotVerified: withDefault(localText(MESSAGE_LIMITS.MAX_BADGE_CHARS), {
        en: 'Address typed, not verified',
        de: 'Adresse eingetippt, nicht geprüft',
      }),
    }),
    {},
  ),
  /** How callers are identified, in this order. If all fail, only forms with an email address can be sent. */
  resolvers: withDefault(list(picklist('token-info', 'current-member'), 0, 2), [
    'token-info',
    'current-member',
  ]),
  /**
   * What happens with a typed email address. `reconcile`: the visitor is connected to the contact with this
   * address, and their conversations are merged, as with Wix Forms. `create-only`: a new address becomes a
   * contact, an existing contact is not changed. `off`: nothing.
   */
  contacts: withDefault(picklist('reconcile', 'create-only', 'off'), 'reconcile'),
  /**
   * The form ticket: `openForm` issues it, and it shows that the same session asked for the form at least 2 seconds
   * before it was sent. `required`: forms of visitors are refused without one; members need none. `optional`: forms
   * without one are counted in a smaller budget. `off`: no tickets are issued. Tickets need the secret `InboxKeys`.
   */
  formTicket: withDefault(picklist('off', 'optional', 'required'), 'optional'),
  /**
   * Whether visitors must solve a CAPTCHA when half of the budget `visitors` or `visitorsWithTicket` is used up. Messages
   * with a solved one count in the budget `visitorsWithCaptcha`. With `on`, the pages need Wix's reCAPTCHA element. With
   * `off`, a script can use up the budgets, and then no visitor can send until they are renewed.
   */
  captcha: withDefault(picklist('off', 'on'), 'off'),
  /**
   * New contacts with one of these sources get a thank-you message: app ids, or Wix's source types such as
   * `WIX_FORMS`. The log has one line about the first contact that gets none, with its source.
   */
  thankContactsFrom: withDefault(
    list(text('an app id or source type', MAX_NAME_CHARS), 0, MAX_SOURCES),
    [VELO_APP_ID, 'WIX_CODE'],
  ),
  /** Whether Wix sends a notification, by the kind of message. `quiet-hour`: for a person's first message in an hour. */
  notifications: withDefault(
    object({
      form: withDefault(notify, 'always'),
      chat: withDefault(notify, 'quiet-hour'),
      activity: withDefault(notify, 'never'),
      like: withDefault(notify, 'never'),
      thanks: withDefault(notify, 'never'),
      /** For messages of the business that the participant sees. */
      business: withDefault(notify, 'always'),
    }),
    {},
  ),
  /**
   * The channels of chat messages and templates, by name or id. Forms and activities have none. Wix has announced ids
   * that replace the names, but has not published them yet.
   */
  channels: withDefault(
    object({
      sourceChannel: optional(channel),
      targetChannels: optional(list(channel, 1, 3)),
      sourceChannelId: optional(channelId),
      targetChannelIds: optional(list(channelId, 1, 3)),
    }),
    { sourceChannel: 'CHAT', targetChannels: ['CHAT'] },
  ),
  /**
   * How pings are published: with the Velo module `wix-realtime-backend`, with the SDK package `@wix/realtime`,
   * or not at all (`off`: pages poll).
   */
  realtime: withDefault(
    picklist('wix-realtime-backend', '@wix/realtime', 'off'),
    'wix-realtime-backend',
  ),
  /**
   * The handlers of template buttons, by interaction id or by a prefix of it (`'cancel-*'`). A handler may return a
   * message.
   */
  buttons: withDefault(record('an interaction id', custom('a function', isFunction)), {}),
  /** Functions that are called before a message is sent (`beforeSend`) or after (`onForm`, `onMessage`). */
  hooks: withDefault(
    object({
      beforeSend: hook<NonNullable<Hooks['beforeSend']>>(),
      onForm: hook<NonNullable<Hooks['onForm']>>(),
      onMessage: hook<NonNullable<Hooks['onMessage']>>(),
    }),
    {},
  ),
  /**
   * Where the send log is stored: in the Wix Data collection `InboxSendLog`, which `setUpInbox` creates, or in the
   * memory of each of Wix's containers (`memory`). Only the collection prevents that a message is sent twice, and
   * enforces the limits, when Wix runs several containers or ends one.
   */
  sendLog: withDefault(picklist('collection', 'memory'), 'collection'),
  limits: withDefault(
    object({
      /** Time limit of one call to Wix, in ms. */
      callMs: withDefault(integer(1, MAX_CALL_MS), 4_000),
      /** Time after the start of a web method until which a message can be sent, in ms, 6,000 at most. */
      sendWithinMs: withDefault(integer(1, MAX_SEND_WITHIN_MS), 5_000),
      /** How many messages one person can send. Each list is checked whole; an empty list sets no limit. */
      messages: withDefault(
        object({
          /** Forms of one visitor. */
          visitorForm: withDefault(messageLimits, [
            { messages: 3, minutes: 10 },
            { messages: 20, minutes: 24 * 60 },
          ]),
          /** Chat messages and activities of one visitor. */
          visitorChat: withDefault(messageLimits, [{ messages: 20, minutes: 5 }]),
          /** All messages of one member. */
          member: withDefault(messageLimits, [{ messages: 60, minutes: 10 }]),
        }),
        {},
      ),
      /**
       * How much the whole site sends in each period, however many people write. A visitor's id costs a script
       * nothing, so only these limits stop a script. They are separate, so that visitors cannot use up what members
       * have, nor visitors without a form ticket what those with one or with a solved CAPTCHA have.
       *
       * One message of a visitor is about 8 calls to Wix, so 90 in 10 minutes are about 72 calls a minute. Wix
       * documents 200 calls a minute for apps, and no number for a site's code. With `captcha: 'on'`, 15 + 30 messages
       * can be sent without one and 45 with one: 90 as well, and 4 calls a minute more.
       */
      site: withDefault(
        object({
          /** Chat messages of visitors, and forms without a ticket. */
          visitors: budget(30, 10),
          visitorsWithTicket: budget(60, 10),
          visitorsWithCaptcha: budget(45, 10),
          members: budget(150, 10),
          /** Notifications of visitors' messages. */
          notifications: budget(20, 60),
          thanks: budget(20, 60),
          likes: budget(60, 60),
        }),
        {},
      ),
    }),
    {},
  ),
});

/** The settings of a site, complete. */
export type InboxSettings = ReturnType<typeof SETTINGS>;
/** The settings that a site writes: each can be left out. */
export type InboxSettingsInput = NonNullable<(typeof SETTINGS)['input']>;
/** A way to identify the caller. */
export type Resolver = InboxSettings['resolvers'][number];
/** When Wix notifies the other side. */
export type Notify = InboxSettings['notifications']['form'];
/** A budget of the whole site. */
export type BudgetName = keyof InboxSettings['limits']['site'];
/** At most this many messages in any period of this length; for `site`, in each period from a fixed start. */
export type MessageLimit = ReturnType<typeof messageLimit>;

/** A predefined one-line message that pages send by name. Its text, icon and link come from the settings only. */
export type Activity = InboxSettings['activities'][string];

/**
 * Gives the settings of a site their type, so that an editor completes and checks them. The values are checked when the
 * backend loads, also those of a JavaScript file.
 */
export function defineInboxSettings(settings: InboxSettingsInput): InboxSettingsInput {
  return settings;
}
