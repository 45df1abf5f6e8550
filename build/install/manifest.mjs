import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { inOrder } from '../site-files.mjs';
import { readFile } from './site-folder.mjs';

/** @typedef {ReadonlyMap<string, string>} Hashes A file's path, and the SHA-256 of its text. */

/**
 * Where it is kept what was installed. It lies beside the site's three folders, where Wix takes no file, and
 * belongs into the site's repository.
 */
export const MANIFEST = 'velo-inbox.json';

const ABOUT =
  'What `npm run build -- --into` of Velo Inbox has put here, by the SHA-256 of each file. Keep it: by it an ' +
  'upgrade knows what you have changed.';

/** No part of a path begins with a full stop, so that it leads neither up nor to hidden files. */
const InstalledFile = v.pipe(v.string(), v.regex(/^(backend|public)(\/[\w-][\w.-]*)+\.js$/));
const Hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const InstalledFiles = v.record(InstalledFile, Hash);
const Manifest = v.object({
  version: v.string(),
  files: InstalledFiles,
  // Files that were about to be written when the installation was broken off.
  writing: v.optional(InstalledFiles, {}),
});

/**
 * Tells what was installed in a site.
 *
 * @param {string} root
 * @returns {{ text: string | undefined, files: Hashes, writing: Hashes }}
 * @throws {Error} if the manifest is not what was written
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
    throw new Error(
      `${MANIFEST} is not as it was written (${why}). Take it from the site's repository again.`,
      { cause: error },
    );
  }
}

/**
 * Writes down what is installed.
 *
 * @param {string} version
 * @param {Hashes} files
 * @param {Hashes} [writing]
 */
export function toManifest(version, files, writing = new Map()) {
  const manifest = {
    about: ABOUT,
    version,
    files: Object.fromEntries(inOrder(files)),
    ...(writing.size > 0 && { writing: Object.fromEntries(inOrder(writing)) }),
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/**
 * Tells texts apart.
 *
 * @param {string} text
 */
export function toHash(text) {
  return createHash('sha256').update(text).digest('hex');
}
