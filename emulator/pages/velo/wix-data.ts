// Emulates Wix's module `wix-data` in pages: always with the permissions and the data hooks of the page's session.
import { addSteps } from '../../velo/recorded-builder.ts';
import { createWixData } from '../../velo/wix-data.ts';
import { currentPage } from '../velo-page.ts';
import { olderModule } from './older-module.ts';

/** `suppressAuth` and `suppressHooks` have no effect in pages (documented as for the backend only). */
const calls: Parameters<typeof createWixData>[0] = {
  choose(method, options) {
    const { suppressAuth: _auth, suppressHooks: _hooks, ...others } = options ?? {};
    return { method, options: others };
  },
};

const wixData = createWixData(calls);

export const {
  aggregate,
  bulkInsert,
  bulkRemove,
  bulkSave,
  bulkUpdate,
  filter,
  get,
  insert,
  insertReference,
  isReferenced,
  query,
  queryReferenced,
  remove,
  removeReference,
  replaceReferences,
  save,
  sort,
  truncate,
  update,
} = wixData;

/** Opens a query with the filter of a request, for the dataset of a dynamic page. */
function queryOf(collection: string, model: unknown): unknown {
  return addSteps(query(collection), [['setFilterModel', [model]]]);
}

currentPage().shareData({ ...wixData, queryOf });

export default olderModule('wix-data', wixData);
