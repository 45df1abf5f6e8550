import { omitUndefined } from 'backend/inbox/omit-undefined';
import {
  boolean,
  array,
  optional,
  invalidInput,
  object,
  exactlyOne,
  text,
  verbatim,
  integer,
  url,
  picklist,
} from 'backend/inbox/input/readers';
import { FORM_LIMITS, MESSAGE_LIMITS } from 'public/inbox-limits';
import { normalizeName, normalizeText } from 'public/inbox-normalize';
import type { BasicItem, BusinessMessage, Template, TemplateButton } from 'public/inbox-shapes';

const textLine = text(MESSAGE_LIMITS.MAX_TEXT_CHARS);
const mediaUrl = url(MESSAGE_LIMITS.MAX_URL_CHARS);
const filename = optional(text(MESSAGE_LIMITS.MAX_FILENAME_CHARS, normalizeName));
const pixels = optional(integer(100_000));
const visibility = optional(picklist('BUSINESS_AND_PARTICIPANT', 'BUSINESS'));

const mediaId = optional(text(MESSAGE_LIMITS.MAX_URL_CHARS));

const image = object({ _id: mediaId, url: mediaUrl, filename, width: pixels, height: pixels });
const file = object({
  _id: mediaId,
  url: mediaUrl,
  filename,
  mimeType: optional(text(MESSAGE_LIMITS.MAX_MIME_TYPE_CHARS)),
});
const media = { image: optional(image), file: optional(file) };
const mediaItem = object(media);
const item = object({ text: optional(textLine), ...media });
const button = object({
  label: textLine,
  launchUrl: optional(url(MESSAGE_LIMITS.MAX_LAUNCH_URL_CHARS)),
  interactionId: optional(text(MESSAGE_LIMITS.MAX_INTERACTION_ID_CHARS, verbatim)),
});
const template = object({
  title: optional(text(MESSAGE_LIMITS.MAX_TEMPLATE_TITLE_CHARS)),
  imageUrl: optional(mediaUrl),
  textLines: optional(
    array(MESSAGE_LIMITS.MAX_TEMPLATE_LINES, text(MESSAGE_LIMITS.MAX_TEMPLATE_LINE_CHARS)),
  ),
  buttons: optional(array(MESSAGE_LIMITS.MAX_TEMPLATE_BUTTONS, readButton)),
  orientation: optional(picklist('PORTRAIT', 'LANDSCAPE')),
});
const message = object({
  basic: optional(object({ items: array(MESSAGE_LIMITS.MAX_ITEMS, readItem) })),
  minimal: optional(
    object({ text: textLine, iconUrl: optional(mediaUrl), url: optional(mediaUrl) }),
  ),
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
      media: optional(array(FORM_LIMITS.MAX_MEDIA, readMediaItem)),
    }),
  ),
  template: optional(readTemplate),
  badges: optional(
    array(
      MESSAGE_LIMITS.MAX_BADGES,
      object({
        text: text(MESSAGE_LIMITS.MAX_BADGE_CHARS),
        iconUrl: optional(mediaUrl),
        badgeVisibility: visibility,
      }),
    ),
  ),
  silent: optional(boolean),
  previewText: optional(text(MESSAGE_LIMITS.MAX_PREVIEW_CHARS)),
  visibility,
});

/**
 * Validates a message of the business: exactly one type of content, within every documented limit.
 *
 * @throws {InboxError} INVALID_INPUT with the path of the invalid property (`message.basic.items[0].text`).
 */
export function readMessage(input: unknown): BusinessMessage {
  const {
    badges,
    silent,
    previewText,
    visibility: visibleTo,
    ...types
  } = message(input, 'message');
  return {
    ...exactlyOne(types, 'message', 'basic, minimal, form, template'),
    ...omitUndefined({ badges, silent, previewText, visibility: visibleTo }),
  };
}

/**
 * Validates the text of a chat message.
 *
 * @throws {InboxError} INVALID_INPUT.
 */
export function readText(input: unknown): string {
  return textLine(input, 'text');
}

/** Returns whether a value is a text without a visible character. */
export function isBlank(input: unknown): boolean {
  return typeof input === 'string' && normalizeText(input) === '';
}

function readItem(input: unknown, path: string): BasicItem {
  return exactlyOne(item(input, path), path, 'text, image, file');
}

function readMediaItem(input: unknown, path: string) {
  return exactlyOne(mediaItem(input, path), path, 'image, file');
}

function readTemplate(input: unknown, path: string): Template {
  const { orientation, ...parts } = template(input, path);
  if (Object.keys(parts).length === 0) {
    throw invalidInput(path, 'Expected a title, image, text line or button, got none.');
  }
  return omitUndefined({ ...parts, orientation });
}

function readButton(input: unknown, path: string): TemplateButton {
  const { label, ...action } = button(input, path);
  return { label, ...exactlyOne(action, path, 'launchUrl, interactionId') };
}
