import { posix } from 'node:path';

/**
 * Names a file without its extension, as a specifier of Wix does: `backend/inbox.web.ts` is at
 * `backend/inbox.web`.
 *
 * @param {string} file From the root of the project.
 */
export function placeOf(file) {
  return file.replace(/\.(ts|mjs|js)$/, '');
}

/**
 * Names what a file imports: a file's place for a relative path, else the specifier as it is.
 *
 * @param {string} file The importing file, from the root of the project.
 * @param {string} specifier What it imports, as written.
 */
export function targetOf(file, specifier) {
  return specifier.startsWith('.')
    ? placeOf(posix.join(posix.dirname(file), specifier))
    : specifier;
}
