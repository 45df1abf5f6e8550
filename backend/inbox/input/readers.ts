import { omitUndefined, type OmitUndefined } from 'backend/inbox/omit-undefined';
import { isGuid } from 'backend/inbox/input/guid';
import { InboxError } from 'backend/inbox/error';
import type { InboxErrorCode } from 'public/inbox-errors';
import { describe, isRecord, getOwn, toPrintable } from 'public/inbox-input';
import { findUnsendable, normalizeText, normalizeUrl } from 'public/inbox-normalize';

/**
 * Validates a value of an unknown type.
 *
 * @throws {InboxError} INVALID_INPUT under the value's path (`message.form.fields[3].name`). The message states the
 *   allowed values, and the type and size of the received value, not the value itself.
 */
export type Reader<Value> = (input: unknown, path: string) => Value;

/** The readers of an object's properties. */
type Readers = Readonly<Record<string, Reader<unknown>>>;

/** An object with exactly one of the properties. */
type ExactlyOne<Value> = {
  [Key in keyof Value]-?: { readonly [One in Key]-?: Exclude<Value[One], undefined> };
}[keyof Value];

const HTTPS = /^https:\/\/[^\s/\\?#@]+([/?#][^\s\\]*)?$/i;

/** Creates an INVALID_INPUT error for one argument. */
export function invalidInput(
  path: string,
  message: string,
  code: InboxErrorCode = 'INVALID_INPUT',
): InboxError {
  return new InboxError(code, { fields: { [path]: message } });
}

/** Creates an INVALID_INPUT error for an argument of the wrong type or format. `expected` names the allowed values. */
export function unexpectedInput(path: string, expected: string, input: unknown): InboxError {
  return invalidInput(path, `Expected ${expected}, got ${describe(input)}.`);
}

/**
 * Normalizes a string, and validates that it is not blank, has at most `max` characters and no control characters. The
 * length is that of the normalized string.
 *
 * @param normalize - Default: `normalizeText`. Ids, keys and cursors are read `verbatim`.
 */
export function text(max: number, normalize = normalizeText): Reader<string> {
  return (input, path) => {
    if (typeof input !== 'string') throw unexpectedInput(path, 'text', input);
    const value = normalize(input);
    if (value.length > max) {
      throw invalidInput(path, `At most ${max} characters, got ${value.length}.`);
    }
    const unsendable = findUnsendable(input);
    if (unsendable) {
      const { character, position } = unsendable;
      const message = `The character ${character} at position ${position} cannot be sent.`;
      throw invalidInput(path, message);
    }
    if (normalizeText(value) === '') throw invalidInput(path, 'Expected text, got an empty text.');
    return value;
  };
}

/** Keeps a string as it is: what programs create (ids, keys, cursors) has one spelling. */
export function verbatim(received: string): string {
  return received;
}

/**
 * Validates a string that matches a regular expression. `expected` names the allowed values.
 *
 * @param normalize - Default: `verbatim`.
 */
export function pattern(
  max: number,
  regExp: RegExp,
  expected: string,
  normalize = verbatim,
): Reader<string> {
  return (input, path) => {
    const value = text(max, normalize)(input, path);
    if (!regExp.test(value)) throw unexpectedInput(path, expected, value);
    return value;
  };
}

/** Validates an https URL without a user name, of at most `max` characters. */
export function url(max: number): Reader<string> {
  const expected = 'a URL that starts with https:// and has no user name';
  const read = pattern(max, HTTPS, expected, normalizeUrl);
  return (input, path) => {
    const value = read(input, path);
    const isPrintable = toPrintable(value, value.length) === value;
    if (!isPrintable || !isUrl(value)) throw invalidInput(path, 'This is not a valid URL.');
    return value;
  };
}

/** Validates a Wix id: a GUID. */
export function guid(input: unknown, path: string): string {
  if (!isGuid(input)) throw unexpectedInput(path, 'a Wix id (GUID)', input);
  return input;
}

/** Validates one of the given options. */
export function picklist<Option extends string>(...options: readonly Option[]): Reader<Option> {
  return (input, path) => {
    const found = options.find((option) => option === input);
    if (found === undefined) throw unexpectedInput(path, options.join(' or '), input);
    return found;
  };
}

/** Validates a boolean. */
export function boolean(input: unknown, path: string): boolean {
  if (typeof input !== 'boolean') throw unexpectedInput(path, 'true or false', input);
  return input;
}

/** Validates an integer from 1 to `max`. */
export function integer(max: number): Reader<number> {
  return (input, path) => {
    if (typeof input === 'number' && Number.isInteger(input) && input >= 1 && input <= max) {
      return input;
    }
    throw unexpectedInput(path, `a whole number from 1 to ${max}`, input);
  };
}

/** Validates an array of 1 to `max` items. */
export function array<Value>(max: number, read: Reader<Value>): Reader<readonly Value[]> {
  return (input, path) => {
    if (!Array.isArray(input) || input.length < 1 || input.length > max) {
      throw unexpectedInput(path, `a list of 1 to ${max}`, input);
    }
    return input.map((item: unknown, index) => read(item, `${path}[${index}]`));
  };
}

/** Validates a value that can be `undefined`. */
export function optional<Value>(read: Reader<Value>): Reader<Value | undefined> {
  return (input, path) => (input === undefined ? undefined : read(input, path));
}

/** Validates an object that has only the given properties, each with its own reader. */
export function object<const Of extends Readers>(
  readers: Of,
): Reader<OmitUndefined<{ readonly [Key in keyof Of]: ReturnType<Of[Key]> }>>;
export function object(readers: Readers): Reader<object> {
  return (input, path) => {
    if (!isRecord(input)) {
      throw unexpectedInput(path, `{ ${Object.keys(readers).join(', ')} }`, input);
    }
    const unknown = Object.keys(input).find((key) => getOwn(readers, key) === undefined);
    if (unknown !== undefined) {
      throw invalidInput(`${path}.${toPrintable(unknown) || '?'}`, 'Unknown property.');
    }
    const values = Object.entries(readers).map(
      ([key, read]) => [key, read(getOwn(input, key), `${path}.${key}`)] as const,
    );
    return omitUndefined(Object.fromEntries(values));
  };
}

/** Requires an object with exactly one property. `options` names the allowed properties. */
export function exactlyOne<Value extends object>(
  value: Value,
  path: string,
  options: string,
): ExactlyOne<Value>;
export function exactlyOne(value: object, path: string, options: string): object {
  const { length } = Object.keys(value);
  if (length === 1) return value;
  throw invalidInput(path, `Expected one of ${options}, got ${length === 0 ? 'none' : 'several'}.`);
}

function isUrl(value: string): boolean {
  try {
    return new URL(value).protocol === 'https:';
  } catch {
    return false;
  }
}
