import { isRecord } from 'public/inbox-input';
import { createPersonStore, toPersonKey, tryStorage } from 'public/inbox-storage';
import type { StoragePort } from 'public/inbox-storage';

/** The texts of replies that are not sent yet, by conversation id. */
export type Drafts = ReadonlyMap<string, string>;

/** Where a dashboard keeps drafts while its page is left or loaded again. */
export interface DraftStore {
  /** Returns the drafts of the person who is logged in; those of another person are removed. */
  load(): Promise<Drafts>;
  /** Stores the drafts of the person of the last `load`. */
  save(drafts: Drafts): void;
  /** Removes the drafts, until the next `load`. */
  close(): void;
}

/**
 * Creates the store of a dashboard's drafts, in the browser tab's session storage.
 *
 * @param memberId - returns the id of the logged-in member. If it is not known, nothing is stored
 */
export function createDraftStore(
  storage: StoragePort | undefined,
  memberId: () => Promise<string | undefined>,
): DraftStore {
  const store = createPersonStore(storage, 'velo-inbox.replies');
  let person: string | undefined;
  /** Incremented by `close`, to ignore an earlier `load`. */
  let generation = 0;

  return {
    async load() {
      const startedIn = generation;
      const [id, item] = await Promise.all([tryStorage(memberId), store.read()]);
      if (startedIn !== generation || typeof id !== 'string') return new Map();
      person = toPersonKey(id);
      if (item?.person === person) return toDrafts(item.value);
      if (item) await store.remove();
      return new Map();
    },
    save(drafts) {
      if (person === undefined) return;
      const value = Object.fromEntries([...drafts].filter(([, draft]) => draft !== ''));
      void (Object.keys(value).length > 0 ? store.write(person, value) : store.remove());
    },
    close() {
      generation += 1;
      person = undefined;
      void store.remove();
    },
  };
}

function toDrafts(value: unknown): Drafts {
  const entries = isRecord(value) ? Object.entries(value) : [];
  return new Map(
    entries.flatMap(([id, draft]) => (typeof draft === 'string' ? [[id, draft] as const] : [])),
  );
}
