import { setText, toggle } from 'public/inbox-elements';
import type { ButtonElement, TextElement } from 'public/inbox-elements';
import type { MessageList } from 'public/inbox-message-list';
import type { MessageRow } from 'public/inbox-message-rows';

/** The texts of the hint on new messages. */
export interface NewMessagesTexts {
  /** Label of the button that scrolls to the new message, if there is one. */
  readonly newMessage: string;
  /** Label of the button that scrolls to the first new message; `{count}` is replaced by their number. */
  readonly newMessages: string;
}

/** Options of `createNewMessages`. */
export interface NewMessagesOptions {
  /** Shown while new messages are not visible; a click scrolls to the first one. */
  readonly button: ButtonElement | undefined;
  /** A live region that reads new messages to users of screen readers, each once. */
  readonly announcement: TextElement | undefined;
  readonly list: Pick<MessageList, 'isRowVisible' | 'scrollToRow'>;
  readonly texts: NewMessagesTexts;
  readonly wait: (seconds: number) => Promise<void>;
  /** Called after a click on the button, which is collapsed then: moves the focus. */
  readonly onFollow: () => void;
}

/** Announces new messages, and shows those that the user has not seen. */
export interface NewMessages {
  /** Adds the rows of messages that arrived after the others, after the list shows them. */
  add(rows: readonly MessageRow[]): void;
  /** Call when a row becomes visible. */
  markSeen(rowId: string): void;
  /** Scrolls to the row of a message that the user has just sent, if it is not visible. */
  showOwn(rowId: string): void;
  /** Removes the announcement and the hint, for another conversation or user. */
  clear(): void;
}

/** Seconds until a new row counts as not visible. A list that shows its end makes the row visible at once. */
const SETTLE_SECONDS = 0.5;

/** Creates the hint on new messages of a list. Without the elements, it does nothing. */
export function createNewMessages({
  button,
  announcement,
  list,
  texts,
  wait,
  onFollow,
}: NewMessagesOptions): NewMessages {
  /** The first row of each new message that has not been visible, in their order. */
  const unseen = new Set<string>();
  /** Incremented by `clear`. */
  let generation = 0;

  function showHint(): void {
    const label = unseen.size === 1 ? texts.newMessage : texts.newMessages;
    if (button) button.label = label.replace('{count}', String(unseen.size));
    toggle(button, unseen.size > 0);
  }

  async function waitUntilSettled(): Promise<boolean> {
    const startedIn = generation;
    await wait(SETTLE_SECONDS);
    return startedIn === generation;
  }

  async function addUnseen(rowIds: readonly string[]): Promise<void> {
    if (!(await waitUntilSettled())) return;
    for (const rowId of rowIds) if (list.isRowVisible(rowId) === false) unseen.add(rowId);
    showHint();
  }

  async function showOwn(rowId: string): Promise<void> {
    if ((await waitUntilSettled()) && list.isRowVisible(rowId) === false) list.scrollToRow(rowId);
  }

  button?.onClick(() => {
    const [first] = unseen;
    unseen.clear();
    onFollow();
    showHint();
    if (first !== undefined) list.scrollToRow(first);
  });
  showHint();
  return {
    add(rows) {
      if (rows.length === 0) return;
      const spoken = rows.map(({ name, text }) => (name && `${name}: `) + text).join('\n');
      // A live region does not announce the same text again.
      setText(announcement, spoken === announcement?.text ? `${spoken}\u00a0` : spoken);
      // The first row of a message has the name of its sender.
      if (button) void addUnseen(rows.filter(({ name }) => name !== '').map(({ _id }) => _id));
    },
    markSeen(rowId) {
      if (unseen.delete(rowId)) showHint();
    },
    showOwn: (rowId) => void showOwn(rowId),
    clear() {
      generation += 1;
      unseen.clear();
      setText(announcement, '');
      showHint();
    },
  };
}
