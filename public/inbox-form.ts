import { describe, isRecord, isSendable, getOwn, toName, toPrintable } from 'public/inbox-input';
import { FIELD_MAX_CHARS } from 'public/inbox-limits';

/** A text, or one by language (`{ en: 'Name', de: 'Name' }`); the first is taken where none fits. */
export type LocalText = string | Readonly<Record<string, string>>;

/** What a field takes: a checkbox takes a boolean, a file what Wix's upload button answers. */
export type FieldKind = keyof typeof FIELD_MAX_CHARS;

/** A field of a declared form. */
export interface FormField {
  /** The property of the data that the page sends. */
  readonly key: string;
  /** What the business reads beside the value. */
  readonly label: LocalText;
  readonly kind: FieldKind;
  /** Must be filled in; a checkbox must be checked. */
  readonly required?: boolean;
  /** In characters; `FIELD_MAX_CHARS` by kind when not given, 8192 at most. */
  readonly maxLength?: number;
  /** Which part of the contact it becomes. Nothing else of a form ever becomes part of a contact. */
  readonly contact?: 'email' | 'firstName' | 'lastName';
}

/** A form that the site has: only declared forms, with declared fields, are sent. */
export interface FormDeclaration {
  /** Title of the message, 1 to 256 characters. */
  readonly title: LocalText;
  readonly description?: LocalText;
  /** 1 to 15; the order of the message. */
  readonly fields: readonly FormField[];
  /** What is said about faulty fields, by language; English where it is not given. */
  readonly texts?: Readonly<Record<string, Partial<FormTexts>>>;
}

/** What is said about a faulty field; `{what}` is what came and `{max}` what is allowed. */
export type FormTexts = typeof ENGLISH;

const ENGLISH = {
  required: 'Please fill this in.',
  empty: 'Please fill in at least one field.',
  tooLong: 'At most {max} characters, got {what}.',
  characters: 'This has characters that cannot be sent.',
  text: 'Expected text, got {what}.',
  email: 'This is not an e-mail address.',
  phone: 'This is not a telephone number.',
  checkbox: 'Expected true or false, got {what}.',
  file: 'Expected a file uploaded to this site, got {what}.',
  form: 'Expected the fields of the form, got {what}.',
  unknown: 'This form has no such field.',
  yes: 'Yes',
  no: 'No',
};

/** A field that was filled in. */
export interface FormValue {
  readonly key: string;
  readonly label: string;
  readonly kind: FieldKind;
  /** Trimmed; a checkbox says "Yes" or "No", a file its `wix:` address. */
  readonly value: string;
}

/** What the declaration lets become a contact: an address, and a name with it. */
export interface FormContact {
  readonly email: string;
  readonly firstName?: string;
  readonly lastName?: string;
}

/** Either the filled fields in declared order, or what is wrong with which field. */
export type FormCheck =
  | {
      readonly ok: true;
      readonly values: readonly FormValue[];
      readonly contact: FormContact | undefined;
    }
  | { readonly ok: false; readonly fields: Readonly<Record<string, string>> };

/** An e-mail address, by its form. */
export const EMAIL = /^[^\s@<>()[\]\\,;:"]+@[^\s@.<>()[\]\\,;:"]+(\.[^\s@.<>()[\]\\,;:"]+)+$/;
const PHONE = /^[+\d\s()./-]+((x|ext\.?) ?\d+)?$/i;
/** The address of a file that Wix's upload button answered: never another website's. */
export const SITE_FILE =
  /^wix:(image:\/\/v1\/\w[\w~.-]*\/[^/#?\s]+(#[\w=&.%~-]*)?|document:\/\/v1\/(ugd\/)?\w[\w~.-]*\/[^/#?\s]+)$/;
/** Unknown fields that are named in an answer; a form with more is refused all the same. */
const MAX_UNKNOWN_NAMED = 5;

/** The text of a language: `de-AT` takes `de` where there is no `de-AT`, and the first where neither is. */
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
 * Checks what was typed into a form against its declaration, on the page and again in the backend.
 *
 * A field without a value (`''`, only spaces, missing) is left out. Every other value is in the
 * answer, or a fault says why not. At least one field must be filled; an unchecked checkbox is not.
 * Values that become a contact's name are made safe to show.
 *
 * @param language - of the labels and of what is said; `en` when not given.
 */
export function checkForm(declaration: FormDeclaration, data: unknown, language = 'en'): FormCheck {
  const texts = { ...ENGLISH, ...textsIn(declaration, language) };
  const say = (text: keyof FormTexts, value?: unknown, max?: number) =>
    texts[text].replace('{max}', `${max}`).replace('{what}', describe(value));
  const first = declaration.fields.find((field) => field.contact === 'email');
  const about = (first ?? declaration.fields[0])?.key ?? 'form';
  if (!isRecord(data)) return { ok: false, fields: { [about]: say('form', data) } };

  const faults: [string, string][] = [];
  const values: FormValue[] = [];
  const contact: { email?: string; firstName?: string; lastName?: string } = {};
  let filled = false;

  for (const field of declaration.fields) {
    const { key, kind } = field;
    const value = getOwn(data, key);
    const checked = kind === 'checkbox' ? readCheckbox(value) : readText(value, field);
    if ('fault' in checked) {
      faults.push([key, say(checked.fault, value, checked.max)]);
    } else if (checked.value === '' || checked.value === false) {
      if (field.required) faults.push([key, say('required')]);
    } else {
      filled = true;
    }
    if (!('fault' in checked) && checked.value !== '') {
      const shown = checked.value === true ? say('yes') : checked.value || say('no');
      values.push({ key, label: inLanguage(field.label, language), kind, value: shown });
      if (field.contact) contact[field.contact] = shown;
    }
  }

  const unknown = Object.keys(data).filter(
    (key) => !declaration.fields.some((field) => field.key === key),
  );
  for (const key of unknown.slice(0, MAX_UNKNOWN_NAMED)) {
    faults.push([toPrintable(key) || '?', say('unknown')]);
  }
  if (!filled && faults.length === 0) faults.push([about, say('empty')]);
  if (faults.length > 0) return { ok: false, fields: Object.fromEntries(faults) };
  const { email, ...name } = contact;
  return { ok: true, values, contact: email === undefined ? undefined : { email, ...name } };
}

function textsIn(declaration: FormDeclaration, language: string): Partial<FormTexts> | undefined {
  const { texts = {} } = declaration;
  return getOwn(texts, language) ?? getOwn(texts, language.split('-')[0] ?? '');
}

type Checked<Value> =
  { readonly value: Value } | { readonly fault: keyof FormTexts; readonly max?: number };

/** `undefined` is the checkbox that the page does not have; it says nothing. */
function readCheckbox(value: unknown): Checked<boolean | ''> {
  if (value === undefined) return { value: '' };
  return typeof value === 'boolean' ? { value } : { fault: 'checkbox' };
}

function readText(value: unknown, field: FormField): Checked<string> {
  const { kind, maxLength: max = FIELD_MAX_CHARS[kind] } = field;
  if (value === undefined) return { value: '' };
  if (typeof value !== 'string') return { fault: kind === 'file' ? 'file' : 'text' };
  if (value.length > max) return { fault: 'tooLong', max };
  const lines = value.replace(/\r\n/g, '\n');
  if (!isSendable(lines)) return { fault: 'characters' };
  const text = field.contact && kind === 'text' ? toName(lines) : lines.trim();
  if (text === '') return { value: '' };
  if (kind === 'email' && !(EMAIL.test(text) && toName(text) === text)) return { fault: 'email' };
  if (kind === 'phone' && !(PHONE.test(text) && /\d/.test(text))) return { fault: 'phone' };
  if (kind === 'file' && !SITE_FILE.test(text)) return { fault: 'file' };
  return { value: text };
}
