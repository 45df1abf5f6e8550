// Emulates how Wix appends a contact's data to another's: adds missing values and list items; never overwrites.
// Not emulated: conflicts of extended fields.
import type { ContactInfo } from './contact-document.ts';
import { emailKey, phoneKey } from './lookup-keys.ts';

/**
 * Appends data to a contact's: fills empty properties and adds new items to lists. Overwrites and deletes nothing, and
 * adds no duplicates to a list.
 * @see https://www.wix.com/velo/reference/wix-crm-frontend/contacts/appendorcreatecontact
 */
export function appendContactInfo(existing: ContactInfo, added: ContactInfo): ContactInfo {
  const { emails, phones, addresses, labelKeys, extendedFields, name, ...scalars } = added;
  const emailItems = mergeLists(existing.emails?.items, emails?.items, ({ email }) =>
    emailKey(email ?? ''),
  );
  const phoneItems = mergeLists(existing.phones?.items, phones?.items, ({ phone }) =>
    phoneKey(phone ?? ''),
  );
  const addressItems = mergeLists(existing.addresses?.items, addresses?.items, ({ address }) =>
    JSON.stringify(address),
  );
  const labels = mergeLists(existing.labelKeys?.items, labelKeys?.items, (key) => key);
  const fields = fillMissing(existing.extendedFields?.items ?? {}, extendedFields?.items ?? {});
  const names = fillMissing(existing.name ?? {}, name ?? {});
  return {
    ...fillMissing(existing, scalars),
    ...(Object.keys(names).length > 0 ? { name: names } : {}),
    ...(emailItems.length > 0
      ? { emails: { items: asSecondary(emailItems, existing.emails?.items) } }
      : {}),
    ...(phoneItems.length > 0
      ? { phones: { items: asSecondary(phoneItems, existing.phones?.items) } }
      : {}),
    ...(addressItems.length > 0 ? { addresses: { items: addressItems } } : {}),
    ...(labels.length > 0 ? { labelKeys: { items: labels } } : {}),
    ...(Object.keys(fields).length > 0 ? { extendedFields: { items: fields } } : {}),
  };
}

function mergeLists<Item>(
  existing: readonly Item[] = [],
  added: readonly Item[] = [],
  toKey: (item: Item) => string,
): readonly Item[] {
  const items = new Map<string, Item>();
  for (const item of [...existing, ...added]) {
    if (!items.has(toKey(item))) {
      items.set(toKey(item), item);
    }
  }
  return [...items.values()];
}

/** Marks items that are added to a non-empty list as not primary: the list has a primary item already. */
function asSecondary<
  Item extends { readonly id?: string | null; readonly primary?: boolean | null },
>(items: readonly Item[], existing: readonly Item[] = []): readonly Item[] {
  const known = new Set(existing);
  return items.map((item) =>
    known.has(item) || existing.length === 0 ? item : { ...item, primary: false },
  );
}

/** Returns the existing values, with added values where the existing one is empty. */
function fillMissing<T extends object>(existing: T, added: Partial<T>): T {
  const filled = { ...existing };
  for (const key in added) {
    const value = added[key];
    const existingValue = filled[key];
    if (
      value !== undefined &&
      value !== null &&
      (existingValue === undefined || existingValue === null || existingValue === '')
    ) {
      filled[key] = value;
    }
  }
  return filled;
}
