import { describe, isRecord, getOwn, toPrintable } from 'public/inbox-input';
import { FIELD_MAX_CHARS } from 'public/inbox-limits';
import {
  EMAIL,
  findUnsendable,
  isPhone,
  normalizeEmail,
  normalizeName,
  normalizePhone,
  normalizeText,
  normalizeUrl,
  type Unsendable,
} from 'public/inbox-normalize';

/** A text, or texts by language (`{ en: 'Name', de: 'Name' }`). Fallback: `de-AT`, `de`, the first language. */
export type LocalText = string | Readonly<Record<string, string>>;

/**
 * The kind of a field's value: a boolean for `checkbox`, a `wix:` URL from Wix's upload button for `file`, a string
 * otherwise.
 */
export type FieldKind = keyof typeof FIELD_MAX_CHARS;

/** A field of a declared form. */
export interface FormField {
  /** Property of the data that the page sends, and id of the page's element (`#<key>`). */
  readonly key: string;
  /** Label on the page, and the field's name in the message to the business. */
  readonly label: LocalText;
  readonly kind: FieldKind;
  /** The field must have a value; a checkbox must be checked. Default: `false`. */
  readonly required?: boolean;
  /** Maximum length in characters, at most 8,192. Default: `FIELD_MAX_CHARS`, by kind. */
  readonly maxLength?: number;
  /** The contact property that stores the value. Other fields are not stored in the contact. */
  readonly contact?: 'email' | 'firstName' | 'lastName';
}

/** The declaration of a form of the site. */
export interface FormDeclaration {
  /** Title of the message, 1 to 256 characters. */
  readonly title: LocalText;
  /** Description of the message, at most 16,384 characters. */
  readonly description?: LocalText;
  /** 1 to 15 fields, in the order of the message. */
  readonly fields: readonly FormField[];
  /** Error messages of fields, by language. Default: English. */
  readonly texts?: Readonly<Record<string, Partial<FormTexts>>>;
}

/**
 * The error messages of fields, and the values of checkboxes (`yes`, `no`).
 *
 * `{max}` stands for the allowed length, `{what}` for the type and size of the value received, `{character}` and
 * `{position}` for the first character that cannot be sent (`U+0007`) and its position in the field, from 1.
 */
export type FormTexts = typeof ENGLISH;

const ENGLISH = {
  required: 'This field is required.',
  empty: 'Fill in at least one field.',
  tooLong: 'At most {max} characters are allowed.',
  characters: 'The character {character} at position {position} cannot be sent.',
  text: 'Expected text, got {what}.',
  email: 'Enter a valid e-mail address.',
  phone: 'Enter a valid phone number.',
  checkbox: 'Expected true or false, got {what}.',
  file: 'Expected a file uploaded to this site, got {what}.',
  form: 'Expected the fields of the form, got {what}.',
  unknown: 'This form has no such field.',
  yes: 'Yes',
  no: 'No',
};

/** A field that has a value. */
export interface FormValue {
  readonly key: string;
  readonly label: string;
  readonly kind: FieldKind;
  /** The normalized text; "Yes" or "No" of a checkbox, the `wix:` address of a file. */
  readonly value: string;
}

/** The values of the fields that declare `contact`. */
export interface FormContact {
  readonly email: string;
  readonly firstName?: string;
  readonly lastName?: string;
}

/** The fields that have a value, in declared order, or the errors by field key. */
export type FormCheck =
  | {
      readonly ok: true;
      readonly values: readonly FormValue[];
      /** `undefined` if the form has no email address. */
      readonly contact: FormContact | undefined;
    }
  | { readonly ok: false; readonly fields: Readonly<Record<string, string>> };

/** Matches the `wix:` URL of a file uploaded with Wix's upload button. Does not match other URLs. */
export const SITE_FILE =
  /^wix:(image:\/\/v1\/\w[\w~.-]*\/[^/#?\s]+(#[\w=&.%~-]*)?|document:\/\/v1\/(ugd\/)?\w[\w~.-]*\/[^/#?\s]+)$/;
/** Maximum number of unknown fields that are reported. */
const MAX_UNKNOWN_NAMED = 5;

/** Returns the text of a language. Fallback: `de-AT`, `de`, the first language, `''`. */
export function inLanguage(text: LocalText, language: string): string {
  if (typeof text === 'string') return text;
  return (
    getOwn(text, language) ??
    getOwn(text, language.split('-')[0] ?? '') ??
    Object.values(text)[0] ??
    ''
  );
}

/**
 * Validates form data, on the page and again in the backend.
 *
 * Empty fields (`''`, only spaces, missing) are omitted. At least one field must have a value; an unchecked checkbox
 * has none. Values are normalized first (`public/inbox-normalize`), by the kind of the field. General errors are
 * reported for the first email field, or for the first field.
 *
 * @param language - language of the labels and errors. Default: `en`
 */
export function checkForm(declaration: FormDeclaration, data: unknown, language = 'en'): FormCheck {
  const texts = { ...ENGLISH, ...textsIn(declaration, language) };
  const toMessage = (text: keyof FormTexts, value?: unknown, details: ErrorDetails = {}) =>
    texts[text]
      .replace('{max}', `${details.max}`)
      .replace('{what}', describe(value))
      .replace('{character}', `${details.character}`)
      .replace('{position}', `${details.position}`);
  const emailField = declaration.fields.find((field) => field.contact === 'email');
  const mainKey = (emailField ?? declaration.fields[0])?.key ?? 'form';
  if (!isRecord(data)) return { ok: false, fields: { [mainKey]: toMessage('form', data) } };

  const errors: [string, string][] = [];
  const values: FormValue[] = [];
  const contact: { email?: string; firstName?: string; lastName?: string } = {};
  let hasValue = false;

  for (const field of declaration.fields) {
    const { key, kind } = field;
    const value = getOwn(data, key);
    const checked = kind === 'checkbox' ? readCheckbox(value) : readText(value, field);
    if ('error' in checked) {
      errors.push([key, toMessage(checked.error, value, checked)]);
    } else if (checked.value === '' || checked.value === false) {
      if (field.required) errors.push([key, toMessage('required')]);
    } else {
      hasValue = true;
    }
    if (!('error' in checked) && checked.value !== '') {
      const shown = checked.value === true ? toMessage('yes') : checked.value || toMessage('no');
      values.push({ key, label: inLanguage(field.label, language), kind, value: shown });
      if (field.contact) contact[field.contact] = shown;
    }
  }

  const unknown = Object.keys(data).filter(
    (key) => !declaration.fields.some((field) => field.key === key),
  );
  for (const key of unknown.slice(0, MAX_UNKNOWN_NAMED)) {
    errors.push([toPrintable(key) || '?', toMessage('unknown')]);
  }
  if (!hasValue && errors.length === 0) errors.push([mainKey, toMessage('empty')]);
  if (errors.length > 0) return { ok: false, fields: Object.fromEntries(errors) };
  const { email, ...name } = contact;
  return { ok: true, values, contact: email === undefined ? undefined : { email, ...name } };
}

function textsIn(declaration: FormDeclaration, language: string): Partial<FormTexts> | undefined {
  const { texts = {} } = declaration;
  return getOwn(texts, language) ?? getOwn(texts, language.split('-')[0] ?? '');
}

type ErrorDetails = Partial<Unsendable> & { readonly max?: number };

type Checked<Value> =
  { readonly value: Value } | ({ readonly error: keyof FormTexts } & ErrorDetails);

/** `undefined` means that the page has no such checkbox: it has no value. */
function readCheckbox(value: unknown): Checked<boolean | ''> {
  if (value === undefined) return { value: '' };
  return typeof value === 'boolean' ? { value } : { error: 'checkbox' };
}

function readText(value: unknown, field: FormField): Checked<string> {
  const { kind, maxLength: max = FIELD_MAX_CHARS[kind] } = field;
  if (value === undefined) return { value: '' };
  if (typeof value !== 'string') return { error: kind === 'file' ? 'file' : 'text' };
  const text = normalize(value, field);
  if (text.length > max) return { error: 'tooLong', max };
  const unsendable = findUnsendable(value);
  if (unsendable) return { error: 'characters', ...unsendable };
  if (text === '') return { value: '' };
  if (kind === 'email' && !EMAIL.test(text)) return { error: 'email' };
  if (kind === 'phone' && !isPhone(text)) return { error: 'phone' };
  if (kind === 'file' && !SITE_FILE.test(text)) return { error: 'file' };
  return { value: text };
}

function normalize(value: string, { kind, contact }: FormField): string {
  switch (kind) {
    case 'email':
      return normalizeEmail(value);
    case 'phone':
      return normalizePhone(value);
    case 'file':
      return normalizeUrl(value);
    default:
      return contact ? normalizeName(value) : normalizeText(value);
  }
}
