import { omitUndefined } from 'backend/inbox/omit-undefined';
import { readPath, readTextAt } from 'backend/inbox/input/read-path';
import type { ChatItem, ChatMessage, ChatTemplate, Message } from 'public/inbox-shapes';

/**
 * Converts a message for the participant's chat: texts, images, files and templates, without ids of people.
 * Returns an empty array if the participant is not allowed to see it or if it cannot be displayed.
 */
export function toChatMessages(message: Message): readonly ChatMessage[] {
  const { sequence, _createdDate, direction, visibility, content } = message;
  if (visibility !== 'BUSINESS_AND_PARTICIPANT') return [];
  const items = [...readArray(content, 'basic', 'items'), readPath(content, 'minimal')].flatMap(
    toItem,
  );
  const template = toTemplate(readPath(content, 'template'));
  if (items.length === 0 && !template) return [];
  const from = direction === 'PARTICIPANT_TO_BUSINESS' ? 'me' : 'business';
  return [omitUndefined({ _id: sequence, from, at: _createdDate, items, template })];
}

function toItem(item: unknown): readonly ChatItem[] {
  const text = readTextAt(item, 'text');
  if (text !== undefined) return [{ kind: 'text', text }];
  return (['image', 'file'] as const).flatMap((kind) => {
    const media = readPath(item, kind);
    const url = readUrl(media, 'url');
    const [filename, mimeType] = ['filename', 'mimeType'].map((key) => readTextAt(media, key));
    return url === undefined ? [] : [omitUndefined({ kind, url, filename, mimeType })];
  });
}

function toTemplate(template: unknown): ChatTemplate | undefined {
  if (template === undefined) return undefined;
  return omitUndefined({
    title: readTextAt(template, 'title'),
    imageUrl: readUrl(template, 'imageUrl'),
    lines: readArray(template, 'textLines').filter((line) => typeof line === 'string'),
    buttons: readArray(template, 'buttons').map((button) =>
      omitUndefined({
        label: readTextAt(button, 'label') ?? '',
        url: readUrl(button, 'launchUrl'),
      }),
    ),
  });
}

function readArray(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = readPath(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** Reads a URL that a page may open: https only. */
function readUrl(value: unknown, key: string): string | undefined {
  const url = readTextAt(value, key);
  return url?.startsWith('https://') ? url : undefined;
}
