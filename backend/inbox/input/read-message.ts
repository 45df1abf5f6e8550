import { omitUndefined } from 'backend/inbox/omit-undefined';
import {
  boolean,
  array,
  optional,
  invalidInput,
  object,
  exactlyOne,
  text,
  integer,
  url,
  picklist,
} from 'backend/inbox/input/readers';
import { FORM_LIMITS, MESSAGE_LIMITS } from 'public/inbox-limits';
import type { BasicItem, BusinessMessage, Template, TemplateButton } from 'public/inbox-shapes';

const line = text(MESSAGE_LIMITS.MAX_TEXT_CHARS);
const link = url(MESSAGE_LIMITS.MAX_URL_CHARS);
const filename = optional(text(MESSAGE_LIMITS.MAX_FILENAME_CHARS));
const pixels = optional(integer(100_000));
const visibility = optional(picklist('BUSINESS_AND_PARTICIPANT', 'BUSINESS'));

const image = object({ url: link, filename, width: pixels, height: pixels });
const file = object({
  url: link,
  filename,
  mimeType: optional(text(MESSAGE_LIMITS.MAX_MIME_TYPE_CHARS)),
});
const media = { image: optional(image), file: optional(file) };
const medium = object(media);
const item = object({ text: optional(line), ...media });
const button = object({
  label: line,
  launchUrl: optional(url(MESSAGE_LIMITS.MAX_LAUNCH_URL_CHARS)),
  interactionId: optional(text(MESSAGE_LIMITS.MAX_INTERACTION_ID_CHARS)),
});
const template = object({
  title: optional(text(MESSAGE_LIMITS.MAX_TEMPLATE_TITLE_CHARS)),
  imageUrl: optional(link),
  textLines: optional(
    array(MESSAGE_LIMITS.MAX_TEMPLATE_LINES, text(MESSAGE_LIMITS.MAX_TEMPLATE_LINE_CHARS)),
  ),
  buttons: optional(array(MESSAGE_LIMITS.MAX_TEMPLATE_BUTTONS, readButton)),
  orientation: optional(picklist('PORTRAIT', 'LANDSCAPE')),
});
const message = object({
  basic: optional(object({ items: array(MESSAGE_LIMITS.MAX_ITEMS, readItem) })),
  minimal: optional(object({ text: line, iconUrl: optional(link), url: optional(link) })),
  form: optional(
    object({
      title: text(FORM_LIMITS.MAX_TITLE_CHARS),
      description: optional(text(FORM_LIMITS.MAX_DESCRIPTION_CHARS)),
      fields: array(
        FORM_LIMITS.MAX_FIELDS,
        object({
          name: text(FORM_LIMITS.MAX_NAME_CHARS),
          value: text(FORM_LIMITS.MAX_VALUE_CHARS),
        }),
      ),
      media: optional(array(FORM_LIMITS.MAX_MEDIA, readMedium)),
    }),
  ),
  template: optional(readTemplate),
  badges: optional(
    array(
      MESSAGE_LIMITS.MAX_BADGES,
      object({
        text: text(MESSAGE_LIMITS.MAX_BADGE_CHARS),
        iconUrl: optional(link),
        badgeVisibility: visibility,
      }),
    ),
  ),
  silent: optional(boolean),
  previewText: optional(text(MESSAGE_LIMITS.MAX_PREVIEW_CHARS)),
  visibility,
});

/**
 * Reads a message that the business sends: exactly one type of content, every documented limit.
 *
 * @throws {InboxError} INVALID_INPUT with the path of the fault (`message.basic.items[0].text`).
 */
export function readMessage(input: unknown): BusinessMessage {
  const { basic, minimal, form, template: card, ...rest } = message(input, 'message');
  const content = omitUndefined({ basic, minimal, form, template: card });
  return { ...exactlyOne(content, 'message', 'basic, minimal, form, template'), ...rest };
}

/**
 * Reads the text of a chat message.
 *
 * @throws {InboxError} INVALID_INPUT.
 */
export function readText(input: unknown): string {
  return line(input, 'text');
}

function readItem(input: unknown, path: string): BasicItem {
  return exactlyOne(item(input, path), path, 'text, image, file');
}

function readMedium(input: unknown, path: string) {
  return exactlyOne(medium(input, path), path, 'image, file');
}

function readTemplate(input: unknown, path: string): Template {
  const { orientation, ...shown } = template(input, path);
  if (Object.keys(shown).length === 0) {
    throw invalidInput(path, 'Expected a title, picture, line or button, got none.');
  }
  return omitUndefined({ ...shown, orientation });
}

function readButton(input: unknown, path: string): TemplateButton {
  const { label, ...does } = button(input, path);
  return { label, ...exactlyOne(does, path, 'launchUrl, interactionId') };
}
