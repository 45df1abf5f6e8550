import type { Content } from 'public/inbox-shapes';
import { MESSAGE_LIMITS } from 'public/inbox-limits';
import { normalizeName } from 'public/inbox-normalize';

/** Truncates a text to `max` UTF-16 code units without splitting a surrogate pair. */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splitsPair ? max - 1 : max);
}

/** Returns the line that Inbox's conversation list shows for a message, at most 256 characters. */
export function toPreviewText(content: Content): string {
  const line = normalizeName(summarize(content));
  return truncate(line === '' ? 'New message' : line, MESSAGE_LIMITS.MAX_PREVIEW_CHARS);
}

function summarize(content: Content): string {
  if ('minimal' in content) return content.minimal.text;
  if ('form' in content) return content.form.title;
  if ('template' in content) {
    const { title, textLines, buttons } = content.template;
    return title ?? textLines?.[0] ?? buttons?.[0]?.label ?? '';
  }
  const item = content.basic.items[0];
  if (!item) return '';
  if ('text' in item) return item.text;
  return 'image' in item ? (item.image.filename ?? 'Image') : (item.file.filename ?? 'File');
}
