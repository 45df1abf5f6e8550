// Checks JSON from outside before any other code reads it. Wix's servers read it with Protocol Buffers; the emulator
// assumes their limits.
import { InputError } from './input-error.ts';

/** The deepest nesting of a JSON value, in levels. */
export const MAX_JSON_DEPTH = 64;

/** The keys that could reach a prototype. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Why a JSON value is refused. */
export type JsonProblem =
  | { readonly kind: 'depth' }
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'text' | 'number'; readonly path: string; readonly message: string };

/** What may be in a JSON value. */
export interface JsonLimits {
  /** Whether any text is allowed, or only text that can be stored: without NUL and halves of surrogate pairs. */
  readonly text: 'any' | 'storable';
  /** Whether integers may be beyond ±(2^53 - 1), where JavaScript rounds them. */
  readonly integers: 'any' | 'safe';
}

/** A value inside the JSON, and where it is. Paths are built only for messages. */
interface Entry {
  readonly key: string;
  readonly value: unknown;
  readonly depth: number;
  readonly parent: Entry | undefined;
}

/** Returns the first problem of a parsed JSON value, or undefined. Does not recurse, so that depth is no danger. */
export function findJsonProblem(root: unknown, limits: JsonLimits): JsonProblem | undefined {
  const stack: Entry[] = [{ key: '', value: root, depth: 1, parent: undefined }];
  for (let entry = stack.pop(); entry; entry = stack.pop()) {
    const { value, depth } = entry;
    const problem = findOwnProblem(entry, limits);
    if (problem) return problem;
    if (typeof value === 'object' && value !== null) {
      const members: readonly [string, unknown][] = Object.entries(value);
      for (const [key, inner] of members) {
        stack.push({ key, value: inner, depth: depth + 1, parent: entry });
      }
    }
  }
  return undefined;
}

function findOwnProblem(entry: Entry, limits: JsonLimits): JsonProblem | undefined {
  const { key, value, depth } = entry;
  if (FORBIDDEN_KEYS.has(key)) {
    return { kind: 'key', key };
  }
  if (typeof value === 'object' && value !== null && depth > MAX_JSON_DEPTH) {
    return { kind: 'depth' };
  }
  if (limits.text === 'storable') {
    const problem =
      findTextProblem(key) ?? (typeof value === 'string' ? findTextProblem(value) : undefined);
    if (problem !== undefined) return { kind: 'text', path: pathOf(entry), message: problem };
  }
  if (limits.integers === 'safe' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    const message = `received ${String(value)}; integers must be between -(2^53 - 1) and 2^53 - 1`;
    return { kind: 'number', path: pathOf(entry), message };
  }
  return undefined;
}

/** Returns why a text cannot be stored, or undefined if it can. */
export function findTextProblem(text: string): string | undefined {
  if (text.includes('\u0000')) {
    return 'contains the character NUL, which is not allowed';
  }
  return /\p{Surrogate}/u.test(text)
    ? 'contains half of a surrogate pair; the text must be valid Unicode'
    : undefined;
}

/**
 * Parses the body of a request to a route of the emulator: a JSON object, or nothing for an empty object.
 * @throws {InputError}
 */
export function parseJsonObject(text: string): object {
  let body: unknown;
  try {
    body = text === '' ? {} : JSON.parse(text);
  } catch {
    throw new InputError('the body is not JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new InputError('the body is not a JSON object');
  }
  const problem = findJsonProblem(body, { text: 'storable', integers: 'safe' });
  if (problem) {
    throw new InputError(describeJsonProblem(problem));
  }
  return body;
}

/** Describes a problem for an error message. */
export function describeJsonProblem(problem: JsonProblem): string {
  switch (problem.kind) {
    case 'depth':
      return `The body is nested deeper than ${String(MAX_JSON_DEPTH)} levels`;
    case 'key':
      return `The body has the forbidden key "${problem.key}"`;
    case 'text':
    case 'number':
      return `${problem.path}: ${problem.message}`;
  }
}

/** Returns the path of a value: `info.emails.items.0`. Cut, because keys come from the request. */
function pathOf(entry: Entry): string {
  const keys: string[] = [];
  for (let at: Entry | undefined = entry; at?.parent; at = at.parent) {
    keys.unshift(at.key);
  }
  return keys
    .join('.')
    .replace(/[\u0000\p{Surrogate}]/gu, '\ufffd')
    .slice(0, 200);
}
