// The declaration of a form, as it is checked when the backend loads.
import {
  boolean,
  checked,
  integer,
  language,
  list,
  localText,
  object,
  optional,
  picklist,
  record,
  text,
  type Problem,
  type Schema,
} from 'backend/inbox/settings-schema';
import type { FormDeclaration, FormField } from 'public/inbox-form';
import { FORM_LIMITS } from 'public/inbox-limits';

const MAX_KEY_CHARS = 100;
/** An id of an element in the editor, and a property of the data that the page sends. */
const KEY = /^[A-Za-z][A-Za-z0-9_-]*$/;

const message = optional(text('text', FORM_LIMITS.MAX_NAME_CHARS));

const field = object({
  key: text('letters and digits, beginning with a letter,', MAX_KEY_CHARS, KEY),
  label: localText(FORM_LIMITS.MAX_NAME_CHARS),
  kind: picklist('text', 'email', 'phone', 'checkbox', 'file'),
  required: optional(boolean),
  maxLength: optional(integer(1, FORM_LIMITS.MAX_VALUE_CHARS)),
  contact: optional(picklist('email', 'firstName', 'lastName')),
});

/** Reports a key, or a property of the contact, that a second field uses. */
function findRepeated(fields: readonly FormField[]): readonly Problem[] {
  const seen = new Set<string>();
  return fields.flatMap(({ key, contact }, index) =>
    [['key', key] as const, ['contact', contact] as const].flatMap(([name, value]) => {
      if (value === undefined) return [];
      const isRepeated = seen.size === seen.add(`${name} ${value}`).size;
      const problem = { path: `[${index}].${name}`, message: `"${value}" is used by two fields.` };
      return isRepeated ? [problem] : [];
    }),
  );
}

/** Checks the declaration of a form against Wix's limits. */
export const formDeclaration: Schema<FormDeclaration> = object({
  title: localText(FORM_LIMITS.MAX_TITLE_CHARS),
  description: optional(localText(FORM_LIMITS.MAX_DESCRIPTION_CHARS)),
  fields: checked(list(field, 1, FORM_LIMITS.MAX_FIELDS), findRepeated),
  texts: optional(
    record(
      'language',
      object({
        required: message,
        empty: message,
        tooLong: message,
        characters: message,
        text: message,
        email: message,
        phone: message,
        checkbox: message,
        file: message,
        form: message,
        unknown: message,
        yes: message,
        no: message,
      }),
      language,
    ),
  ),
});
