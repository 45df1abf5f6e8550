/** Neither a control character (newline and tab may stay) nor half of a surrogate pair. */
const NOT_SENDABLE = /[^\P{Cc}\n\t]|\p{Cs}/u;
const BIDI_CONTROLS = /\p{Bidi_C}/gu;
const NOT_PRINTABLE = /\p{C}|\p{Zl}|\p{Zp}/gu;

/** Tells whether a text can be sent: no control characters but newline and tab, no lone surrogates. */
export function isSendable(text: string): boolean {
  return !NOT_SENDABLE.test(text);
}

/**
 * Makes a typed name safe to show beside other text: characters that turn the direction of writing
 * are stripped, newlines and tabs become spaces.
 */
export function toName(text: string): string {
  return text.replace(BIDI_CONTROLS, '').replace(/\s+/g, ' ').trim();
}

/** The first printable characters of a name that somebody sent, to say which one is meant. */
export function toPrintable(name: string, length = 40): string {
  return [...name.slice(0, 4 * length).replace(NOT_PRINTABLE, '')].slice(0, length).join('');
}

/** Says what came, by type and size, never by value: `text of 12 characters`, `a list of 3`. */
export function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'string') return `text of ${value.length} characters`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** Tells a plain object, as JSON makes it, from lists, null, dates and everything else. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Reads a property that the object has itself; `constructor` and its like are not there. */
export function getOwn<Value>(
  record: Readonly<Record<string, Value>>,
  key: string,
): Value | undefined {
  return Object.prototype.hasOwnProperty.call(record, key) ? record[key] : undefined;
}
