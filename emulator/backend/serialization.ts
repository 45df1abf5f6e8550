// Emulates Wix's serialization of web-method arguments and results: JSON with dates. Assumed: arguments use the
// same format as results.
import { findJsonProblem, MAX_JSON_DEPTH } from '../http/json-input.ts';

/** Limits of a web method's arguments: bytes of the JSON text, levels of nesting, and their number (assumed). */
export const ARGUMENT_LIMITS = {
  MAX_BODY_BYTES: 1024 * 1024,
  MAX_DEPTH: MAX_JSON_DEPTH,
  MAX_COUNT: 255,
} as const;

/** Thrown for an invalid request body, with the HTTP status of the response: 400, or 413 for its size. */
export class InvalidArgumentsError extends Error {
  readonly status: 400 | 413;

  constructor(status: 400 | 413, message: string) {
    super(message);
    this.name = 'InvalidArgumentsError';
    this.status = status;
  }
}

/**
 * Parses the arguments of a call: a JSON array of at most 1 MiB, 255 arguments and 64 levels, without keys that could change a
 * prototype. `{"$date": "<ISO>"}` becomes a Date.
 *
 * @throws {InvalidArgumentsError} status 413 if the body is too large, 400 if it is not such an array
 */
export function parseArguments(body: string): readonly unknown[] {
  const bytes = Buffer.byteLength(body);
  if (bytes > ARGUMENT_LIMITS.MAX_BODY_BYTES) {
    const allowed = `at most ${ARGUMENT_LIMITS.MAX_BODY_BYTES} are allowed`;
    throw new InvalidArgumentsError(
      413,
      `Failed to parse the arguments: received ${bytes} bytes, ${allowed}`,
    );
  }
  const value = parseJson(body);
  if (!Array.isArray(value)) {
    const received = value === null ? 'null' : typeof value;
    throw new InvalidArgumentsError(
      400,
      `Failed to parse the arguments: received ${received}, expected a JSON array`,
    );
  }
  checkArguments(value);
  return value.map(deserializeValue);
}

/**
 * Converts a result to a JSON value: a Date becomes `{"$date": "<ISO>"}`, undefined members are dropped, undefined in
 * arrays becomes null, `toJSON` is called, and a Map or Set becomes `{}`.
 *
 * @throws {TypeError} if the value contains itself or a BigInt
 */
export function serializeValue(value: unknown): unknown {
  return serializeAt(value, new Set());
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    const received = `${body.length} characters that are not JSON`;
    throw new InvalidArgumentsError(
      400,
      `Failed to parse the arguments: received ${received}, expected a JSON array`,
    );
  }
}

function checkArguments(args: readonly unknown[]): void {
  if (args.length > ARGUMENT_LIMITS.MAX_COUNT) {
    const allowed = `at most ${ARGUMENT_LIMITS.MAX_COUNT} are allowed`;
    throw new InvalidArgumentsError(
      400,
      `Failed to parse the arguments: received ${args.length} arguments, ${allowed}`,
    );
  }
  const problem = findJsonProblem(args, { text: 'any', integers: 'any' });
  if (problem) {
    const reason =
      problem.kind === 'key'
        ? `the key "${problem.key}" is not allowed`
        : `they are nested too deeply, at most ${ARGUMENT_LIMITS.MAX_DEPTH} levels are allowed`;
    throw new InvalidArgumentsError(400, `Failed to parse the arguments: ${reason}`);
  }
}

function deserializeValue(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(deserializeValue);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const members = Object.entries(value);
  const [first] = members;
  if (members.length === 1 && first?.[0] === '$date' && typeof first[1] === 'string') {
    const date = new Date(first[1]);
    return Number.isNaN(date.getTime()) ? value : date;
  }
  return Object.fromEntries(members.map(([key, inner]) => [key, deserializeValue(inner)]));
}

function serializeAt(value: unknown, ancestors: Set<object>): unknown {
  if (typeof value === 'bigint') {
    throw new TypeError('Do not know how to serialize a BigInt');
  }
  if (typeof value === 'function' || typeof value === 'symbol') {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (value instanceof Date) {
    return { $date: value.toISOString() };
  }
  if (ancestors.has(value)) {
    throw new TypeError('Converting circular structure to JSON');
  }
  ancestors.add(value);
  const serialized = serializeObject(value, ancestors);
  ancestors.delete(value);
  return serialized;
}

function serializeObject(value: object, ancestors: Set<object>): unknown {
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    const json: unknown = Reflect.apply(value.toJSON, value, []);
    return serializeAt(json, ancestors);
  }
  if (Array.isArray(value)) {
    return value.map((inner) => serializeAt(inner, ancestors) ?? null);
  }
  const members = Object.entries(value).map(
    ([key, inner]) => [key, serializeAt(inner, ancestors)] as const,
  );
  return Object.fromEntries(members.filter(([, inner]) => inner !== undefined));
}
