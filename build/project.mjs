import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { buildSite } from './build-site.mjs';
import { checkDist } from './check-dist.mjs';
import { checkSettings } from './check-settings.mjs';
import { MAX_FILES_TO_PASTE, pasteSite } from './paste-site.mjs';
import { isOurs, OWN_FILES, readSite } from './site-files.mjs';

/** @typedef {import('./site-files.mjs').Files} Files */

/**
 * @typedef {object} Build A built project.
 * @property {string} version
 * @property {Files} files One file for each module, as for Git integration.
 * @property {Files} pasted Few files, to be pasted into the editor.
 * @property {readonly string[]} errors What Wix cannot run in the files of Velo Inbox, and wrong settings.
 * @property {readonly string[]} warnings What Wix cannot run in the site's own files, which never fail a build.
 */

/** The editor's file name of each page, without `.js`, by the name of the page here. */
const PageNames = v.record(
  v.string(),
  v.pipe(v.string(), v.regex(/^[^./\\]+\.[a-z0-9]+$/, 'expected a file name <Title>.<page id>')),
);
const Manifest = v.object({
  version: v.string(),
  dependencies: v.record(v.string(), v.string()),
  devDependencies: v.record(v.string(), v.string()),
});

/**
 * Builds the site of a project, for Git integration and for pasting. Writes no files.
 *
 * @param {string} root The folder of the project.
 * @returns {Promise<Build>}
 * @throws {Error} if a file does not parse; the message names its file and line
 */
export async function buildProject(root) {
  const { version, packages } = readManifest(root);
  const sources = new Map([...readSite(root, '.ts'), ...readSite(root, '.js')]);
  const files = await buildSite(sources, readPageNames(root));
  /** @type {string[]} */
  const warnings = [];
  /** @type {string[]} */
  const errors = [];
  const pasted = await pasteSite(files, (problem) => warnings.push(problem));
  for (const [folder, site] of /** @type {const} */ ([
    ['dist/src', files],
    ['dist/paste', pasted],
  ])) {
    for (const [file] of site) {
      const found = checkDist(site, packages, [file]);
      if (isOurs(file)) errors.push(...found.map((it) => `${folder}/${it}`));
      else if (folder === 'dist/src') warnings.push(...found);
    }
  }
  const count = listFilesToPaste(pasted).length;
  if (count > MAX_FILES_TO_PASTE) {
    errors.push(`dist/paste: ${count} files, of at most ${MAX_FILES_TO_PASTE}`);
  }
  const settings = await checkSettings(files);
  if (settings.error !== undefined) errors.push(settings.error);
  if (settings.warning !== undefined) warnings.push(settings.warning);
  return { version, files, pasted, errors, warnings };
}

/**
 * Returns the files of Velo Inbox that are pasted under Backend and Public, without the site's own files.
 *
 * @param {Files} pasted
 */
export function listFilesToPaste(pasted) {
  return [...pasted.keys()].filter(
    (file) => OWN_FILES.includes(file) || (isOurs(file) && !file.startsWith('pages/')),
  );
}

/** @param {string} root */
function readPageNames(root) {
  const file = join(root, 'editor/pages.json');
  if (!existsSync(file)) return {};
  try {
    return v.parse(PageNames, JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`Failed to read editor/pages.json: ${why}`, { cause: error });
  }
}

/** @param {string} root */
function readManifest(root) {
  const manifest = readFileSync(join(root, 'package.json'), 'utf8');
  const read = v.parse(Manifest, JSON.parse(manifest));
  const names = Object.keys({ ...read.dependencies, ...read.devDependencies });
  return { version: read.version, packages: names.filter((it) => it.startsWith('@wix/')) };
}
