// Emulates the selection of a contact's fields in a response: Wix's field sets and single fields. Not emulated:
// locations, assignees, segments.
import type { Contact } from './contact-document.ts';

/** The fields of each set, beside `id` and `revision`, which are always included. @see `ContactFieldSet` in the package's typings */
const FIELD_SETS: Readonly<Record<string, readonly string[]>> = {
  BASIC: ['primaryInfo', 'info.name'],
  COMMUNICATION_DETAILS: [
    'primaryInfo',
    'info.name',
    'info.emails',
    'info.phones',
    'info.addresses',
  ],
  EXTENDED: ['primaryInfo', 'info.name', 'info.extendedFields'],
};

/** Returns the contact with the union of fields and field sets; the whole contact if neither is given, or for FULL. */
export function projectContact(
  contact: Contact,
  fields: readonly string[] = [],
  fieldsets: readonly string[] = [],
): Contact {
  if (fieldsets.includes('FULL') || fields.length + fieldsets.length === 0) {
    return contact;
  }
  const selected = new Set([...fields, ...fieldsets.flatMap((set) => FIELD_SETS[set] ?? [])]);
  const select = (path: string, entries: object) =>
    Object.fromEntries(Object.entries(entries).filter(([key]) => selected.has(path + key)));
  const { id, revision, info, ...rest } = contact;
  return {
    id,
    revision,
    ...select('', rest),
    info: selected.has('info') ? info : select('info.', info),
  };
}
