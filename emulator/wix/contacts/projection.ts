// Which fields of a contact a caller gets: Wix's field sets and single fields. Leaves out locations, assignees and segments.
import type { Contact } from './contact-document.ts';

/** The fields of each set beside `id` and `revision`, which are always there. @see `ContactFieldSet` in the package's typings */
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

/** The union of the fields and the sets; the whole contact if neither is given, or with the set FULL. */
export function project(
  contact: Contact,
  fields: readonly string[] = [],
  fieldsets: readonly string[] = [],
): Contact {
  if (fieldsets.includes('FULL') || fields.length + fieldsets.length === 0) {
    return contact;
  }
  const wanted = new Set([...fields, ...fieldsets.flatMap((set) => FIELD_SETS[set] ?? [])]);
  const kept = (path: string, entries: object) =>
    Object.fromEntries(Object.entries(entries).filter(([key]) => wanted.has(path + key)));
  const { id, revision, info, ...rest } = contact;
  return { id, revision, ...kept('', rest), info: wanted.has('info') ? info : kept('info.', info) };
}
