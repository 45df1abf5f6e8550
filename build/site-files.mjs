import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** The folders of a site. Wix takes nothing else. */
export const SITE_FOLDERS = ['backend', 'public', 'pages'];

/** The files that a site's owner changes: they are given once, and never overwritten. */
export const OWN_FILES = ['backend/inbox-settings.js', 'public/inbox-forms.js'];

/** @typedef {ReadonlyMap<string, string>} Files A file's path, with `/`, and its text. */

/**
 * Reads every file with this ending under the site's folders.
 *
 * @param {string} root The folder that holds them.
 * @param {'.ts' | '.js'} ending
 * @returns {Files} Paths from the root: `backend/inbox.web.ts`.
 */
export function readSite(root, ending) {
  const files = SITE_FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true }),
  )
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return new Map(
    files.map((file) => [relative(root, file).replaceAll('\\', '/'), readFileSync(file, 'utf8')]),
  );
}

/**
 * Writes a folder anew: these files and nothing else.
 *
 * @param {string} folder
 * @param {Files} files
 */
export function writeSite(folder, files) {
  rmSync(folder, { recursive: true, force: true });
  for (const [file, code] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), code);
  }
}

/**
 * Puts files in the order of their paths.
 *
 * @param {Iterable<readonly [string, string]>} files
 * @returns {readonly (readonly [string, string])[]}
 */
export function inOrder(files) {
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1));
}
