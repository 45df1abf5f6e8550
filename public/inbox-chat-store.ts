import type { StoredMessage } from 'public/inbox-chat-outbox';
import { isRecord } from 'public/inbox-input';
import { createPersonStore } from 'public/inbox-storage';
import type { StoragePort } from 'public/inbox-storage';

/** What a chat stores, so that nothing is lost when the page is left. */
export interface ChatState {
  readonly draft: string;
  /** The messages that are not sent yet. */
  readonly queue: readonly StoredMessage[];
}

/** The stored state of a chat, of one person. */
export interface ChatStore {
  /** Resolves to whether there is a stored state, of any person. */
  hasState(): Promise<boolean>;
  /** Returns the state of this person. A state of another person is removed. From then on, `save` stores. */
  open(person: string): Promise<ChatState | undefined>;
  /** Stores the state of the person, if they are known. */
  save(state: ChatState): void;
  /** Removes the state, until the next `open`. */
  close(): void;
}

const STATES: readonly StoredMessage['state'][] = [
  'uploading',
  'waiting',
  'sending',
  'checking',
  'limited',
  'failed',
  'refused',
  'unconfirmed',
  'unclear',
];

/** Creates the store of a chat. Without storage, nothing is stored. */
export function createChatStore(storage: StoragePort | undefined): ChatStore {
  const store = createPersonStore(storage, 'velo-inbox.chat');
  // Read once, before the first `save`.
  const loaded = store.read();
  let person: string | undefined;
  let isStored = true;

  return {
    hasState: async () => (await loaded) !== undefined,
    async open(newPerson) {
      const item = person === undefined ? await loaded : undefined;
      person = newPerson;
      return item?.person === newPerson ? toChatState(item.value) : undefined;
    },
    save(state) {
      if (person === undefined) return;
      const isEmpty = state.draft === '' && state.queue.length === 0;
      if (isEmpty && !isStored) return;
      isStored = !isEmpty;
      // If the storage is full: the queue is more important, because the draft is still in the input.
      void (isEmpty ? store.remove() : store.write(person, state, { ...state, draft: '' }));
    },
    close() {
      person = undefined;
      isStored = true;
      void store.remove();
    },
  };
}

function toChatState(value: unknown): ChatState | undefined {
  if (!isRecord(value)) return;
  const { draft, queue } = value;
  return {
    draft: typeof draft === 'string' ? draft : '',
    queue: Array.isArray(queue) ? queue.flatMap((message) => toStoredMessage(message) ?? []) : [],
  };
}

function toStoredMessage(value: unknown): StoredMessage | undefined {
  if (!isRecord(value)) return;
  const { id, text, attachments, reason, after, key } = value;
  const state = STATES.find((known) => known === value['state']);
  if (typeof id !== 'string' || typeof text !== 'string' || !state) return;
  if (!Array.isArray(attachments)) return;
  return {
    id,
    text,
    attachments: attachments.filter((url) => typeof url === 'string'),
    state,
    ...(typeof reason === 'string' && { reason }),
    ...(typeof after === 'string' && { after }),
    ...(typeof key === 'string' && { key }),
  };
}
