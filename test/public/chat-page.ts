import { chat } from 'public/inbox-chat';
import type { ChatPageOptions } from 'public/inbox-chat';
import type {
  Answer,
  ChatMessage,
  ChatOptions,
  ChatPage,
  SendChatOptions,
  Sent,
} from 'public/inbox-shapes';
import { createFakeChatPage } from './fake-chat-page.ts';
import { createFakeClock, createFakeIdentity, createFakeRealtime, settle } from './fake-feed.ts';

interface ListSeen {
  readonly options: ChatOptions;
  answer(answer: Answer<ChatPage>): void;
  lose(): void;
}

interface SendSeen {
  readonly text: string;
  readonly options: SendChatOptions;
  answer(answer: Answer<Sent>): Promise<unknown>;
  lose(): Promise<unknown>;
}

interface World {
  messages: ChatMessage[];
  refusal: Answer<ChatPage> | undefined;
  channel: ChatPage['channel'] | undefined;
  pageSize: number;
}

type Own = Partial<ChatPageOptions> & {
  readonly leftOut?: readonly string[];
  readonly inputType?: string;
  readonly refusesSubscriptions?: boolean;
  /** Whether the test answers readings itself; else they are answered from `world`. */
  readonly isSlow?: boolean;
};

/** The chat page, somebody who writes, Inbox behind it, and everything from outside. */
export function chatPage({
  leftOut = [],
  inputType,
  refusesSubscriptions = false,
  isSlow = false,
  ...options
}: Own = {}) {
  const page = createFakeChatPage(leftOut, inputType);
  const feed = createFakeRealtime({ refuses: refusesSubscriptions });
  const people = createFakeIdentity();
  const clock = createFakeClock();
  const lists: ListSeen[] = [];
  const sends: SendSeen[] = [];
  /** What Inbox holds, oldest first, and whether the participant may read it. */
  const world: World = {
    messages: [],
    refusal: undefined,
    channel: { name: 'inbox', resourceId: 'mine' },
    pageSize: 3,
  };

  function pageOf({ cursor }: ChatOptions): Answer<ChatPage> {
    if (world.refusal) return world.refusal;
    const newest = [...world.messages].reverse();
    const from =
      cursor === undefined ? 0 : newest.findIndex(({ _id }) => `before-${_id}` === cursor) + 1;
    const messages = newest.slice(from, from + world.pageSize);
    const last = messages.at(-1);
    const isMore = from + world.pageSize < newest.length;
    return {
      ok: true,
      canRead: true,
      messages,
      ...(isMore && last && { cursor: `before-${last._id}` }),
      ...(world.channel && { channel: world.channel }),
    };
  }

  const it = chat(page.$w, {
    list: (asked) =>
      new Promise((answer, reject) => {
        lists.push({ options: asked, answer, lose: () => reject(new Error('lost')) });
        if (!isSlow) answer(pageOf(asked));
      }),
    send: (text, sendOptions) =>
      new Promise((answer, reject) => {
        sends.push({
          text,
          options: sendOptions,
          answer: (given) => (answer(given), settle()),
          lose: () => (reject(new Error('lost')), settle()),
        });
      }),
    realtime: feed.realtime,
    identity: people.identity,
    wait: clock.wait,
    isVisible: () => true,
    ...options,
  });

  return {
    page,
    chat: it,
    feed,
    people,
    clock,
    lists,
    sends,
    world,
    settle,
    pageOf,
    /** Messages from the business, by their sequence. */
    givenMessages(...ids: readonly number[]): void {
      world.messages.push(...ids.map((id) => message(id)));
    },
    /** What the person sees of the messages, top to bottom. */
    seen: () => page.chatMessages.items().map(({ chatText }) => chatText.text),
    notes: () => page.chatMessages.items().map(({ chatTime }) => chatTime.text),
    /** Types and sends as a person does. */
    async say(text: string): Promise<void> {
      page.chatInput.focus();
      page.chatInput.enter(text);
      page.chatSend.click();
      await settle();
    },
  };
}

/** A message of the business, one minute after the one before it. */
export function message(id: number, text = `text ${id}`): ChatMessage {
  return {
    _id: String(id),
    from: 'business',
    at: new Date(Date.UTC(2026, 10, 3, 10, id % 60)).toISOString(),
    items: [{ kind: 'text', text }],
  };
}

/** The answer of a participant whose conversation became a contact's. */
export const HISTORY_NOT_AVAILABLE = {
  ok: false,
  error: { code: 'HISTORY_NOT_AVAILABLE', message: 'Log in to see this conversation.' },
} as const satisfies Answer<ChatPage>;
