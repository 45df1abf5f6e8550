import { omitDelivered, omitShown } from 'public/inbox-chat-history';
import type { RowIds } from 'public/inbox-chat-history';
import type { Outbox, QueuedMessage } from 'public/inbox-chat-outbox';
import type { ChatReader } from 'public/inbox-chat-reader';
import { toChatRows, toQueuedRows } from 'public/inbox-chat-rows';
import type { ChatTexts } from 'public/inbox-chat-texts';
import type { Find } from 'public/inbox-element-finder';
import {
  isButton,
  isCollapsible,
  isRepeater,
  isText,
  isTextInput,
  setText,
  toggle,
} from 'public/inbox-elements';
import type { ButtonElement, TextInputElement } from 'public/inbox-elements';
import { createMessageList } from 'public/inbox-message-list';
import type { MessageRow } from 'public/inbox-message-rows';
import { createNewMessages } from 'public/inbox-new-messages';
import type { ChatMessage } from 'public/inbox-shapes';

/** The state of the chat for one user. It is replaced when the user logs in or out. */
export interface ChatSession {
  readonly reader: ChatReader;
  readonly outbox: Outbox;
  readonly rowIds: RowIds;
  /** What the user sent from this browser tab; shown if they are not allowed to read the conversation. */
  sent: readonly ChatMessage[];
  /** Whether the user has opened the chat. */
  isOpen: boolean;
  /** Whether the user is allowed to read the conversation; `true` until the backend denies it. */
  isReadable: boolean;
  /** Resource of the user's Realtime channel; other users do not receive it. */
  resourceId: string | undefined;
}

/** The elements of a chat. Missing ones are ignored. */
export interface ChatView {
  /** Whether the page shows messages. */
  readonly hasList: boolean;
  readonly input: TextInputElement | undefined;
  readonly sendButton: ButtonElement | undefined;
  readonly olderButton: ButtonElement | undefined;
  readonly openButton: ButtonElement | undefined;
  /** Shows the messages of a session, and the buttons that it needs. */
  showMessages(session: ChatSession): void;
  /** Announces shown messages of the business that have just arrived. */
  announce(messages: readonly ChatMessage[]): void;
  /** Scrolls to the newest message, which the user has just written, if it is not visible. */
  showNewest(): void;
  /** Removes announcements and hints. */
  clearNews(): void;
  /** Moves the focus to the input, before the focused button disappears. */
  focusInput(): void;
  /** Shows or hides the link to the contact form. */
  toggleForm(isShown: boolean): void;
  state(): string;
  /** Sets the state of the chat. The status shows it if there is nothing else to show, or always if it is lasting. */
  setState(state: string, isLasting?: boolean): void;
  /** Sets the notice about the draft; `''` removes it. */
  setNotice(notice: string): void;
}

/** Options of `createChatView`. */
export interface ChatViewOptions {
  readonly find: Find;
  readonly elements: Readonly<Record<string, string>>;
  readonly texts: ChatTexts;
  readonly language: string;
  readonly wait: (seconds: number) => Promise<void>;
  /** Called with the id of a message that the user chose to send again. */
  readonly onSendAgain: (messageId: string) => void;
}

/** Finds the elements of a chat and returns functions that show its state in them. */
export function createChatView({
  find,
  elements,
  texts,
  language,
  wait,
  onSendAgain,
}: ChatViewOptions): ChatView {
  const repeater = find('chatMessages', isRepeater);
  const input = find('chatInput', isTextInput);
  const focusInput = () => input?.focus();
  const list = createMessageList({
    repeater,
    elements,
    prefix: 'chat',
    component: 'chat, in an item of #chatMessages',
    onSendAgain: (id) => {
      focusInput();
      onSendAgain(id);
    },
    onRowVisible: (rowId) => news.markSeen(rowId),
  });
  const news = createNewMessages({
    button: find('chatNew', isButton, { isOptional: true }),
    announcement: find('chatAnnouncement', isText, { isOptional: true }),
    list,
    texts,
    wait,
    onFollow: focusInput,
  });
  let rows: readonly MessageRow[] = [];
  const sendButton = find('chatSend', isButton);
  const status = find('chatStatus', isText);
  const olderButton = find('chatOlder', isButton, { isOptional: true });
  const openButton = find('chatOpen', isButton, { isOptional: true });
  const form = find('chatForm', isCollapsible, { isOptional: true });
  let state = '';
  let isLasting = false;
  let notice = '';
  /** Why the newest message that was not sent, or may not have been, was not. */
  let reason = '';

  function showStatus(): void {
    const notices = [notice, reason].filter((text) => text !== '');
    setText(status, (notices.length > 0 && !isLasting ? notices : [...notices, state]).join(' '));
  }

  return {
    hasList: repeater !== undefined,
    input,
    sendButton,
    olderButton,
    openButton,
    showMessages({ reader, outbox, rowIds, sent, isReadable, isOpen }) {
      const messages = reader.messages();
      const outgoing = omitDelivered(outbox.messages(), messages, rowIds);
      const others = isReadable ? [] : omitShown(sent, { messages, outgoing });
      // A message that was taken for a queued one before, and is not now, has its own id.
      const queuedIds = new Set(outgoing.map(({ id }) => id));
      const toRowId = (messageId: string) => {
        const id = rowIds.get(messageId) ?? messageId;
        return queuedIds.has(id) ? messageId : id;
      };
      rows = [
        ...[...messages, ...others].flatMap((message) =>
          toChatRows(message, { id: toRowId(message._id), texts, language }),
        ),
        ...outgoing.flatMap((message) => toQueuedRows(message, texts)),
      ];
      list.show(rows);
      toggle(olderButton, reader.hasOlder());
      toggle(openButton, !isOpen);
      reason = toReason(outbox.messages(), texts);
      showStatus();
    },
    announce(messages) {
      const ids = new Set(messages.map(({ _id }) => _id));
      news.add(rows.filter(({ _id }) => ids.has(_id.replace(/-\d+$/, ''))));
    },
    showNewest() {
      const newest = rows[rows.length - 1];
      if (newest) news.showOwn(newest._id);
    },
    clearNews: news.clear,
    focusInput,
    toggleForm: (isShown) => toggle(form, isShown),
    state: () => state,
    setState(newState, isNewLasting = false) {
      state = newState;
      isLasting = isNewLasting;
      showStatus();
    },
    setNotice(newNotice) {
      notice = newNotice;
      showStatus();
    },
  };
}

/** Returns the reason of the newest message that has one. */
function toReason(messages: readonly QueuedMessage[], texts: ChatTexts): string {
  const [newest] = messages.filter((message) => message.reason).slice(-1);
  if (!newest) return '';
  const { reason = '', state } = newest;
  // A solved CAPTCHA sends the message.
  const isRetried = state === 'failed' && reason !== texts.captcha;
  return isRetried ? `${reason} ${texts.retry}` : reason;
}
