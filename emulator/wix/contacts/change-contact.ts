// Changes contacts: what an update replaces, and how a change is saved and announced.
import type { OperationContext } from '../core/context.ts';
import { type Contact, type ContactInfo, createNextRevision } from './contact-document.ts';
import { listContacts, writeContact } from './contact-store.ts';
import { emailKey, phoneKey } from './lookup-keys.ts';

/** Saves data of a contact as its next revision, and raises `contact-updated`. */
export function saveContactInfo(
  context: OperationContext,
  contact: Contact,
  info: ContactInfo,
): Contact {
  const updated = createNextRevision(context, contact, info);
  writeContact(context, updated);
  context.emit({
    name: 'contact-updated',
    entityId: contact.id,
    body: { kind: 'updated', entity: updated },
  });
  return updated;
}

/**
 * Returns the data of a contact after an update. Fields that the update does not contain stay; lists are replaced as a
 * whole; names and extended fields one by one. A field that is null becomes empty (assumed), and so does an extended
 * field that is empty text. A list item keeps its id if the contact has
 * it already (assumed); others get a new one.
 * @see https://dev.wix.com/api/rest/contacts/contacts/contacts-v4/update-contact
 */
export function applyUpdate(existing: ContactInfo, update: ContactInfo): ContactInfo {
  const { name, emails, phones, addresses, extendedFields, ...rest } = update;
  return withoutEmpty({
    ...existing,
    ...rest,
    ...(name ? { name: withoutEmpty({ ...existing.name, ...name }) } : {}),
    ...(emails?.items
      ? {
          emails: {
            items: keepIds(emails.items, existing.emails?.items, ({ email }) =>
              emailKey(email ?? ''),
            ),
          },
        }
      : {}),
    ...(phones?.items
      ? {
          phones: {
            items: keepIds(phones.items, existing.phones?.items, ({ phone }) =>
              phoneKey(phone ?? ''),
            ),
          },
        }
      : {}),
    ...(addresses?.items
      ? {
          addresses: {
            items: keepIds(addresses.items, existing.addresses?.items, ({ address }) =>
              JSON.stringify(address),
            ),
          },
        }
      : {}),
    ...(extendedFields?.items
      ? {
          extendedFields: {
            items: withoutEmpty({ ...existing.extendedFields?.items, ...extendedFields.items }),
          },
        }
      : {}),
  });
}

/**
 * Adds labels that a contact lacks, and removes others. A contact whose labels stay the same gets no new revision
 * (assumed).
 */
export function changeLabels(
  context: OperationContext,
  contact: Contact,
  added: readonly string[],
  removed: readonly string[],
): Contact {
  const existing = contact.info.labelKeys?.items ?? [];
  const labels = [...new Set([...existing, ...added])].filter((key) => !removed.includes(key));
  const isChanged =
    labels.length !== existing.length || labels.some((key) => !existing.includes(key));
  return isChanged
    ? saveContactInfo(context, contact, { ...contact.info, labelKeys: { items: labels } })
    : contact;
}

/** Removes a deleted label from the contacts that have it. */
export function removeLabelFromContacts(context: OperationContext, key: string): void {
  for (const contact of listContacts(context)) {
    changeLabels(context, contact, [], [key]);
  }
}

/** Removes the values of a deleted extended field from the contacts that have one. */
export function removeFieldFromContacts(context: OperationContext, key: string): void {
  for (const contact of listContacts(context)) {
    const values = contact.info.extendedFields?.items ?? {};
    if (Object.hasOwn(values, key)) {
      const { [key]: _deleted, ...items } = values;
      saveContactInfo(context, contact, { ...contact.info, extendedFields: { items } });
    }
  }
}

/** Gives list items the ids of the existing items that are equal to them; an id is used once. */
function keepIds<Item extends { readonly id?: string | null }>(
  items: readonly Item[],
  existing: readonly Item[] = [],
  toKey: (item: Item) => string,
): (Omit<Item, 'id'> & { readonly id?: Item['id'] })[] {
  const ids = new Map(existing.map((item) => [toKey(item), item.id]));
  return items.map((item) => {
    const { id: _given, ...rest } = item;
    const id = ids.get(toKey(item));
    ids.delete(toKey(item));
    return id ? { ...rest, id } : rest;
  });
}

/** Returns a copy without the fields that are null, undefined or empty text. */
function withoutEmpty<T extends object>(fields: T): T {
  const copy = { ...fields };
  for (const key in copy) {
    const value: unknown = copy[key];
    if (value === null || value === undefined || value === '') {
      delete copy[key];
    }
  }
  return copy;
}
