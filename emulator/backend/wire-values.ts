// How arguments and results of web methods travel: JSON with dates. Leaves out nothing that is known; that arguments are written like results is assumed.

/** What a web-method request may hold. */
export const WIRE_LIMITS = { MAX_BODY_BYTES: 1024 * 1024, MAX_DEPTH: 64 } as const;

/** Why a body was refused, with the HTTP status that says so: 400, or 413 for size. */
export class WireError extends Error {
  readonly status: 400 | 413;

  constructor(status: 400 | 413, message: string) {
    super(message);
    this.name = 'WireError';
    this.status = status;
  }
}

const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads the arguments of a call: a JSON array of at most 1 MiB, at most 64 deep, without keys that
 * could reach a prototype. `{"$date": "<ISO>"}` becomes a Date.
 *
 * @throws {WireError} 413 if it is too large, 400 if it is anything but such an array
 */
export function readArguments(body: string): readonly unknown[] {
  const bytes = Buffer.byteLength(body);
  if (bytes > WIRE_LIMITS.MAX_BODY_BYTES) {
    const allowed = `${WIRE_LIMITS.MAX_BODY_BYTES} bytes are allowed`;
    throw new WireError(413, `Failed to read the arguments: ${bytes} bytes came, ${allowed}`);
  }
  const value = parse(body);
  if (!Array.isArray(value)) {
    const came = value === null ? 'null' : typeof value;
    throw new WireError(400, `Failed to read the arguments: ${came} came, a JSON array is allowed`);
  }
  refuseDepthAndKeys(value);
  return value.map(fromWire);
}

/**
 * Writes a result: dates become `{"$date": "<ISO>"}`, undefined members are dropped, undefined in
 * arrays becomes null, `toJSON` is honoured, a Map or Set becomes `{}`.
 *
 * @throws {TypeError} if the value holds itself or a BigInt
 */
export function toWire(value: unknown): unknown {
  return write(value, new Set());
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    const came = `${body.length} characters that are no JSON came`;
    throw new WireError(400, `Failed to read the arguments: ${came}, a JSON array is allowed`);
  }
}

// A loop with its own stack: this runs before anything that calls itself for each level.
function refuseDepthAndKeys(value: unknown): void {
  const waiting: { readonly it: unknown; readonly depth: number }[] = [{ it: value, depth: 1 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { it, depth } = next;
    if (typeof it !== 'object' || it === null) {
      continue;
    }
    if (depth > WIRE_LIMITS.MAX_DEPTH) {
      const allowed = `${WIRE_LIMITS.MAX_DEPTH} levels are allowed`;
      throw new WireError(400, `Failed to read the arguments: they nest deeper, ${allowed}`);
    }
    for (const [key, inner] of Object.entries(it)) {
      if (FORBIDDEN_KEYS.has(key)) {
        throw new WireError(400, `Failed to read the arguments: the key "${key}" is not allowed`);
      }
      waiting.push({ it: inner, depth: depth + 1 });
    }
  }
}

function fromWire(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(fromWire);
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
  return Object.fromEntries(members.map(([key, inner]) => [key, fromWire(inner)]));
}

function write(value: unknown, above: Set<object>): unknown {
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
  if (above.has(value)) {
    throw new TypeError('Converting circular structure to JSON');
  }
  above.add(value);
  const written = writeInner(value, above);
  above.delete(value);
  return written;
}

function writeInner(value: object, above: Set<object>): unknown {
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    const told: unknown = Reflect.apply(value.toJSON, value, []);
    return write(told, above);
  }
  if (Array.isArray(value)) {
    return value.map((inner) => write(inner, above) ?? null);
  }
  const members = Object.entries(value).map(([key, inner]) => [key, write(inner, above)] as const);
  return Object.fromEntries(members.filter(([, inner]) => inner !== undefined));
}
