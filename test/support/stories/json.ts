// Reads and matches JSON of unknown type.
import { expect } from 'vitest';

/** Parses JSON. The result is not validated. */
export function parse(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return value;
}

/** Returns the value at a path of keys; undefined if the path does not exist. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    const next: unknown = Reflect.get(found, key);
    found = next;
  }
  return found;
}

/** Returns the array at a path of keys; empty if there is none. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** Matches any string. */
export const ANY_TEXT: unknown = expect.any(String);
/** Matches any number. */
export const ANY_NUMBER: unknown = expect.any(Number);

/** Matches a string by a regular expression. */
export function textLike(expression: RegExp): unknown {
  const matcher: unknown = expect.stringMatching(expression);
  return matcher;
}

/** Matches an object with at least these properties. */
export function objectWith(properties: object): unknown {
  const matcher: unknown = expect.objectContaining(properties);
  return matcher;
}

/** Matches an array with at least these elements. */
export function listWith(entries: readonly unknown[]): unknown {
  const matcher: unknown = expect.arrayContaining([...entries]);
  return matcher;
}
