import { omitDelivered, omitShown } from 'public/inbox-chat-history';
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
import type { ChatMessage } from 'public/inbox-shapes';

/** The state of the chat for one user. It is replaced when the user logs in or out. */
export interface ChatSession {
  readonly reader: ChatReader;
  readonly outbox: Outbox;
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
  /** Called with the id of a message that the user chose to send again. */
  readonly onSendAgain: (messageId: string) => void;
}

/** Finds the elements of a chat and returns functions that show its state in them. */
export function createChatView({
  find,
  elements,
  texts,
  language,
  onSendAgain,
}: ChatViewOptions): ChatView {
  const repeater = find('chatMessages', isRepeater);
  const list = createMessageList({
    repeater,
    elements,
    prefix: 'chat',
    component: 'chat, in an item of #chatMessages',
    onSendAgain,
  });
  const input = find('chatInput', isTextInput);
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
    const news = [notice, reason].filter((text) => text !== '');
    setText(status, (news.length > 0 && !isLasting ? news : [...news, state]).join(' '));
  }

  return {
    hasList: repeater !== undefined,
    input,
    sendButton,
    olderButton,
    openButton,
    showMessages({ reader, outbox, sent, isReadable, isOpen }) {
      const messages = reader.messages();
      const outgoing = omitDelivered(outbox.messages(), messages);
      const others = isReadable ? [] : omitShown(sent, { messages, outgoing });
      list.show([
        ...[...messages, ...others].flatMap((message) => toChatRows(message, texts, language)),
        ...outgoing.flatMap((message) => toQueuedRows(message, texts)),
      ]);
      toggle(olderButton, reader.hasOlder());
      toggle(openButton, !isOpen);
      reason = toReason(outbox.messages(), texts);
      showStatus();
    },
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
