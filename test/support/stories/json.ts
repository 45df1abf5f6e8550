// JSON as stories read it and expect it: unknown until it is looked at.
import { expect } from 'vitest';

/** Parses JSON without believing anything of it. */
export function parse(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return value;
}

/** Reads along a path of plain JSON; undefined where it ends early. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    const next: unknown = Reflect.get(found, key);
    found = next;
  }
  return found;
}

/** Reads a list along a path; empty where there is none. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** Matches any text. */
export const ANY_TEXT: unknown = expect.any(String);
/** Matches any number. */
export const ANY_NUMBER: unknown = expect.any(Number);

/** Matches a text by an expression. */
export function textLike(expression: RegExp): unknown {
  const matcher: unknown = expect.stringMatching(expression);
  return matcher;
}

/** Matches an object that has these properties, among others. */
export function objectWith(properties: object): unknown {
  const matcher: unknown = expect.objectContaining(properties);
  return matcher;
}

/** Matches a list that holds all of these, among others. */
export function listWith(entries: readonly unknown[]): unknown {
  const matcher: unknown = expect.arrayContaining([...entries]);
  return matcher;
}
