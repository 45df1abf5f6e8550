import { normalizeName } from 'public/inbox-normalize';

/** One row of a message list. A message has one row for each of its texts, images and files. */
export interface MessageRow {
  /** `<message id>-<index of the row>`, a valid id for a repeater. */
  readonly _id: string;
  /** Sender: the user of the page (`me`) or the other side (`them`). */
  readonly from: 'me' | 'them';
  /** `button`: a template's button without a link, which a page cannot click. */
  readonly kind: 'text' | 'image' | 'link' | 'button';
  /** The text, the name of an image, or the label of a link or button. */
  readonly text: string;
  /** The URL of an image or a link; empty for the others. */
  readonly url: string;
  /** The sender's name, on a message's first row; empty on the others. */
  readonly name: string;
  /** The date or the sending state, on a message's last row; empty on the others. */
  readonly note: string;
  /** Label of the button that sends the message again, on its last row; absent if it cannot be sent again. */
  readonly action?: string;
}

/** The content of a row. */
export type RowContent = Pick<MessageRow, 'kind' | 'text' | 'url'>;

/** Creates the rows of a message: the first has the sender's name, the last the note and the action. */
export function createMessageRows(
  contents: readonly RowContent[],
  {
    id,
    from,
    name,
    note,
    action = '',
  }: Pick<MessageRow, 'from' | 'name' | 'note' | 'action'> & { readonly id: string },
): MessageRow[] {
  return contents.map((content, index) => ({
    ...content,
    _id: `${id}-${index}`,
    from,
    name: index === 0 ? name : '',
    note: index === contents.length - 1 ? note : '',
    ...(action !== '' && index === contents.length - 1 && { action }),
  }));
}

/** Creates the content of a row that shows a text. */
export function toTextContent(text: string): RowContent {
  return { kind: 'text', text, url: '' };
}

/** Creates the content of an image or a link to a file; `filename` is the name it was sent with, if there is one. */
export function toFileContent(kind: 'image' | 'link', url: string, filename?: string): RowContent {
  return { kind, text: toFileName(url, filename), url };
}

/** Creates the content of a template's button. `url` is empty for a button without a link. */
export function toButtonContent(label: string, url: string): RowContent {
  return { kind: url === '' ? 'button' : 'link', text: normalizeName(label) || url || '…', url };
}

/**
 * Returns the name of a file to show: the name it was sent with or, if that is empty, the one at the end of its URL.
 * Without direction controls, which can make an `.exe` look like a `.jpg`. Returns the URL if there is no name.
 */
export function toFileName(url: string, filename = ''): string {
  const [path = ''] = url.split(/[?#]/);
  let name = path.slice(path.lastIndexOf('/') + 1);
  try {
    name = decodeURIComponent(name);
  } catch {
    // The name is not percent-encoded.
  }
  return normalizeName(filename) || normalizeName(name) || url;
}

/** Formats an ISO 8601 date for a list, in the language's format, with the year if it is not this one: `3 Nov, 10:05`. */
export function formatDate(date: string, language: string, now = new Date()): string {
  const time = new Date(date);
  return time.toLocaleString(language, {
    day: 'numeric',
    month: 'short',
    ...(time.getFullYear() !== now.getFullYear() && { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
  });
}
