/**
 * The part of `session` of `@wix/site-storage` that a page needs. Wix stores at most 50 kB.
 *
 * @see https://dev.wix.com/docs/sdk/frontend-modules/storage/introduction
 */
export interface StoragePort {
  getItem(key: string): unknown;
  setItem(key: string, value: string): unknown;
  removeItem(key: string): unknown;
}

/** An item that a page has stored for one person. */
export interface StoredItem {
  /** The person, as `toPersonKey` returns them. */
  readonly person: string;
  readonly value: unknown;
}

/** One item of a page's storage. Its functions never fail: without storage, nothing is stored. */
export interface PersonStore {
  read(): Promise<StoredItem | undefined>;
  /**
   * Stores the first of the values that fits into the storage. If none fits, the item is removed: an outdated one would
   * be sent or shown again.
   */
  write(person: string, ...values: readonly object[]): Promise<void>;
  remove(): Promise<void>;
}

/** Calls a storage. Returns `undefined` if the browser stores nothing, or the storage is full. */
export async function tryStorage(call: () => unknown): Promise<unknown> {
  try {
    return await call();
  } catch {
    return undefined;
  }
}

/** Creates access to the item with this key. */
export function createPersonStore(storage: StoragePort | undefined, key: string): PersonStore {
  /** Incremented by every change, to end an earlier one that tries several values. */
  let changes = 0;

  return {
    async read() {
      const text = await tryStorage(() => storage?.getItem(key));
      const item: unknown = typeof text === 'string' && (await tryStorage(() => JSON.parse(text)));
      if (typeof item !== 'object' || item === null) return;
      const { person, value }: Partial<Record<keyof StoredItem, unknown>> = item;
      return typeof person === 'string' ? { person, value } : undefined;
    },
    async write(person, ...values) {
      changes += 1;
      const change = changes;
      for (const value of values) {
        const isStored = await tryStorage(async () => {
          await storage?.setItem(key, JSON.stringify({ person, value }));
          return true;
        });
        if (isStored || change !== changes) return;
      }
      await tryStorage(() => storage?.removeItem(key));
    },
    async remove() {
      changes += 1;
      await tryStorage(() => storage?.removeItem(key));
    },
  };
}

/**
 * Returns a 64-bit hash of the resource of a person's Realtime channel.
 *
 * It recognises the same person later. It is no secret, and need not be one: only the page itself reads it.
 */
export function toPersonKey(resourceId: string): string {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let index = 0; index < resourceId.length; index += 1) {
    const unit = resourceId.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  return `${(high ^ (low >>> 15)) >>> 0}-${(low ^ (high >>> 13)) >>> 0}`;
}
