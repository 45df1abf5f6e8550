import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** The folders of a site's code. Wix ignores others. */
export const SITE_FOLDERS = ['backend', 'public', 'pages'];

/** The files that the site's owner edits. They are installed once and never overwritten. */
export const OWN_FILES = ['backend/inbox-settings.js', 'public/inbox-forms.js'];

/** The files of Velo Inbox in a built site. The pages have the editor's names if they are mapped to them. */
const OURS =
  /^(backend\/(inbox\.web|events|realtime-permissions)|backend\/inbox\/.+|public\/inbox-.+|pages\/(chat|contact|dashboard)(\.\w+)?)\.js$/i;

/**
 * Returns whether a file of a built site is one of Velo Inbox, and not the site's own.
 *
 * @param {string} file
 */
export function isOurs(file) {
  return OURS.test(file) && !OWN_FILES.includes(file);
}

/** Not code of the site: declarations of types, and tests. */
export const NOT_CODE = /\.(d|test)\.[jt]s$/;

/** @typedef {ReadonlyMap<string, string>} Files The text of each file by its path, with `/`. */

/**
 * Reads every file with this extension in the site's folders.
 *
 * @param {string} root The folder that holds them.
 * @param {'.ts' | '.js'} extension
 * @returns {Files} Paths from the root: `backend/inbox.web.ts`.
 */
export function readSite(root, extension) {
  const files = SITE_FOLDERS.filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter(({ name }) => name.endsWith(extension) && !NOT_CODE.test(name))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return new Map(
    files.map((file) => [relative(root, file).replaceAll('\\', '/'), readFileSync(file, 'utf8')]),
  );
}

/**
 * Replaces the content of a folder by these files.
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
 * Sorts entries by their keys: paths or names.
 *
 * @param {Iterable<readonly [string, string]>} files
 * @returns {readonly (readonly [string, string])[]}
 */
export function sortByKey(files) {
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1));
}
