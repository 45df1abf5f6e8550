import { isBefore, joinNewest, joinOlder, toHistory } from 'public/inbox-chat-history';
import type { ChatHistory } from 'public/inbox-chat-history';
import { readWithRetries } from 'public/inbox-read-retry';
import type { RetryOptions } from 'public/inbox-read-retry';
import type { Answer, ChatMessage, ChatOptions, ChatPage } from 'public/inbox-shapes';

/** The web method that lists a page of the session's own conversation. */
export type ListChat = (options: ChatOptions) => Promise<Answer<ChatPage>>;

/** The result of a read, without its messages: `ChatReader.messages` returns those. */
export type ReadResult =
  | ({ readonly ok: true } & Pick<ChatPage, 'channel' | 'session' | 'preview'>)
  | {
      readonly ok: false;
      /** The code of `INBOX_ERRORS`; absent if there was no valid response. */
      readonly code?: string;
      readonly message?: string;
      /** The resource of the user's Realtime channel, if they are not allowed to read. */
      readonly session?: string;
    };

/** Loads the conversation of one user. Its functions never reject. */
export interface ChatReader {
  /** Returns the messages read so far, oldest first. */
  messages(): readonly ChatMessage[];
  /** Returns the id of the newest message, `''` if there is none, `undefined` before the first read. */
  newestId(): string | undefined;
  hasOlder(): boolean;
  /**
   * Reads the newest page.
   *
   * @param isMerged - Wix merged the conversation into another one: previously loaded messages are dropped
   */
  readNewest(isMerged: boolean): Promise<ReadResult>;
  /** Reads the next older page; returns `undefined` if there is none, or if it is already loading. */
  readOlder(): Promise<ReadResult | undefined>;
  /** Ends the retries; the results of reads are no longer needed. */
  stop(): void;
}

/** Options of `createChatReader`. */
export interface ChatReaderOptions extends Pick<RetryOptions, 'wait' | 'onRetry'> {
  readonly list: ListChat;
  readonly language: string;
}

/** Maximum number of pages to reload after a cursor expired. */
const MAX_PAGES_AGAIN = 20;

/** Creates a reader without loaded messages. */
export function createChatReader({ list, language, ...retry }: ChatReaderOptions): ChatReader {
  let history: ChatHistory = { messages: [] };
  let hasRead = false;
  let isOlderPending = false;
  let isStopped = false;

  function requestPage(cursor?: string): Promise<Answer<ChatPage> | undefined> {
    const options = { language, ...(cursor !== undefined && { cursor }) };
    return readWithRetries(() => list(options), { ...retry, isNeeded: () => !isStopped });
  }

  async function readNewest(isMerged: boolean): Promise<ReadResult> {
    const answer = await requestPage();
    if (!answer?.ok) return toFailure(answer);
    hasRead = true;
    history = isMerged ? toHistory(answer) : joinNewest(history, answer);
    return toSuccess(answer);
  }

  /** Reads from the newest page back to the oldest message shown, and one page further. */
  async function readAllAgain(): Promise<ReadResult> {
    const [oldest] = history.messages;
    let answer = await requestPage();
    if (!answer?.ok) return toFailure(answer);
    let read = toHistory(answer);
    for (let pages = 1; pages < MAX_PAGES_AGAIN && read.cursor !== undefined; pages += 1) {
      const [first] = read.messages;
      if (oldest && first && isBefore(first, oldest)) break;
      answer = await requestPage(read.cursor);
      if (!answer?.ok) return toFailure(answer);
      read = joinOlder(read, answer);
    }
    history = read;
    return toSuccess(answer);
  }

  async function readOlderPage(cursor: string): Promise<ReadResult> {
    const answer = await requestPage(cursor);
    if (!answer?.ok) {
      return answer?.error.code === 'CURSOR_EXPIRED' ? readAllAgain() : toFailure(answer);
    }
    // A read of the newest page may have replaced the history and its cursor in the meantime.
    if (history.cursor === cursor) history = joinOlder(history, answer);
    return toSuccess(answer);
  }

  return {
    messages: () => history.messages,
    newestId: () => history.messages.slice(-1)[0]?._id ?? (hasRead ? '' : undefined),
    hasOlder: () => history.cursor !== undefined,
    readNewest,
    async readOlder() {
      if (isOlderPending || history.cursor === undefined) return undefined;
      isOlderPending = true;
      try {
        return await readOlderPage(history.cursor);
      } finally {
        isOlderPending = false;
      }
    },
    stop() {
      isStopped = true;
    },
  };
}

function toSuccess({ channel, session, preview }: ChatPage): ReadResult {
  return {
    ok: true,
    ...(channel && { channel }),
    ...(session !== undefined && { session }),
    ...(preview && { preview }),
  };
}

function toFailure(answer: Answer<ChatPage> | undefined): ReadResult {
  if (!answer || answer.ok) return { ok: false };
  const { code, message, session } = answer.error;
  return { ok: false, code, message, ...(session !== undefined && { session }) };
}
