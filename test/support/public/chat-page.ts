import { chat } from 'public/inbox-chat';
import type { ChatPageOptions } from 'public/inbox-chat-options';
import type {
  Answer,
  ChatMessage,
  ChatOptions,
  ChatPage,
  SendChatOptions,
  Sent,
} from 'public/inbox-shapes';
import { createFakeChatPage } from './fake-chat-page.ts';
import { createFakeClock, createFakeIdentity, createFakeRealtime, settle } from './fake-ports.ts';

/** A pending call of `listMessages`. */
interface PendingList {
  readonly options: ChatOptions;
  answer(answer: Answer<ChatPage>): void;
  fail(): void;
}

/** A pending call of `sendBasicMessage`. */
interface PendingSend {
  readonly text: string;
  readonly options: SendChatOptions;
  answer(answer: Answer<Sent>): Promise<unknown>;
  fail(): Promise<unknown>;
}

/** The conversation in Inbox. */
interface ConversationState {
  /** Oldest first. */
  messages: ChatMessage[];
  /** The answer to every read, instead of a page. */
  refusal: Answer<ChatPage> | undefined;
  channel: ChatPage['channel'] | undefined;
  pageSize: number;
}

/** Options of the chat, and of the test. */
type SetupOptions = Partial<ChatPageOptions> & {
  /** Ids of elements that the page does not have. */
  readonly missing?: readonly string[];
  readonly inputType?: string;
  readonly refusesSubscriptions?: boolean;
  /** Whether the test answers reads itself; otherwise they are answered from `conversation`. */
  readonly areReadsPending?: boolean;
};

/** Creates the chat page with its chat, the conversation in Inbox, Realtime, log-ins and a clock. */
export function chatPage({
  missing = [],
  inputType,
  refusesSubscriptions = false,
  areReadsPending = false,
  ...options
}: SetupOptions = {}) {
  const page = createFakeChatPage(missing, inputType);
  const realtime = createFakeRealtime({ refuses: refusesSubscriptions });
  const identity = createFakeIdentity();
  const clock = createFakeClock();
  const lists: PendingList[] = [];
  const sends: PendingSend[] = [];
  const conversation: ConversationState = {
    messages: [],
    refusal: undefined,
    channel: { name: 'inbox', resourceId: 'mine' },
    pageSize: 3,
  };

  function readPage({ cursor }: ChatOptions): Answer<ChatPage> {
    if (conversation.refusal) return conversation.refusal;
    const newest = [...conversation.messages].reverse();
    const start =
      cursor === undefined ? 0 : newest.findIndex(({ _id }) => `before-${_id}` === cursor) + 1;
    const messages = newest.slice(start, start + conversation.pageSize);
    const last = messages.at(-1);
    const hasMore = start + conversation.pageSize < newest.length;
    return {
      ok: true,
      canRead: true,
      messages,
      ...(hasMore && last && { cursor: `before-${last._id}` }),
      ...(conversation.channel && { channel: conversation.channel }),
    };
  }

  const pageChat = chat(page.$w, {
    list: (listOptions) =>
      new Promise((answer, reject) => {
        lists.push({ options: listOptions, answer, fail: () => reject(new Error('lost')) });
        if (!areReadsPending) answer(readPage(listOptions));
      }),
    send: (text, sendOptions) =>
      new Promise((answer, reject) => {
        sends.push({
          text,
          options: sendOptions,
          answer: (given) => (answer(given), settle()),
          fail: () => (reject(new Error('lost')), settle()),
        });
      }),
    realtime: realtime.port,
    identity: identity.port,
    wait: clock.wait,
    isVisible: () => true,
    ...options,
  });

  return {
    page,
    chat: pageChat,
    realtime,
    identity,
    clock,
    lists,
    sends,
    conversation,
    settle,
    readPage,
    /** Adds messages of the business to the conversation, by their ids. */
    addMessages(...ids: readonly number[]): void {
      conversation.messages.push(...ids.map((id) => message(id)));
    },
    /** Returns the shown texts, top to bottom. */
    shownTexts: () => page.chatMessages.items().map(({ chatText }) => chatText.text),
    /** Returns the shown dates and sending states, top to bottom. */
    shownNotes: () => page.chatMessages.items().map(({ chatTime }) => chatTime.text),
    /** Types a text and clicks the send button. */
    async send(text: string): Promise<void> {
      page.chatInput.focus();
      page.chatInput.enter(text);
      page.chatSend.click();
      await settle();
    },
  };
}

/** Creates a message of the business; its minute is its id. */
export function message(id: number, text = `text ${id}`): ChatMessage {
  return {
    _id: String(id),
    from: 'business',
    at: new Date(Date.UTC(2026, 10, 3, 10, id % 60)).toISOString(),
    items: [{ kind: 'text', text }],
  };
}

/** The answer to a participant whose conversation now belongs to a contact. */
export const HISTORY_NOT_AVAILABLE = {
  ok: false,
  error: { code: 'HISTORY_NOT_AVAILABLE', message: 'Log in to see this conversation.' },
} as const satisfies Answer<ChatPage>;
