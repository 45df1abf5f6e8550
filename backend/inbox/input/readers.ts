import { omitUndefined, type OmitUndefined } from 'backend/inbox/omit-undefined';
import { isGuid } from 'backend/inbox/input/guid';
import { InboxError } from 'backend/inbox/error';
import type { InboxErrorCode } from 'public/inbox-errors';
import { describe, isRecord, isSendable, getOwn, toPrintable } from 'public/inbox-input';

/**
 * Reads a value, or throws what is wrong with it: INVALID_INPUT, by the value's path
 * (`message.form.fields[3].name`), with what is allowed and the type and size of what came.
 */
export type Reader<Value> = (input: unknown, path: string) => Value;

/** Readers by the properties that they read. */
type Readers = Readonly<Record<string, Reader<unknown>>>;

/** What an object is when it has exactly one of the properties. */
type ExactlyOne<Value> = {
  [Key in keyof Value]-?: { readonly [One in Key]-?: Exclude<Value[One], undefined> };
}[keyof Value];

const HTTPS = /^https:\/\/[^\s/\\?#@]+([/?#][^\s\\]*)?$/i;

/** The error of one faulty argument. */
export function invalidInput(
  path: string,
  says: string,
  code: InboxErrorCode = 'INVALID_INPUT',
): InboxError {
  return new InboxError(code, { fields: { [path]: says } });
}

/** The error of an argument that is something else altogether. */
export function unexpectedInput(path: string, what: string, input: unknown): InboxError {
  return invalidInput(path, `Expected ${what}, got ${describe(input)}.`);
}

/** Text of 1 to `max` characters that can be sent and is more than spaces. */
export function text(max: number): Reader<string> {
  return (input, path) => {
    if (typeof input !== 'string') throw unexpectedInput(path, 'text', input);
    if (input.length > max) {
      throw invalidInput(path, `At most ${max} characters, got ${input.length}.`);
    }
    if (input.trim() === '') throw invalidInput(path, 'Expected text, got none.');
    if (!isSendable(input)) throw invalidInput(path, 'This has characters that cannot be sent.');
    return input;
  };
}

/** Text that has a form of its own. */
export function pattern(max: number, form: RegExp, what: string): Reader<string> {
  return (input, path) => {
    const value = text(max)(input, path);
    if (!form.test(value)) throw unexpectedInput(path, what, value);
    return value;
  };
}

/** An https address without a user name, of `max` characters at most. */
export function url(max: number): Reader<string> {
  const read = pattern(max, HTTPS, 'an address that begins with https:// and has no user name');
  return (input, path) => {
    const value = read(input, path);
    const isSeen = toPrintable(value, value.length) === value;
    if (!isSeen || !isUrl(value)) throw invalidInput(path, 'This is not an address.');
    return value;
  };
}

/** An id of Wix. */
export function guid(input: unknown, path: string): string {
  if (!isGuid(input)) throw unexpectedInput(path, 'an id of Wix (a GUID)', input);
  return input;
}

/** One of some words. */
export function picklist<Word extends string>(...words: readonly Word[]): Reader<Word> {
  return (input, path) => {
    const found = words.find((one) => one === input);
    if (found === undefined) throw unexpectedInput(path, words.join(' or '), input);
    return found;
  };
}

/** True or false. */
export function boolean(input: unknown, path: string): boolean {
  if (typeof input !== 'boolean') throw unexpectedInput(path, 'true or false', input);
  return input;
}

/** A whole number from 1 to `max`. */
export function integer(max: number): Reader<number> {
  return (input, path) => {
    if (typeof input === 'number' && Number.isInteger(input) && input >= 1 && input <= max) {
      return input;
    }
    throw unexpectedInput(path, `a whole number from 1 to ${max}`, input);
  };
}

/** A list of 1 to `max` entries. */
export function array<Value>(max: number, read: Reader<Value>): Reader<readonly Value[]> {
  return (input, path) => {
    if (!Array.isArray(input) || input.length < 1 || input.length > max) {
      throw unexpectedInput(path, `a list of 1 to ${max}`, input);
    }
    return input.map((item: unknown, index) => read(item, `${path}[${index}]`));
  };
}

/** What may be missing. */
export function optional<Value>(read: Reader<Value>): Reader<Value | undefined> {
  return (input, path) => (input === undefined ? undefined : read(input, path));
}

/** An object that has no other properties than these, each by its own reader. */
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
      throw invalidInput(`${path}.${toPrintable(unknown) || '?'}`, 'There is no such property.');
    }
    const values = Object.entries(readers).map(
      ([key, read]) => [key, read(getOwn(input, key), `${path}.${key}`)] as const,
    );
    return omitUndefined(Object.fromEntries(values));
  };
}

/** The one property that is there; none and several are both refused. */
export function exactlyOne<Value extends object>(
  value: Value,
  path: string,
  what: string,
): ExactlyOne<Value>;
export function exactlyOne(value: object, path: string, what: string): object {
  const { length } = Object.keys(value);
  if (length === 1) return value;
  throw invalidInput(path, `Expected one of ${what}, got ${length === 0 ? 'none' : 'several'}.`);
}

function isUrl(value: string): boolean {
  try {
    return new URL(value).protocol === 'https:';
  } catch {
    return false;
  }
}
