// What two contacts' data make together: nothing is overwritten, lists grow. Leaves out conflicts of extended fields.
import type { ContactInfo } from './contact-document.ts';
import { emailKey, phoneKey } from './contact-store.ts';

/**
 * Adds data to a contact's: empty properties are filled, new items of lists are added, nothing that is there is
 * overwritten or deleted, and nothing is in a list twice.
 * @see https://www.wix.com/velo/reference/wix-crm-frontend/contacts/appendorcreatecontact
 */
export function appendInfo(existing: ContactInfo, added: ContactInfo): ContactInfo {
  const { emails, phones, addresses, labelKeys, extendedFields, name, ...scalars } = added;
  const emailItems = union(existing.emails?.items, emails?.items, ({ email }) =>
    emailKey(email ?? ''),
  );
  const phoneItems = union(existing.phones?.items, phones?.items, ({ phone }) =>
    phoneKey(phone ?? ''),
  );
  const addressItems = union(existing.addresses?.items, addresses?.items, ({ address }) =>
    JSON.stringify(address),
  );
  const labels = union(existing.labelKeys?.items, labelKeys?.items, (key) => key);
  const fields = fill(existing.extendedFields?.items ?? {}, extendedFields?.items ?? {});
  const names = fill(existing.name ?? {}, name ?? {});
  return {
    ...fill(existing, scalars),
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

function union<Item>(
  existing: readonly Item[] = [],
  added: readonly Item[] = [],
  keyOf: (item: Item) => string,
): readonly Item[] {
  const items = new Map<string, Item>();
  for (const item of [...existing, ...added]) {
    if (!items.has(keyOf(item))) {
      items.set(keyOf(item), item);
    }
  }
  return [...items.values()];
}

/** Items that come to a list which has a primary one are not primary, and get an id of their own. */
function asSecondary<
  Item extends { readonly id?: string | null; readonly primary?: boolean | null },
>(items: readonly Item[], existing: readonly Item[] = []): readonly Item[] {
  const known = new Set(existing);
  return items.map((item) =>
    known.has(item) || existing.length === 0 ? item : { ...item, primary: false },
  );
}

/** The existing values, and the added ones where there is none. */
function fill<T extends object>(existing: T, added: Partial<T>): T {
  const filled = { ...existing };
  for (const key in added) {
    const value = added[key];
    const held = filled[key];
    if (
      value !== undefined &&
      value !== null &&
      (held === undefined || held === null || held === '')
    ) {
      filled[key] = value;
    }
  }
  return filled;
}
