/**
 * Wix's documented limits of a form message.
 *
 * Characters are counted as UTF-16 code units (`text.length`).
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-inbox-v2/messages/send-message
 */
export const FORM_LIMITS = {
  /** Number of fields. Every field with a value becomes one. */
  MAX_FIELDS: 15,
  /** Number of images and files. */
  MAX_MEDIA: 15,
  /** Length of the title, in characters. */
  MAX_TITLE_CHARS: 256,
  /** Length of the description, in characters. */
  MAX_DESCRIPTION_CHARS: 16384,
  /** Length of a field's name, in characters. */
  MAX_NAME_CHARS: 8192,
  /** Length of a field's value, in characters. */
  MAX_VALUE_CHARS: 8192,
} as const;

/**
 * Default `maxLength` of a declared field, in characters, by field kind.
 *
 * `email` is Wix's limit for a contact; the others are limits of Velo Inbox.
 *
 * @see https://dev.wix.com/docs/sdk/backend-modules/crm/submitted-contact/append-or-create-contact
 */
export const FIELD_MAX_CHARS = {
  /** Text of one or more lines. */
  text: 500,
  /** Email address. */
  email: 320,
  /** Phone number. */
  phone: 50,
  /** `true` or `false`. */
  checkbox: 5,
  /** URL of an uploaded file (`wix:image://…`, `wix:document://…`). */
  file: 2000,
} as const;

/**
 * Wix's documented limits of every other part of a message, and additional limits of Velo Inbox.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-inbox-v2/messages/send-message
 * @see https://dev.wix.com/docs/velo/apis/wix-inbox-v2/messages/message-types
 */
export const MESSAGE_LIMITS = {
  /** Length of the preview text in Inbox's list of conversations, in characters. */
  MAX_PREVIEW_CHARS: 256,
  /** Length of a text, and of the label of a template's button, in characters. */
  MAX_TEXT_CHARS: 16384,
  /** Number of items of a basic message. A limit of Velo Inbox; Wix documents none. */
  MAX_ITEMS: 15,
  /** Number of files that a participant sends with a text. A limit of Velo Inbox. */
  MAX_ATTACHMENTS: 10,
  /** Number of badges of a message. */
  MAX_BADGES: 1,
  /** Length of a badge's text, in characters. */
  MAX_BADGE_CHARS: 256,
  /** Length of the URL of an image, file or icon, in characters. */
  MAX_URL_CHARS: 2000,
  /** Length of the URL that a template's button opens, in characters. */
  MAX_LAUNCH_URL_CHARS: 16384,
  /** Length of a file name, in characters. */
  MAX_FILENAME_CHARS: 255,
  /** Length of a MIME type, in characters. */
  MAX_MIME_TYPE_CHARS: 100,
  /** Length of a template's title, in characters. Not documented; assumed to be the same as for forms. */
  MAX_TEMPLATE_TITLE_CHARS: 256,
  /** Number of lines of a template. */
  MAX_TEMPLATE_LINES: 10,
  /** Length of a template's line, in characters. Stated only in the prose of Wix's documentation. */
  MAX_TEMPLATE_LINE_CHARS: 512,
  /** Number of buttons of a template. */
  MAX_TEMPLATE_BUTTONS: 10,
  /** Length of a button's interaction id, in characters. */
  MAX_INTERACTION_ID_CHARS: 256,
  /**
   * Number of messages on a page of a conversation. Wix's documentation says 30, its types say 100.
   *
   * @unit messages
   */
  MAX_PAGE: 30,
  /** Length of a form ticket, in characters. */
  MAX_TICKET_CHARS: 512,
  /** Length of the token of a CAPTCHA, in characters. A limit of Velo Inbox; Wix documents none. */
  MAX_CAPTCHA_CHARS: 8192,
  /** Length of a cursor, in characters. */
  MAX_CURSOR_CHARS: 16000,
} as const;
