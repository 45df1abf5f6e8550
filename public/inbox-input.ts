/** Matches a control character other than newline and tab, and half of a surrogate pair. */
const NOT_SENDABLE = /[^\P{Cc}\n\t]|\p{Cs}/u;
const BIDI_CONTROLS = /\p{Bidi_C}/gu;
const NOT_PRINTABLE = /\p{C}|\p{Zl}|\p{Zp}/gu;

/** Returns whether a text can be sent: without control characters except newline and tab, without lone surrogates. */
export function isSendable(text: string): boolean {
  return !NOT_SENDABLE.test(text);
}

/**
 * Makes an entered name safe to show beside other text: removes the characters that change the direction of
 * writing, and replaces newlines, tabs and repeated spaces by one space.
 */
export function toName(text: string): string {
  return text.replace(BIDI_CONTROLS, '').replace(/\s+/g, ' ').trim();
}

/** Returns at most `length` (default 40) printable characters of a received name, for error messages. */
export function toPrintable(name: string, length = 40): string {
  return [...name.slice(0, 4 * length).replace(NOT_PRINTABLE, '')].slice(0, length).join('');
}

/** Describes a received value by type and size, not by content: `text of 12 characters`, `a list of 3`. */
export function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'string') return `text of ${value.length} characters`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** Returns whether a value is a plain object, as in JSON: no array, no date, not `null`. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Returns an object's own property; `undefined` for an inherited one, such as `constructor`. */
export function getOwn<Value>(
  record: Readonly<Record<string, Value>>,
  key: string,
): Value | undefined {
  return Object.prototype.hasOwnProperty.call(record, key) ? record[key] : undefined;
}
