import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { SITE_FOLDERS } from '../site-files.mjs';

/** @typedef {import('../site-files.mjs').Files} Files */

/**
 * Finds the folder of a site's code.
 *
 * @param {string} into As it was typed.
 * @returns {string} Its path, free of links.
 * @throws {Error} if it is no folder, the repository above it, or a folder below it
 */
export function openSite(into) {
  if (!statSync(into, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(`${into} is no folder. Name the folder src of the site's repository.`);
  }
  const root = realpathSync(into);
  if (isThere(join(root, 'wix.config.json')) || isThere(join(root, 'src'))) {
    throw new Error(
      `${into} is the site's repository. Its code stands in its folder src: name that.`,
    );
  }
  if (SITE_FOLDERS.includes(basename(root))) {
    throw new Error(`${into} is a folder of the site's code. Name the folder that holds it.`);
  }
  return root;
}

/**
 * Reads a file of a site, line ends as on every machine. No link is followed, whatever it leads to.
 *
 * @param {string} root
 * @param {string} file From the root, with `/`.
 * @returns {string | undefined} Nothing if there is no such file.
 * @throws {Error} if something else stands in its place, or above it
 */
export function readFile(root, file) {
  const parts = file.split('/');
  for (const [index] of parts.entries()) {
    const place = parts.slice(0, index + 1).join('/');
    const found = lstatSync(join(root, place), { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    const isLast = index === parts.length - 1;
    if (found.isSymbolicLink()) throw new Error(`${place} is a link, and links are not followed`);
    if (isLast ? !found.isFile() : !found.isDirectory()) {
      throw new Error(`${place} is no ${isLast ? 'file' : 'folder'}`);
    }
  }
  return readFileSync(join(root, file), 'utf8').replaceAll('\r\n', '\n');
}

/**
 * Reads all JavaScript and TypeScript of a site. What links lead to is left out.
 *
 * @param {string} root
 * @returns {Files}
 */
export function readCode(root) {
  /** @type {Map<string, string>} */
  const files = new Map();
  const waiting = [...SITE_FOLDERS];
  for (const folder of waiting) {
    const place = join(root, folder);
    if (!lstatSync(place, { throwIfNoEntry: false })?.isDirectory()) continue;
    for (const entry of readdirSync(place, { withFileTypes: true })) {
      const file = `${folder}/${entry.name}`;
      if (entry.isDirectory() && entry.name !== 'node_modules') waiting.push(file);
      if (entry.isFile() && /\.(js|ts)$/.test(file)) files.set(file, readFile(root, file) ?? '');
    }
  }
  return files;
}

/** @param {string} path */
function isThere(path) {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
