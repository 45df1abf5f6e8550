// Emulates Wix's module `wix-data` in the backend: as the caller, or with `suppressAuth` without checks of permissions.
import { auth } from '@wix/essentials';
import { createWixData, type DataCalls, type DataOptions } from '../../velo/wix-data.ts';

/**
 * Chooses how a call reaches Wix. `suppressAuth` skips the permissions, and the caller stays the owner of what is
 * inserted (assumed). Event handlers have no caller, so that their calls run as the site (assumed).
 */
const choose: DataCalls['choose'] = (method, options) => {
  const { suppressAuth, ...others } = options ?? {};
  const caller = readCallerId();
  if (suppressAuth !== true && caller !== undefined) return { method, options: others };
  const appOptions = caller === undefined ? {} : { appOptions: { veloCaller: caller } };
  return {
    method: auth.elevate(method),
    options: { ...others, ...appOptions } satisfies DataOptions,
  };
};

/** Returns the id of the visitor, member or Wix user of this call; undefined in event handlers. */
function readCallerId(): string | undefined {
  const getStore = getMember(Reflect.get(globalThis, '__requestContext'), 'getStore');
  const store: unknown = typeof getStore === 'function' ? Reflect.apply(getStore, null, []) : null;
  const headers = getMember(getMember(store, 'request'), 'headers');
  const id = getMember(headers, 'x-wix-user-id') ?? getMember(headers, 'x-wix-aid');
  return typeof id === 'string' ? id : undefined;
}

function getMember(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, name) : undefined;
}

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
} = createWixData({ choose });

const wixData = {
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
};

export default wixData;
