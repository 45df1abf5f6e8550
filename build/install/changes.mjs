import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { readFile } from './site-folder.mjs';

/** The folder in which files are written before they are moved to their places. Wix ignores it. */
const STAGING = '.velo-inbox-new';

/**
 * @typedef {object} Change
 * @property {string} file
 * @property {string} [text] The new text; the file is removed without one.
 */

/**
 * Changes a site's files: all of them or none. All are written to a folder before the first is moved to its place.
 *
 * @param {string} root
 * @param {readonly Change[]} changes In this order.
 * @param {(from: string, to: string) => void} [move]
 * @throws {Error} if a file cannot be written; all files are then unchanged
 */
export function makeChanges(root, changes, move = renameSync) {
  const staging = join(root, STAGING);
  /** @type {(() => void)[]} */
  const undo = [];
  if (existsSync(staging) && !readdirSync(staging).every((name) => /^\d+$/.test(name))) {
    throw new Error(`${STAGING} has files that this build did not write: move them`);
  }
  try {
    rmSync(staging, { recursive: true, force: true });
    mkdirSync(staging);
    for (const [index, { text }] of changes.entries()) {
      if (text !== undefined) writeFileSync(join(staging, String(index)), text, { flag: 'wx' });
    }
    for (const [index, { file, text }] of changes.entries()) {
      const path = join(root, file);
      const before = readFile(root, file) === undefined ? undefined : readFileSync(path);
      const made = mkdirSync(dirname(path), { recursive: true });
      undo.push(() => {
        if (before !== undefined) writeFileSync(path, before);
        else rmSync(made ?? path, { recursive: true, force: true });
      });
      if (text === undefined) rmSync(path);
      else move(join(staging, String(index)), path);
    }
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}
