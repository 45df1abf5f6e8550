// The parts of which the declaration of the settings is made. Each reads a value of an unknown type.
import { omitUndefined, type OmitUndefined } from 'backend/inbox/omit-undefined';
import { describe, getOwn, isRecord } from 'public/inbox-input';
import type { LocalText } from 'public/inbox-form';
import { normalizeText } from 'public/inbox-normalize';

/**
 * Reads a setting, and fills in the defaults of what was left out.
 *
 * @throws {InvalidSettings} with every problem found in the setting.
 */
export interface Schema<Value, Input = Value> {
  (input: unknown, path: string): Value;
  /** The type of what a site writes. Has no value. */
  readonly input?: Input;
}

type Shape = Readonly<Record<string, Schema<unknown, unknown>>>;
type InputOf<Of> = Of extends { readonly input?: infer Input } ? Input : never;
/** The settings of an object, with their defaults. */
type ObjectValue<Of extends Shape> = OmitUndefined<{
  readonly [Key in keyof Of]: ReturnType<Of[Key]>;
}>;
/** What a site writes: settings with a default can be left out. */
type ObjectInput<Of extends Shape> = OmitUndefined<{
  readonly [Key in keyof Of]: InputOf<Of[Key]>;
}>;

/** One wrong setting: its path (`limits.site.visitors`), and what is allowed and what came. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** The problems of the settings. */
class InvalidSettings extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
    this.problems = problems;
  }
}

/** Reads a value, and returns it or its problems. */
export function tryRead<Value>(
  read: Schema<Value, unknown>,
  input: unknown,
): { readonly value: Value } | { readonly problems: readonly Problem[] } {
  try {
    return { value: read(input, '') };
  } catch (error) {
    if (error instanceof InvalidSettings) return { problems: error.problems };
    throw error;
  }
}

const MAX_SHOWN_CHARS = 60;
const MAX_NAME_CHARS = 100;
const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/;

function invalid(path: string, message: string): InvalidSettings {
  return new InvalidSettings([{ path, message }]);
}

/** Creates the error of a value of the wrong type or size. */
function unexpected(path: string, expected: string, input: unknown): InvalidSettings {
  return invalid(path, `Expected ${expected}, got ${show(input)}.`);
}

/** Shows a short text or number as it is, and describes other values. */
function show(input: unknown): string {
  if (typeof input === 'number') return `${input}`;
  const isShort = typeof input === 'string' && input.length <= MAX_SHOWN_CHARS;
  return isShort ? JSON.stringify(input) : describe(input);
}

/** A text that is not blank. `expected` says what it is. */
export function text(expected: string, max: number, format?: RegExp): Schema<string> {
  return (input, path) => {
    if (typeof input !== 'string' || normalizeText(input) === '' || input.length > max) {
      throw unexpected(path, `${expected} of 1 to ${max} characters`, input);
    }
    if (format && !format.test(input)) throw unexpected(path, expected, input);
    return input;
  };
}

/** A language tag: `en`, `de-AT`. */
export const language = text('a language such as en or de-AT', 35, LANGUAGE);

/** One text, or texts by language. Each has 1 to `max` characters. */
export function localText(max: number): Schema<LocalText> {
  const single = text('text', max);
  const byLanguage = record('a language', single, language);
  return (input, path) => (isRecord(input) ? byLanguage(input, path) : single(input, path));
}

/** A whole number. */
export function integer(min: number, max: number): Schema<number> {
  return (input, path) => {
    if (typeof input === 'number' && Number.isInteger(input) && input >= min && input <= max) {
      return input;
    }
    throw unexpected(path, `a whole number from ${min} to ${max}`, input);
  };
}

/** `true` or `false`. */
export const boolean: Schema<boolean> = (input, path) => {
  if (typeof input === 'boolean') return input;
  throw unexpected(path, 'true or false', input);
};

/** One of the given texts. */
export function picklist<const Option extends string>(
  ...options: readonly Option[]
): Schema<Option> {
  return (input, path) => {
    const found = options.find((option) => option === input);
    if (found !== undefined) return found;
    throw unexpected(path, options.map((option) => `"${option}"`).join(' or '), input);
  };
}

/** A value that only TypeScript can check further, such as a function. */
export function custom<Value>(
  expected: string,
  is: (input: unknown) => input is Value,
): Schema<Value> {
  return (input, path) => {
    if (is(input)) return input;
    throw unexpected(path, expected, input);
  };
}

/** A list. */
export function list<Value>(
  item: Schema<Value, unknown>,
  min: number,
  max: number,
): Schema<readonly Value[]> {
  return (input, path) => {
    if (!Array.isArray(input) || input.length < min || input.length > max) {
      throw unexpected(path, `a list of ${min} to ${max}`, input);
    }
    return readAll(input.map((value: unknown, index) => () => item(value, `${path}[${index}]`)));
  };
}

/** An object whose keys the site chooses. */
export function record<Value>(
  expectedKey: string,
  value: Schema<Value, unknown>,
  key: Schema<string> = text(expectedKey, MAX_NAME_CHARS),
): Schema<Readonly<Record<string, Value>>> {
  return (input, path) => {
    if (!isRecord(input)) throw unexpected(path, `an object by ${expectedKey}`, input);
    const entries = Object.entries(input).map(([name, item]) => () => {
      key(name, path);
      return [name, value(item, join(path, name))] as const;
    });
    return Object.fromEntries(readAll(entries));
  };
}

/** An object with known keys. A key that is not known is a problem, which names the most similar one. */
export function object<const Of extends Shape>(shape: Of): Schema<ObjectValue<Of>, ObjectInput<Of>>;
export function object(shape: Shape): Schema<object, object> {
  const names = Object.keys(shape);
  return (input, path) => {
    if (!isRecord(input)) throw unexpected(path, `{ ${names.join(', ')} }`, input);
    const unknown = Object.keys(input).filter((key) => !names.includes(key));
    const entries = readAll([
      ...unknown.map((key) => () => {
        throw invalid(join(path, key), `Unknown. ${suggest(key, names)}`);
      }),
      ...Object.entries(shape).map(
        ([key, read]) =>
          () =>
            [key, read(getOwn(input, key), join(path, key))] as const,
      ),
    ]);
    return omitUndefined(Object.fromEntries(entries));
  };
}

/** A setting that can be left out, with its default. */
export function withDefault<Value, Input>(
  read: Schema<Value, Input>,
  value: NoInfer<Input>,
): Schema<Value, Input | undefined> {
  return (input, path) => read(input === undefined ? value : input, path);
}

/** A setting that can be left out, and has no default. */
export function optional<Value, Input>(
  read: Schema<Value, Input>,
): Schema<Value | undefined, Input | undefined> {
  return (input, path) => (input === undefined ? undefined : read(input, path));
}

/** Adds a check of the whole value, which returns what is wrong. */
export function checked<Value, Input>(
  read: Schema<Value, Input>,
  findProblems: (value: Value) => readonly Problem[],
): Schema<Value, Input> {
  return (input, path) => {
    const value = read(input, path);
    const problems = findProblems(value);
    if (problems.length === 0) return value;
    throw new InvalidSettings(
      problems.map((problem) => ({ ...problem, path: join(path, problem.path) })),
    );
  };
}

/** Reads every part, and throws the problems of all of them. */
function readAll<Value>(parts: readonly (() => Value)[]): Value[] {
  const problems: Problem[] = [];
  const values: Value[] = [];
  for (const part of parts) {
    const read = tryRead(part, undefined);
    if ('problems' in read) problems.push(...read.problems);
    else values.push(read.value);
  }
  if (problems.length > 0) throw new InvalidSettings(problems);
  return values;
}

function join(path: string, key: string): string {
  return path === '' || key.startsWith('[') ? `${path}${key}` : `${path}.${key}`;
}

function suggest(key: string, names: readonly string[]): string {
  const nearest = names.find((name) => countEdits(key, name) <= 2);
  return nearest === undefined
    ? `Expected one of ${names.join(', ')}.`
    : `Did you mean ${nearest}?`;
}

/** The number of characters to insert, remove or replace, without regard to case. */
function countEdits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const character of from.toLowerCase()) {
    const next = [(row[0] ?? 0) + 1];
    for (let index = 1; index <= to.length; index += 1) {
      const replaced = (row[index - 1] ?? 0) + (to[index - 1]?.toLowerCase() === character ? 0 : 1);
      next.push(Math.min(replaced, (row[index] ?? 0) + 1, (next[index - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
