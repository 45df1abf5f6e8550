// Emulates Wix's serialization of web-method arguments and results: JSON with dates. Assumed: arguments use the
// same format as results.

/** Limits of a web method's arguments: bytes of the JSON text, and levels of nesting. */
export const ARGUMENT_LIMITS = { MAX_BODY_BYTES: 1024 * 1024, MAX_DEPTH: 64 } as const;

/** Thrown for an invalid request body, with the HTTP status of the response: 400, or 413 for its size. */
export class InvalidArgumentsError extends Error {
  readonly status: 400 | 413;

  constructor(status: 400 | 413, message: string) {
    super(message);
    this.name = 'InvalidArgumentsError';
    this.status = status;
  }
}

const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Parses the arguments of a call: a JSON array of at most 1 MiB and 64 levels, without keys that could change a
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
  checkDepthAndKeys(value);
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

// Iterative, so that deep input cannot overflow the stack; it runs before the recursive functions.
function checkDepthAndKeys(value: unknown): void {
  const stack: { readonly item: unknown; readonly depth: number }[] = [{ item: value, depth: 1 }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { item, depth } = next;
    if (typeof item !== 'object' || item === null) {
      continue;
    }
    if (depth > ARGUMENT_LIMITS.MAX_DEPTH) {
      const allowed = `at most ${ARGUMENT_LIMITS.MAX_DEPTH} levels are allowed`;
      throw new InvalidArgumentsError(
        400,
        `Failed to parse the arguments: they are nested too deeply, ${allowed}`,
      );
    }
    for (const [key, inner] of Object.entries(item)) {
      if (FORBIDDEN_KEYS.has(key)) {
        throw new InvalidArgumentsError(
          400,
          `Failed to parse the arguments: the key "${key}" is not allowed`,
        );
      }
      stack.push({ item: inner, depth: depth + 1 });
    }
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
