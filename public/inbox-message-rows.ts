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

/** Creates the content of a template's button. `url` is empty for a button without a link. */
export function toButtonContent(text: string, url: string): RowContent {
  return { kind: url === '' ? 'button' : 'link', text, url };
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
