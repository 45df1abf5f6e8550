import * as v from 'valibot';
import { readInput, refuse, textOf, urlOf } from 'backend/inbox/read-input';
import { describe, isRecord } from 'public/inbox-input';
import { FORM_LIMITS, MESSAGE_LIMITS } from 'public/inbox-limits';
import type {
  BasicItem,
  BusinessMessage,
  Content,
  Form,
  Template,
  TemplateButton,
} from 'public/inbox-shapes';

const Url = urlOf(MESSAGE_LIMITS.MAX_URL_CHARS);
const Filename = textOf(MESSAGE_LIMITS.MAX_FILENAME_CHARS);
const Pixels = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000));
const Visible = v.picklist(
  ['BUSINESS_AND_PARTICIPANT', 'BUSINESS'],
  'Expected BUSINESS_AND_PARTICIPANT or BUSINESS.',
);

const ImageOf = v.strictObject({
  url: Url,
  filename: v.exactOptional(Filename),
  width: v.exactOptional(Pixels),
  height: v.exactOptional(Pixels),
});
const FileOf = v.strictObject({
  url: Url,
  filename: v.exactOptional(Filename),
  mimeType: v.exactOptional(textOf(MESSAGE_LIMITS.MAX_MIME_TYPE_CHARS)),
});
const MediaOf = v.strictObject({
  image: v.exactOptional(ImageOf),
  file: v.exactOptional(FileOf),
});

const BasicOf = v.strictObject({
  items: listOf(
    MESSAGE_LIMITS.MAX_ITEMS,
    v.strictObject({
      text: v.exactOptional(textOf(MESSAGE_LIMITS.MAX_TEXT_CHARS)),
      ...MediaOf.entries,
    }),
  ),
});
const MinimalOf = v.strictObject({
  text: textOf(MESSAGE_LIMITS.MAX_TEXT_CHARS),
  iconUrl: v.exactOptional(Url),
  url: v.exactOptional(Url),
});
const FormOf = v.strictObject({
  title: textOf(FORM_LIMITS.MAX_TITLE_CHARS),
  description: v.exactOptional(textOf(FORM_LIMITS.MAX_DESCRIPTION_CHARS)),
  fields: listOf(
    FORM_LIMITS.MAX_FIELDS,
    v.strictObject({
      name: textOf(FORM_LIMITS.MAX_NAME_CHARS),
      value: textOf(FORM_LIMITS.MAX_VALUE_CHARS),
    }),
  ),
  media: v.exactOptional(listOf(FORM_LIMITS.MAX_MEDIA, MediaOf)),
});
const TemplateOf = v.strictObject({
  title: v.exactOptional(textOf(MESSAGE_LIMITS.MAX_TEMPLATE_TITLE_CHARS)),
  imageUrl: v.exactOptional(Url),
  textLines: v.exactOptional(
    listOf(MESSAGE_LIMITS.MAX_TEMPLATE_LINES, textOf(MESSAGE_LIMITS.MAX_TEMPLATE_LINE_CHARS)),
  ),
  buttons: v.exactOptional(
    listOf(
      MESSAGE_LIMITS.MAX_TEMPLATE_BUTTONS,
      v.strictObject({
        label: textOf(MESSAGE_LIMITS.MAX_TEXT_CHARS),
        launchUrl: v.exactOptional(urlOf(MESSAGE_LIMITS.MAX_LAUNCH_URL_CHARS)),
        interactionId: v.exactOptional(textOf(MESSAGE_LIMITS.MAX_INTERACTION_ID_CHARS)),
      }),
    ),
  ),
  orientation: v.exactOptional(
    v.picklist(['PORTRAIT', 'LANDSCAPE'], 'Expected PORTRAIT or LANDSCAPE.'),
  ),
});
const MessageOf = v.strictObject({
  basic: v.exactOptional(BasicOf),
  minimal: v.exactOptional(MinimalOf),
  form: v.exactOptional(FormOf),
  template: v.exactOptional(TemplateOf),
  badges: v.exactOptional(
    listOf(
      MESSAGE_LIMITS.MAX_BADGES,
      v.strictObject({
        text: textOf(MESSAGE_LIMITS.MAX_BADGE_CHARS),
        iconUrl: v.exactOptional(Url),
        badgeVisibility: v.exactOptional(Visible),
      }),
    ),
  ),
  silent: v.exactOptional(v.boolean()),
  previewText: v.exactOptional(textOf(MESSAGE_LIMITS.MAX_PREVIEW_CHARS)),
  visibility: v.exactOptional(Visible),
});

/**
 * Reads a message that the business sends: exactly one type of content, every documented limit.
 *
 * @throws {InboxError} INVALID_INPUT with the path of every fault (`message.basic.items[0].text`).
 */
export function readMessage(input: unknown): BusinessMessage {
  const expected = '{ basic }, { minimal }, { form } or { template }';
  if (!isRecord(input)) throw refuse('message', `Expected ${expected}, got ${describe(input)}.`);
  const { basic, minimal, form, template, ...rest } = readInput('message', MessageOf, input);
  const contents: Content[] = [];
  if (basic) contents.push({ basic: { items: basic.items.map(toItem) } });
  if (minimal) contents.push({ minimal });
  if (form) contents.push({ form: toForm(form) });
  if (template) contents.push({ template: toTemplate(template) });
  return { ...only('message', expected, contents), ...rest };
}

/**
 * Reads the text of a chat message.
 *
 * @throws {InboxError} INVALID_INPUT.
 */
export function readText(input: unknown): string {
  return readInput('text', textOf(MESSAGE_LIMITS.MAX_TEXT_CHARS), input);
}

function listOf<Schema extends v.GenericSchema>(max: number, schema: Schema) {
  return v.pipe(v.array(schema), v.minLength(1), v.maxLength(max));
}

/** Takes the one that is there; none and several are both refused. */
function only<Value>(path: string, expected: string, values: readonly Value[]): Value {
  const [value] = values;
  if (value === undefined || values.length > 1) {
    throw refuse(path, `Expected one of ${expected}, got ${values.length} of them.`);
  }
  return value;
}

function toItem(
  { text, ...media }: v.InferOutput<typeof BasicOf>['items'][number],
  index: number,
): BasicItem {
  const items: BasicItem[] = text === undefined ? [] : [{ text }];
  return only(`message.basic.items[${index}]`, '{ text }, { image } or { file }', [
    ...items,
    ...toMediaItems(media),
  ]);
}

function toForm({ media, ...form }: v.InferOutput<typeof FormOf>): Form {
  if (media === undefined) return form;
  const items = media.map((item, index) =>
    only(`message.form.media[${index}]`, '{ image } or { file }', toMediaItems(item)),
  );
  return { ...form, media: items };
}

function toMediaItems({ image, file }: v.InferOutput<typeof MediaOf>) {
  return [...(image ? [{ image }] : []), ...(file ? [{ file }] : [])];
}

function toTemplate({ buttons, ...template }: v.InferOutput<typeof TemplateOf>): Template {
  const { title, imageUrl, textLines } = template;
  if (title === undefined && imageUrl === undefined && !textLines && !buttons) {
    throw refuse('message.template', 'Expected a title, picture, line or button, got none.');
  }
  if (buttons === undefined) return template;
  return {
    ...template,
    buttons: buttons.map(({ label, launchUrl, interactionId }, index) => {
      const actions: TemplateButton[] = [];
      if (launchUrl !== undefined) actions.push({ label, launchUrl });
      if (interactionId !== undefined) actions.push({ label, interactionId });
      return only(`message.template.buttons[${index}]`, 'launchUrl or interactionId', actions);
    }),
  };
}
