// Checks query strings and bodies as they arrive: percent-encoding, UTF-8 and repeated names. Wix's servers do the same
// before a service runs (assumed).
import { InputError } from './input-error.ts';
import { findTextProblem } from './json-input.ts';

/**
 * Checks that a query string is valid percent-encoding of text that can be stored.
 * @param search the query, with or without its `?`
 * @throws {InputError}
 */
export function checkQuery(search: string): void {
  for (const part of search.replace(/^\?/, '').split('&')) {
    const name = part.split('=', 1).join().slice(0, 40);
    let text: string;
    try {
      text = decodeURIComponent(part);
    } catch {
      throw new InputError(`${name}: the query is not valid percent-encoding of UTF-8`);
    }
    const problem = findTextProblem(text);
    if (problem !== undefined) {
      throw new InputError(`${name}: the query ${problem}`);
    }
  }
}

/** Checks that no name is repeated in a query: only one of its values would be read. @throws {InputError} */
export function checkNoRepeatedNames(search: string): void {
  const names = [...new URLSearchParams(search).keys()];
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) {
    throw new InputError(`${repeated.slice(0, 40)}: received more than once; once is allowed`);
  }
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/** Decodes the bytes of a body. @throws {InputError} if they are not UTF-8 */
export function decodeBody(bytes: ArrayBuffer | Uint8Array): string {
  try {
    return UTF_8.decode(bytes);
  } catch {
    throw new InputError('the body is not valid UTF-8');
  }
}
