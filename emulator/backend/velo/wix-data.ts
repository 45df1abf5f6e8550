// Emulates Wix's module `wix-data` in the backend: as the caller, or with `suppressAuth` without checks of permissions.
import { auth } from '@wix/essentials';
import { createWixData, type DataCalls, type DataOptions } from '../../velo/wix-data.ts';
import { readCaller } from './call-as.ts';

/**
 * Chooses how a call reaches Wix. `suppressAuth` skips the permissions, and the caller stays the owner of what is
 * inserted (assumed). Event handlers have no caller, so that their calls run as the site (assumed).
 */
const choose: DataCalls['choose'] = (method, options) => {
  const { suppressAuth, ...others } = options ?? {};
  const caller = readCaller()?.id;
  if (suppressAuth !== true && caller !== undefined) return { method, options: others };
  const appOptions = caller === undefined ? {} : { appOptions: { veloCaller: caller } };
  return {
    method: auth.elevate(method),
    options: { ...others, ...appOptions } satisfies DataOptions,
  };
};

const wixData = createWixData({ choose });

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

export default wixData;
