import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { SITE_FOLDERS } from '../site-files.mjs';

/** @typedef {import('../site-files.mjs').Files} Files */

/**
 * Resolves the folder of a site's code.
 *
 * @param {string} into The path from the command line.
 * @returns {string} Its path without symbolic links.
 * @throws {Error} if it is not a folder, or is the repository above it or a folder below it
 */
export function openSite(into) {
  if (!statSync(into, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(`${into} is not a folder. Pass the folder src of the site's repository.`);
  }
  const root = realpathSync(into);
  if (exists(join(root, 'wix.config.json')) || exists(join(root, 'src'))) {
    throw new Error(`${into} is the site's repository. Pass its folder src, which has the code.`);
  }
  if (SITE_FOLDERS.includes(basename(root))) {
    throw new Error(`${into} is a folder of the site's code. Pass the folder that contains it.`);
  }
  return root;
}

/**
 * Reads a file of a site, with `\n` as line endings. Symbolic links are never followed.
 *
 * @param {string} root
 * @param {string} file From the root, with `/`.
 * @returns {string | undefined} `undefined` if the file does not exist.
 * @throws {Error} if the path or a part of it is a link, or not a file or folder as expected
 */
export function readFile(root, file) {
  const parts = file.split('/');
  for (const [index] of parts.entries()) {
    const path = parts.slice(0, index + 1).join('/');
    const found = lstatSync(join(root, path), { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    const isLast = index === parts.length - 1;
    if (found.isSymbolicLink()) {
      throw new Error(`${path} is a symbolic link, and links are not followed`);
    }
    if (isLast ? !found.isFile() : !found.isDirectory()) {
      throw new Error(`${path} is not a ${isLast ? 'file' : 'folder'}`);
    }
  }
  return readFileSync(join(root, file), 'utf8').replaceAll('\r\n', '\n');
}

/**
 * Reads all JavaScript and TypeScript of a site, without following symbolic links.
 *
 * @param {string} root
 * @returns {Files}
 */
export function readCode(root) {
  /** @type {Map<string, string>} */
  const files = new Map();
  const waiting = [...SITE_FOLDERS];
  for (const folder of waiting) {
    const path = join(root, folder);
    if (!lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) continue;
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const file = `${folder}/${entry.name}`;
      if (entry.isDirectory() && entry.name !== 'node_modules') waiting.push(file);
      if (entry.isFile() && /\.(js|ts)$/.test(file)) files.set(file, readFile(root, file) ?? '');
    }
  }
  return files;
}

/** @param {string} path */
function exists(path) {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
