// Emulates Wix's module `wix-storage`, now `wix-storage-frontend`: its methods are not asynchronous.
import { currentPage, type VeloStorage } from '../velo-page.ts';
import { olderModule } from './older-module.ts';

/** Storage of the site in this browser. @see https://dev.wix.com/docs/velo/apis/wix-storage-frontend/local */
export const local = storageOf('local');
/** Storage until the browser tab is closed. */
export const session = storageOf('session');
/** Storage until the page is left. */
export const memory = storageOf('memory');

function storageOf(kind: 'local' | 'session' | 'memory'): VeloStorage {
  return olderModule(`wix-storage.${kind}`, {
    getItem: (key) => currentPage().storage(kind).getItem(key),
    setItem: (key, value) => currentPage().storage(kind).setItem(key, value),
    removeItem: (key) => currentPage().storage(kind).removeItem(key),
    clear: () => currentPage().storage(kind).clear(),
  } satisfies VeloStorage);
}

const wixStorage = { local, session, memory };

export default olderModule('wix-storage', wixStorage);
