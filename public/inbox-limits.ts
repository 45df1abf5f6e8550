/**
 * Wix's documented limits of a form message, in characters unless said otherwise.
 *
 * Characters are counted as UTF-16 units (`text.length`): never more than Wix counts.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-inbox-v2/messages/send-message
 */
export const FORM_LIMITS = {
  /** Fields of a form, in number; every filled field of a declared form becomes one. */
  MAX_FIELDS: 15,
  /** Pictures and files of a form, in number. */
  MAX_MEDIA: 15,
  MAX_TITLE_CHARS: 256,
  MAX_DESCRIPTION_CHARS: 16384,
  MAX_NAME_CHARS: 8192,
  MAX_VALUE_CHARS: 8192,
} as const;

/**
 * What a declared field takes when its declaration gives no `maxLength`, in characters, by kind.
 * An address is no longer than what Wix takes for a contact.
 *
 * @see https://dev.wix.com/docs/sdk/backend-modules/crm/submitted-contact/append-or-create-contact
 */
export const FIELD_MAX_CHARS = {
  text: 500,
  email: 320,
  phone: 50,
  checkbox: 5,
  file: 2000,
} as const;

/**
 * Wix's documented limits of every other part of a message.
 *
 * `MAX_TEMPLATE_LINE_CHARS` stands only in the prose of the documentation, `MAX_TEMPLATE_TITLE_CHARS`
 * nowhere: 256 is assumed, as for the title of a form. `MAX_ITEMS` is ours: Wix names none.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-inbox-v2/messages/send-message
 * @see https://dev.wix.com/docs/velo/apis/wix-inbox-v2/messages/message-types
 */
export const MESSAGE_LIMITS = {
  MAX_PREVIEW_CHARS: 256,
  MAX_TEXT_CHARS: 16384,
  MAX_ITEMS: 15,
  /** Files that a participant sends with a text. Ours, too. */
  MAX_ATTACHMENTS: 10,
  MAX_BADGES: 1,
  MAX_BADGE_CHARS: 256,
  MAX_URL_CHARS: 2000,
  MAX_LAUNCH_URL_CHARS: 16384,
  MAX_FILENAME_CHARS: 255,
  MAX_MIME_TYPE_CHARS: 100,
  MAX_TEMPLATE_TITLE_CHARS: 256,
  MAX_TEMPLATE_LINES: 10,
  MAX_TEMPLATE_LINE_CHARS: 512,
  MAX_TEMPLATE_BUTTONS: 10,
  MAX_INTERACTION_ID_CHARS: 256,
  /** Messages on one page of a conversation: the documentation says 30, the types 100. */
  MAX_PAGE: 30,
  MAX_CURSOR_CHARS: 16000,
} as const;
