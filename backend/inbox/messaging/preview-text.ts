import type { Content } from 'public/inbox-shapes';
import { MESSAGE_LIMITS } from 'public/inbox-limits';

/** Cuts a text to `max` UTF-16 units, and never through a character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 1);
  const splits = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splits ? max - 1 : max);
}

/** The one line that Inbox's list shows for a message, at most 256 characters. */
export function toPreviewText(content: Content): string {
  const line = summarize(content).replace(/\s+/g, ' ').trim();
  return cut(line === '' ? 'New message' : line, MESSAGE_LIMITS.MAX_PREVIEW_CHARS);
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
  return 'image' in item ? (item.image.filename ?? 'Picture') : (item.file.filename ?? 'File');
}
