import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** The folders of a site's code. Wix ignores others. */
export const SITE_FOLDERS = ['backend', 'public', 'pages'];

/** The files that the site's owner edits. They are installed once and never overwritten. */
export const OWN_FILES = ['backend/inbox-settings.js', 'public/inbox-forms.js'];

const ENTRY_POINTS = [
  'backend/inbox.web.js',
  'backend/events.js',
  'backend/realtime-permissions.js',
];

/**
 * Whether a built file belongs to the bundle. Other files are the site's own, such as `backend/orders.js`.
 *
 * @param {string} file
 */
export function isOfBundle(file) {
  if (OWN_FILES.includes(file)) return false;
  return ENTRY_POINTS.includes(file) || /^(backend\/inbox\/|public\/inbox-)/.test(file);
}

/**
 * Whether a file of `dist/paste` is one that Velo Inbox needs, except page code.
 *
 * @param {string} file
 */
export function isFileToPaste(file) {
  return OWN_FILES.includes(file) || isOfBundle(file);
}

/** @typedef {ReadonlyMap<string, string>} Files The text of each file by its path, with `/`. */

/**
 * Reads every file with this extension in the site's folders.
 *
 * @param {string} root The folder that holds them.
 * @param {'.ts' | '.js'} extension
 * @returns {Files} Paths from the root: `backend/inbox.web.ts`.
 */
export function readSite(root, extension) {
  const files = SITE_FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true }),
  )
    .filter((entry) => entry.isFile() && entry.name.endsWith(extension))
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
