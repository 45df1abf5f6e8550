/** Returns at most `length` (default 40) printable characters of a received name, for error messages. */
export function toPrintable(name: string, length = 40): string {
  // Created here, as Unicode classes are slow to create.
  const notPrintable = /\p{C}|\p{Zl}|\p{Zp}/gu;
  return [...name.slice(0, 4 * length).replace(notPrintable, '')].slice(0, length).join('');
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
