import { isRecord } from 'public/inbox-input';
import type { ChatMessage } from 'public/inbox-shapes';
import { createPersonStore } from 'public/inbox-storage';
import type { StoragePort } from 'public/inbox-storage';

/**
 * The messages that a person sent from this browser tab, in the page's own storage.
 *
 * A chat shows them if the person is not allowed to read the conversation: for example, after a form has connected it
 * to a contact. They are never read from Wix.
 */
export interface SentMessages {
  /** Adds a message, and forgets those of other people. */
  add(person: string, text: string): Promise<void>;
  /** Returns the messages of a person, oldest first. */
  list(person: string): Promise<readonly ChatMessage[]>;
  remove(): Promise<void>;
}

interface SentText {
  readonly at: string;
  readonly text: string;
}

/**
 * The maximum length of all texts together, in characters. Older messages are dropped, and more of them if the storage
 * is full.
 */
const MAX_CHARS = [20_000, 5000, 1000];

/** Creates access to the messages. Without storage, there are none. */
export function createSentMessages(storage: StoragePort | undefined): SentMessages {
  const store = createPersonStore(storage, 'velo-inbox.sent');
  let work = Promise.resolve();

  async function read(person: string): Promise<readonly SentText[]> {
    const item = await store.read();
    if (item?.person !== person || !Array.isArray(item.value)) return [];
    return item.value.filter(isSentText);
  }

  async function append(person: string, text: string, earlier: Promise<void>): Promise<void> {
    await earlier;
    const sent = [...(await read(person)), { at: new Date().toISOString(), text }];
    await store.write(person, ...MAX_CHARS.map((chars) => dropOldest(sent, chars)));
  }

  return {
    add(person, text) {
      // One after the other: two messages must not overwrite each other.
      work = append(person, text, work);
      return work;
    },
    async list(person) {
      const sent = await read(person);
      return sent.map(({ at, text }, index) => ({
        _id: `sent-${index}`,
        from: 'me',
        at,
        items: [{ kind: 'text', text }],
      }));
    },
    remove: store.remove,
  };
}

function isSentText(value: unknown): value is SentText {
  return isRecord(value) && typeof value['at'] === 'string' && typeof value['text'] === 'string';
}

function dropOldest(sent: readonly SentText[], maxChars: number): readonly SentText[] {
  let chars = 0;
  let first = sent.length;
  while (first > 0) {
    chars += sent[first - 1]?.text.length ?? 0;
    if (chars > maxChars) break;
    first -= 1;
  }
  return sent.slice(first);
}
