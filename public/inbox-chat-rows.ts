import type { Outgoing } from 'public/inbox-chat-outbox';
import type { ChatTexts } from 'public/inbox-chat-texts';
import type { ChatItem, ChatMessage, ChatTemplate } from 'public/inbox-shapes';

/** One row of the list: a message has one for each of its texts, pictures and files. */
export interface ChatRow {
  /** Fit for a repeater. */
  readonly _id: string;
  /** Whose side of the list it stands on. */
  readonly from: 'me' | 'them';
  readonly kind: 'text' | 'image' | 'link';
  /** The text; the name of a picture; the label of a link. */
  readonly text: string;
  readonly url: string;
  /** Who wrote it; only on a message's first row. */
  readonly name: string;
  /** When it was written, or what became of it; only on a message's last row. */
  readonly note: string;
}

/** What a row shows. */
export type RowPart = Pick<ChatRow, 'kind' | 'text' | 'url'>;

/** Writes a message as rows. */
export function toRows(message: ChatMessage, texts: ChatTexts, language: string): ChatRow[] {
  const { _id, from, at, items, template } = message;
  const parts = [...items.map(toPart), ...(template ? templateParts(template) : [])];
  const [side, name] =
    from === 'me' ? (['me', texts.me] as const) : (['them', texts.business] as const);
  return rowsOf(parts, { id: _id, from: side, name, note: toTime(at, language) });
}

/** Writes a message that is on its way as rows. */
export function outgoingRows(
  { id, text, attachments, state }: Outgoing,
  texts: ChatTexts,
): ChatRow[] {
  const files = attachments.map((url) => toText(nameOf(url)));
  const parts = text === '' ? files : [toText(text), ...files];
  return rowsOf(parts, { id, from: 'me', name: texts.me, note: texts[state] });
}

/** Makes rows of a message's parts: the first says who wrote it, the last when. */
export function rowsOf(
  parts: readonly RowPart[],
  { id, from, name, note }: Pick<ChatRow, 'from' | 'name' | 'note'> & { readonly id: string },
): ChatRow[] {
  return parts.map((part, index) => ({
    ...part,
    _id: `${id}-${index}`,
    from,
    name: index === 0 ? name : '',
    note: index === parts.length - 1 ? note : '',
  }));
}

function toPart(item: ChatItem): RowPart {
  switch (item.kind) {
    case 'text':
      return toText(item.text);
    case 'image':
      return { kind: 'image', text: item.filename ?? '', url: item.url };
    case 'file':
      return { kind: 'link', text: item.filename ?? nameOf(item.url), url: item.url };
  }
}

/** Only Inbox's own chat can press a button that opens no link; here it is a line. */
function templateParts({ title, imageUrl, lines, buttons }: ChatTemplate): RowPart[] {
  const labels = buttons.filter(({ url }) => url === undefined).map(({ label }) => `• ${label}`);
  const text = [title ?? '', ...lines, ...labels].filter((line) => line !== '').join('\n');
  return [
    ...(imageUrl === undefined
      ? []
      : [{ kind: 'image', text: title ?? '', url: imageUrl } as const]),
    ...(text === '' ? [] : [toText(text)]),
    ...buttons.flatMap(({ label, url }) =>
      url === undefined ? [] : [{ kind: 'link', text: label, url } as const],
    ),
  ];
}

/** A row that is a text. */
export function toText(text: string): RowPart {
  return { kind: 'text', text, url: '' };
}

/** The file's own name, at the end of its address. */
function nameOf(url: string): string {
  const [path = ''] = url.split(/[?#]/);
  const name = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** A moment as a list shows it, in the language's own way; `at` is ISO 8601. */
export function toTime(at: string, language: string): string {
  return new Date(at).toLocaleString(language, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
}
