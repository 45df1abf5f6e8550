// Emulates `@wix/site-storage`: local, session and memory storage of a site. Not emulated: Wix's own keys.
import type { VeloStorage } from '../velo-page.ts';
import type { HostMethods } from './host-methods.ts';

/** The part of the browser's Storage that the methods use. */
type Items = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> & {
  keys(): readonly string[];
};

/** Separates the site's items from those of the emulator's screens, which have the same origin. */
const PREFIX = 'velo-site:';
/** The limit of local and session storage, in characters: Wix documents 50 kB. */
const MAX_STORED = 50_000;
/** The limit of memory storage, in characters: Wix documents 1 MB. */
const MAX_IN_MEMORY = 1_000_000;

/** The three storages of a site, without promises. */
export type SiteStorages = Readonly<Record<'local' | 'session' | 'memory', VeloStorage>>;

/** Creates the storages of a site in this browser tab. */
export function createSiteStorages(): SiteStorages {
  return {
    local: createStorage(
      'local',
      inBrowser(() => localStorage),
      MAX_STORED,
    ),
    session: createStorage(
      'session',
      inBrowser(() => sessionStorage),
      MAX_STORED,
    ),
    memory: createStorage('memory', inMemory(), MAX_IN_MEMORY),
  };
}

/**
 * Creates the methods of `local`, `session` and `memory`. As documented, `getItem()` resolves to null for an unknown key,
 * and every value is stored as text. That `setItem()` rejects above the limit is assumed.
 * @see https://dev.wix.com/docs/sdk/frontend-modules/storage/introduction
 */
export function storageMethods(storages: SiteStorages): HostMethods {
  return Object.entries(storages).flatMap(([name, storage]): HostMethods => [
    [`storage.${name}.getItem`, async (key) => storage.getItem(String(key))],
    [`storage.${name}.setItem`, async (key, value) => storage.setItem(String(key), value)],
    [`storage.${name}.removeItem`, async (key) => storage.removeItem(String(key))],
    [`storage.${name}.clear`, async () => storage.clear()],
  ]);
}

function createStorage(name: string, items: Items, limit: number): VeloStorage {
  const toKey = (key: string): string => PREFIX + key;
  const siteKeys = (): readonly string[] => items.keys().filter((key) => key.startsWith(PREFIX));
  return {
    getItem: (key) => items.getItem(toKey(key)),
    setItem(key, value) {
      const text = String(value);
      const others = siteKeys().filter((it) => it !== toKey(key));
      const stored = others.reduce((sum, it) => sum + (items.getItem(it)?.length ?? 0), 0);
      if (stored + text.length > limit) {
        throw new Error(`The ${name} storage of a site holds at most ${String(limit / 1000)} kB.`);
      }
      items.setItem(toKey(key), text);
    },
    removeItem: (key) => items.removeItem(toKey(key)),
    clear() {
      for (const key of siteKeys()) items.removeItem(key);
    },
  };
}

/** `storage` is called for each access: it throws if the browser blocks storage, which must not stop the page. */
function inBrowser(storage: () => Storage): Items {
  return {
    getItem: (key) => storage().getItem(key),
    setItem: (key, value) => storage().setItem(key, value),
    removeItem: (key) => storage().removeItem(key),
    keys: () => Object.keys(storage()),
  };
}

function inMemory(): Items {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    keys: () => [...items.keys()],
  };
}
