import { posix } from 'node:path';

/**
 * Returns a file's path without its extension, as Wix's specifiers do: `backend/inbox.web.ts` becomes
 * `backend/inbox.web`.
 *
 * @param {string} file From the root of the project.
 */
export function modulePathOf(file) {
  return file.replace(/\.(ts|mjs|js)$/, '');
}

/**
 * Resolves an import: a relative path to a path from the root of the project; any other specifier stays as it is.
 *
 * @param {string} file The importing file, from the root of the project.
 * @param {string} specifier What it imports, as written.
 */
export function importedPathOf(file, specifier) {
  return specifier.startsWith('.')
    ? modulePathOf(posix.join(posix.dirname(file), specifier))
    : specifier;
}
