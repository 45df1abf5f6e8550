import { isBefore, joinNewest, joinOlder, toHistory } from 'public/inbox-chat-history';
import type { ChatHistory } from 'public/inbox-chat-history';
import type { Answer, ChatMessage, ChatOptions, ChatPage } from 'public/inbox-shapes';

/** The web method that lists a page of the session's own conversation. */
export type ListChat = (options: ChatOptions) => Promise<Answer<ChatPage>>;

/** What became of a reading: what a chat needs beside the messages, or why there are none. */
export type Reading =
  | ({ readonly ok: true } & Pick<ChatPage, 'channel' | 'preview'>)
  | {
      readonly ok: false;
      /** Absent where no readable answer came. */
      readonly code?: string;
      readonly message?: string;
    };

/** The page's reader of one person's conversation. */
export interface ChatReader {
  /** Oldest first. */
  messages(): readonly ChatMessage[];
  hasOlder(): boolean;
  /** @param isMerged - what was read before belongs to a conversation that is gone. */
  readNewest(isMerged: boolean): Promise<Reading>;
  /** Answers nothing where there is nothing older, or where it is being read. */
  readOlder(): Promise<Reading | undefined>;
}

/** Pages that are read at most to come back to where the page was when its cursor had expired. */
const MAX_PAGES_BACK = 20;

/** Makes a reader that knows nothing yet. It never rejects. */
export function createReader(list: ListChat, language: string): ChatReader {
  let history: ChatHistory = { messages: [] };
  let isReadingOlder = false;

  async function ask(cursor?: string): Promise<Answer<ChatPage> | undefined> {
    try {
      return await list({ language, ...(cursor !== undefined && { cursor }) });
    } catch {
      return undefined;
    }
  }

  async function readNewest(isMerged: boolean): Promise<Reading> {
    const answer = await ask();
    if (!answer?.ok) return toRefusal(answer);
    history = isMerged ? toHistory(answer) : joinNewest(history, answer);
    return toReading(answer);
  }

  /** Reads down from the newest page to where the page was, and one page further. */
  async function readDown(): Promise<Reading> {
    const [oldest] = history.messages;
    let answer = await ask();
    if (!answer?.ok) return toRefusal(answer);
    let found = toHistory(answer);
    for (let pages = 1; pages < MAX_PAGES_BACK && found.cursor !== undefined; pages += 1) {
      const [first] = found.messages;
      if (oldest && first && isBefore(first, oldest)) break;
      answer = await ask(found.cursor);
      if (!answer?.ok) return toRefusal(answer);
      found = joinOlder(found, answer);
    }
    history = found;
    return toReading(answer);
  }

  async function readPage(cursor: string): Promise<Reading> {
    const answer = await ask(cursor);
    if (!answer?.ok) {
      return answer?.error.code === 'CURSOR_EXPIRED' ? readDown() : toRefusal(answer);
    }
    // The newest page may have taken the place of all, and brought a cursor of its own.
    if (history.cursor === cursor) history = joinOlder(history, answer);
    return toReading(answer);
  }

  return {
    messages: () => history.messages,
    hasOlder: () => history.cursor !== undefined,
    readNewest,
    async readOlder() {
      if (isReadingOlder || history.cursor === undefined) return undefined;
      isReadingOlder = true;
      try {
        return await readPage(history.cursor);
      } finally {
        isReadingOlder = false;
      }
    },
  };
}

function toReading({ channel, preview }: ChatPage): Reading {
  return { ok: true, ...(channel && { channel }), ...(preview && { preview }) };
}

function toRefusal(answer: Answer<ChatPage> | undefined): Reading {
  return answer && !answer.ok
    ? { ok: false, code: answer.error.code, message: answer.error.message }
    : { ok: false };
}
