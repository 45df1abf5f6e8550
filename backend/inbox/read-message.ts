import { defined } from 'backend/inbox/defined';
import {
  flag,
  list,
  maybe,
  refuse,
  shape,
  single,
  text,
  upTo,
  url,
  word,
} from 'backend/inbox/read-input';
import { FORM_LIMITS, MESSAGE_LIMITS } from 'public/inbox-limits';
import type { BasicItem, BusinessMessage, Template, TemplateButton } from 'public/inbox-shapes';

const line = text(MESSAGE_LIMITS.MAX_TEXT_CHARS);
const link = url(MESSAGE_LIMITS.MAX_URL_CHARS);
const filename = maybe(text(MESSAGE_LIMITS.MAX_FILENAME_CHARS));
const pixels = maybe(upTo(100_000));
const visibility = maybe(word('BUSINESS_AND_PARTICIPANT', 'BUSINESS'));

const image = shape({ url: link, filename, width: pixels, height: pixels });
const file = shape({
  url: link,
  filename,
  mimeType: maybe(text(MESSAGE_LIMITS.MAX_MIME_TYPE_CHARS)),
});
const media = { image: maybe(image), file: maybe(file) };
const medium = shape(media);
const item = shape({ text: maybe(line), ...media });
const button = shape({
  label: line,
  launchUrl: maybe(url(MESSAGE_LIMITS.MAX_LAUNCH_URL_CHARS)),
  interactionId: maybe(text(MESSAGE_LIMITS.MAX_INTERACTION_ID_CHARS)),
});
const template = shape({
  title: maybe(text(MESSAGE_LIMITS.MAX_TEMPLATE_TITLE_CHARS)),
  imageUrl: maybe(link),
  textLines: maybe(
    list(MESSAGE_LIMITS.MAX_TEMPLATE_LINES, text(MESSAGE_LIMITS.MAX_TEMPLATE_LINE_CHARS)),
  ),
  buttons: maybe(list(MESSAGE_LIMITS.MAX_TEMPLATE_BUTTONS, readButton)),
  orientation: maybe(word('PORTRAIT', 'LANDSCAPE')),
});
const message = shape({
  basic: maybe(shape({ items: list(MESSAGE_LIMITS.MAX_ITEMS, readItem) })),
  minimal: maybe(shape({ text: line, iconUrl: maybe(link), url: maybe(link) })),
  form: maybe(
    shape({
      title: text(FORM_LIMITS.MAX_TITLE_CHARS),
      description: maybe(text(FORM_LIMITS.MAX_DESCRIPTION_CHARS)),
      fields: list(
        FORM_LIMITS.MAX_FIELDS,
        shape({
          name: text(FORM_LIMITS.MAX_NAME_CHARS),
          value: text(FORM_LIMITS.MAX_VALUE_CHARS),
        }),
      ),
      media: maybe(list(FORM_LIMITS.MAX_MEDIA, readMedium)),
    }),
  ),
  template: maybe(readTemplate),
  badges: maybe(
    list(
      MESSAGE_LIMITS.MAX_BADGES,
      shape({
        text: text(MESSAGE_LIMITS.MAX_BADGE_CHARS),
        iconUrl: maybe(link),
        badgeVisibility: visibility,
      }),
    ),
  ),
  silent: maybe(flag),
  previewText: maybe(text(MESSAGE_LIMITS.MAX_PREVIEW_CHARS)),
  visibility,
});

/**
 * Reads a message that the business sends: exactly one type of content, every documented limit.
 *
 * @throws {InboxError} INVALID_INPUT with the path of the fault (`message.basic.items[0].text`).
 */
export function readMessage(input: unknown): BusinessMessage {
  const { basic, minimal, form, template: card, ...rest } = message(input, 'message');
  const content = defined({ basic, minimal, form, template: card });
  return { ...single(content, 'message', 'basic, minimal, form, template'), ...rest };
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
  return single(item(input, path), path, 'text, image, file');
}

function readMedium(input: unknown, path: string) {
  return single(medium(input, path), path, 'image, file');
}

function readTemplate(input: unknown, path: string): Template {
  const { orientation, ...shown } = template(input, path);
  if (Object.keys(shown).length === 0) {
    throw refuse(path, 'Expected a title, picture, line or button, got none.');
  }
  return defined({ ...shown, orientation });
}

function readButton(input: unknown, path: string): TemplateButton {
  const { label, ...does } = button(input, path);
  return { label, ...single(does, path, 'launchUrl, interactionId') };
}
