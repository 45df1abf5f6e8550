import { defined } from 'backend/inbox/defined';
import {
  flag,
  list,
  only,
  properties,
  refuse,
  text,
  upTo,
  url,
  word,
  type Properties,
} from 'backend/inbox/read-input';
import { FORM_LIMITS, MESSAGE_LIMITS } from 'public/inbox-limits';
import type {
  Badge,
  BasicItem,
  BusinessMessage,
  Content,
  File,
  Form,
  Image,
  Minimal,
  Template,
  TemplateButton,
} from 'public/inbox-shapes';

const line = text(MESSAGE_LIMITS.MAX_TEXT_CHARS);
const link = url(MESSAGE_LIMITS.MAX_URL_CHARS);
const filename = text(MESSAGE_LIMITS.MAX_FILENAME_CHARS);
const pixels = upTo(100_000);
const visibility = word('BUSINESS_AND_PARTICIPANT', 'BUSINESS');
const CONTENTS = ['basic', 'minimal', 'form', 'template'] as const;

/**
 * Reads a message that the business sends: exactly one type of content, every documented limit.
 *
 * @throws {InboxError} INVALID_INPUT with the path of the fault (`message.basic.items[0].text`).
 */
export function readMessage(input: unknown): BusinessMessage {
  const keys = [...CONTENTS, 'badges', 'silent', 'previewText', 'visibility'] as const;
  const given = properties(input, 'message', keys);
  const basic = given.maybe('basic', readBasic);
  const minimal = given.maybe('minimal', readMinimal);
  const form = given.maybe('form', readForm);
  const template = given.maybe('template', readTemplate);
  const content = only<Content>('message', CONTENTS.join(', '), [
    basic && { basic },
    minimal && { minimal },
    form && { form },
    template && { template },
  ]);
  const rest = defined({
    badges: given.maybe('badges', list(MESSAGE_LIMITS.MAX_BADGES, readBadge)),
    silent: given.maybe('silent', flag),
    previewText: given.maybe('previewText', text(MESSAGE_LIMITS.MAX_PREVIEW_CHARS)),
    visibility: given.maybe('visibility', visibility),
  });
  return { ...content, ...rest };
}

/**
 * Reads the text of a chat message.
 *
 * @throws {InboxError} INVALID_INPUT.
 */
export function readText(input: unknown): string {
  return line(input, 'text');
}

function readBasic(input: unknown, path: string): { readonly items: readonly BasicItem[] } {
  const { get } = properties(input, path, ['items']);
  return { items: get('items', list(MESSAGE_LIMITS.MAX_ITEMS, readItem)) };
}

function readItem(input: unknown, path: string): BasicItem {
  const given = properties(input, path, ['text', 'image', 'file']);
  const plain = given.maybe('text', line);
  return only<BasicItem>(path, 'text, image, file', [
    plain === undefined ? undefined : { text: plain },
    ...readMedia(given),
  ]);
}

function readMinimal(input: unknown, path: string): Minimal {
  const { get, maybe } = properties(input, path, ['text', 'iconUrl', 'url']);
  return defined({
    text: get('text', line),
    iconUrl: maybe('iconUrl', link),
    url: maybe('url', link),
  });
}

function readForm(input: unknown, path: string): Form {
  const { get, maybe } = properties(input, path, ['title', 'description', 'fields', 'media']);
  return defined({
    title: get('title', text(FORM_LIMITS.MAX_TITLE_CHARS)),
    description: maybe('description', text(FORM_LIMITS.MAX_DESCRIPTION_CHARS)),
    fields: get('fields', list(FORM_LIMITS.MAX_FIELDS, readField)),
    media: maybe('media', list(FORM_LIMITS.MAX_MEDIA, readMedium)),
  });
}

function readField(input: unknown, path: string): Form['fields'][number] {
  const { get } = properties(input, path, ['name', 'value']);
  return {
    name: get('name', text(FORM_LIMITS.MAX_NAME_CHARS)),
    value: get('value', text(FORM_LIMITS.MAX_VALUE_CHARS)),
  };
}

function readMedium(input: unknown, path: string) {
  const given = properties(input, path, ['image', 'file']);
  return only(path, 'image, file', readMedia(given));
}

function readMedia({ maybe }: Properties<'image' | 'file'>) {
  const image = maybe('image', readImage);
  const file = maybe('file', readFile);
  return [image && { image }, file && { file }];
}

function readImage(input: unknown, path: string): Image {
  const { get, maybe } = properties(input, path, ['url', 'filename', 'width', 'height']);
  return defined({
    url: get('url', link),
    filename: maybe('filename', filename),
    width: maybe('width', pixels),
    height: maybe('height', pixels),
  });
}

function readFile(input: unknown, path: string): File {
  const { get, maybe } = properties(input, path, ['url', 'filename', 'mimeType']);
  return defined({
    url: get('url', link),
    filename: maybe('filename', filename),
    mimeType: maybe('mimeType', text(MESSAGE_LIMITS.MAX_MIME_TYPE_CHARS)),
  });
}

function readTemplate(input: unknown, path: string): Template {
  const keys = ['title', 'imageUrl', 'textLines', 'buttons', 'orientation'] as const;
  const { maybe } = properties(input, path, keys);
  const shown = defined({
    title: maybe('title', text(MESSAGE_LIMITS.MAX_TEMPLATE_TITLE_CHARS)),
    imageUrl: maybe('imageUrl', link),
    textLines: maybe(
      'textLines',
      list(MESSAGE_LIMITS.MAX_TEMPLATE_LINES, text(MESSAGE_LIMITS.MAX_TEMPLATE_LINE_CHARS)),
    ),
    buttons: maybe('buttons', list(MESSAGE_LIMITS.MAX_TEMPLATE_BUTTONS, readButton)),
  });
  if (Object.keys(shown).length === 0) {
    throw refuse(path, 'Expected a title, picture, line or button, got none.');
  }
  return defined({
    ...shown,
    orientation: maybe('orientation', word('PORTRAIT', 'LANDSCAPE')),
  });
}

function readButton(input: unknown, path: string): TemplateButton {
  const { get, maybe } = properties(input, path, ['label', 'launchUrl', 'interactionId']);
  const label = get('label', line);
  const launchUrl = maybe('launchUrl', url(MESSAGE_LIMITS.MAX_LAUNCH_URL_CHARS));
  const interactionId = maybe('interactionId', text(MESSAGE_LIMITS.MAX_INTERACTION_ID_CHARS));
  return only<TemplateButton>(path, 'launchUrl, interactionId', [
    launchUrl === undefined ? undefined : { label, launchUrl },
    interactionId === undefined ? undefined : { label, interactionId },
  ]);
}

function readBadge(input: unknown, path: string): Badge {
  const { get, maybe } = properties(input, path, ['text', 'iconUrl', 'badgeVisibility']);
  return defined({
    text: get('text', text(MESSAGE_LIMITS.MAX_BADGE_CHARS)),
    iconUrl: maybe('iconUrl', link),
    badgeVisibility: maybe('badgeVisibility', visibility),
  });
}
