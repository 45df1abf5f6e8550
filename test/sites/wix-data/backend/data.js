import wixData from 'wix-data';

/** Writes what hooks receive into another collection, with the permissions of the site. */
const log = (hook, more) => wixData.insert('HookLog', { hook, ...more }, { suppressAuth: true });

export async function Orders_beforeInsert(item, context) {
  if (item.amount < 0) throw new RangeError('amount must not be negative');
  if (item.amount === 0) return Promise.reject({ reason: 'nothing to buy' });
  await log('beforeInsert', { context, isDate: item.at instanceof Date });
  return item.amount === 13 ? 'no item' : { ...item, checked: true };
}

export const Orders_afterInsert = async (item) => {
  // As the caller of the operation.
  const guests = await wixData.query('Guests').count();
  return { ...item, thanks: 'yes', guests };
};

export function Orders_beforeUpdate(item, { currentItem }) {
  return { ...item, before: currentItem.amount };
}

export function Orders_afterUpdate(item, { currentItem }) {
  return { ...item, was: currentItem.amount };
}

export function Orders_beforeRemove(itemId, { currentItem }) {
  if (currentItem?.locked) throw new Error('locked');
  return itemId;
}

export function Orders_afterRemove(item) {
  return { ...item, gone: true };
}

export function Orders_beforeGet(itemId) {
  return itemId === 'alias' ? 'a' : itemId;
}

export function Orders_afterGet(item) {
  return Promise.reject({ ...item, got: true });
}

export function Orders_beforeQuery(query) {
  return query.ne('secret', true).descending('amount');
}

export function Orders_afterQuery(item) {
  if (item.amount === 5) throw new Error('an after hook that fails');
  return { ...item, queried: true };
}

export function Orders_beforeCount(query) {
  return query.ne('secret', true);
}

export function Orders_afterCount(count) {
  return count + 100;
}

export function Orders_onFailure(error, context) {
  return log('onFailure', { message: error.message, collection: context.collectionName });
}
