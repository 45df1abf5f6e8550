import { InboxError } from 'backend/inbox/error';
import { callWix } from 'backend/inbox/wix/error';
import type { Wix } from 'backend/inbox/wix/port';

/** Wix's code for an `_id` that already exists. */
const ITEM_EXISTS = 'WDE0074';

/** Calls an insert into a collection. Returns `undefined` if there is an item with its `_id`. */
export async function insertOnce(
  operation: keyof Wix,
  insert: () => Promise<object>,
): Promise<object | undefined> {
  try {
    return await callWix(operation, insert);
  } catch (error) {
    if (!(error instanceof InboxError) || error.wixFailure?.wixCode !== ITEM_EXISTS) throw error;
    return undefined;
  }
}
