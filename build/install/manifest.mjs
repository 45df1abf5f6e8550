import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { sortByKey } from '../site-files.mjs';
import { readFile } from './site-folder.mjs';

/** @typedef {ReadonlyMap<string, string>} Hashes The SHA-256 of each file's text by its path. */

/**
 * The file with the list of installed files. It is beside the site's three folders, where Wix ignores files, and
 * should be committed to the site's repository.
 */
export const MANIFEST = 'velo-inbox.json';

const ABOUT =
  'The files that `npm run build -- --into` of Velo Inbox has installed, with their SHA-256 hashes. Keep this ' +
  'file: upgrades use it to find the files that you have changed.';

/** No part of a path starts with a dot, so that no path leads up or to a hidden file. */
const InstalledFile = v.pipe(v.string(), v.regex(/^(backend|public)(\/[\w-][\w.-]*)+\.js$/));
const Hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const InstalledFiles = v.record(InstalledFile, Hash);
const Manifest = v.object({
  version: v.string(),
  files: InstalledFiles,
  // Files that were to be written when the installation was interrupted.
  writing: v.optional(InstalledFiles, {}),
});

/**
 * Reads the list of files that are installed in a site.
 *
 * @param {string} root
 * @returns {{ text: string | undefined, files: Hashes, writing: Hashes }}
 * @throws {Error} if the manifest is invalid
 */
export function readManifest(root) {
  const text = readFile(root, MANIFEST);
  if (text === undefined) return { text, files: new Map(), writing: new Map() };
  try {
    const { files, writing } = v.parse(Manifest, JSON.parse(text));
    return {
      text,
      files: new Map(Object.entries(files)),
      writing: new Map(Object.entries(writing)),
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${MANIFEST} is invalid (${why}). Restore it from the site's repository.`, {
      cause: error,
    });
  }
}

/**
 * Returns the text of the manifest.
 *
 * @param {string} version
 * @param {Hashes} files
 * @param {Hashes} [writing]
 */
export function toManifest(version, files, writing = new Map()) {
  const manifest = {
    about: ABOUT,
    version,
    files: Object.fromEntries(sortByKey(files)),
    ...(writing.size > 0 && { writing: Object.fromEntries(sortByKey(writing)) }),
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/**
 * Returns the SHA-256 of a text.
 *
 * @param {string} text
 */
export function toHash(text) {
  return createHash('sha256').update(text).digest('hex');
}
