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

/** Where files are written whole before any of them takes its place. Wix takes nothing that lies here. */
const STAGING = '.velo-inbox-new';

/**
 * @typedef {object} Change
 * @property {string} file
 * @property {string} [text] Nothing to remove the file.
 */

/**
 * Changes a site's files: all of them, or none. Each is written whole before the first takes its place.
 *
 * @param {string} root
 * @param {readonly Change[]} changes In this order.
 * @param {(from: string, to: string) => void} [move]
 * @throws {Error} if a file cannot be written; the others are then as they were
 */
export function makeChanges(root, changes, move = renameSync) {
  const staging = join(root, STAGING);
  /** @type {(() => void)[]} */
  const undo = [];
  if (existsSync(staging) && !readdirSync(staging).every((name) => /^\d+$/.test(name))) {
    throw new Error(`${STAGING} holds files that are not from here: move them away`);
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
