import { missingName } from '../check-dist.mjs';
import { importsOf } from '../module-imports.mjs';
import { OWN_FILES } from '../site-files.mjs';
import { linesToAdd } from './lines-to-add.mjs';
import { toHash } from './manifest.mjs';
import { readCode, readFile } from './site-folder.mjs';

/** @typedef {import('../site-files.mjs').Files} Files */
/** @typedef {import('./manifest.mjs').Hashes} Hashes */

/**
 * @typedef {object} Plan The changes of an installation, before they are made.
 * @property {Files} write New files, and unchanged files of ours that have a new version.
 * @property {readonly string[]} replaced The files of `write` that exist already.
 * @property {readonly string[]} remove Unchanged files of ours that this version no longer has.
 * @property {readonly string[]} keep Why files are kept, one line each.
 * @property {readonly import('./lines-to-add.mjs').Additions[]} additions
 * @property {readonly string[]} refusals Why nothing can be installed, one line each.
 * @property {Hashes} installed
 */

/**
 * Returns the name of a module of ours in a site that is written in TypeScript. Imports cannot distinguish the two, so
 * a site must not have both. `backend/inbox.jsw` is another module than `inbox.web.js`, and not ours.
 *
 * @param {string} file
 */
const inTypeScript = (file) => file.replace(/\.js$/, '.ts');

/** An entry point has the file name that Wix or a page expects, so a site can have one of its own. */
const ENTRY_POINT = /^backend\/[^/]+$/;

const KEPT = "was kept. This version's file, to be merged by hand";

/**
 * Plans the installation of these files. It never changes the site's own files, or files of ours that were changed
 * since they were installed.
 *
 * @param {string} root The site.
 * @param {Files} files The files to install.
 * @param {{ files: Hashes, writing: Hashes }} before The files that were installed.
 * @returns {Plan}
 */
export function planInstallation(root, files, before) {
  /** @type {Map<string, string>} */
  const write = new Map();
  /** @type {Map<string, string>} */
  const installed = new Map();
  /** @type {string[]} */
  const replaced = [];
  /** @type {string[]} */
  const remove = [];
  /** @type {string[]} */
  const keep = [];
  /** @type {string[]} */
  const refusals = [];
  /** @type {import('./lines-to-add.mjs').Additions[]} */
  const additions = [];

  /** @param {string} file @param {string} text */
  function isOurs(file, text) {
    const hash = toHash(text);
    return before.files.get(file) === hash || before.writing.get(file) === hash;
  }

  /** @param {string} file @param {string} code */
  function planFile(file, code) {
    const existing = readFile(root, file);
    const theirs = readFile(root, inTypeScript(file));
    if (theirs !== undefined) keepTypeScript(file, code, existing, theirs);
    else if (OWN_FILES.includes(file)) installOnce(file, code, existing);
    else if (existing === undefined || existing === code || isOurs(file, existing)) {
      installed.set(file, toHash(code));
      if (existing !== code) write.set(file, code);
      if (existing !== code && existing !== undefined) replaced.push(file);
    } else keepChanged(file, code, existing);
  }

  /**
   * Keeps a module of the site's own in TypeScript, which replaces ours.
   *
   * @param {string} file @param {string} code @param {string | undefined} existing @param {string} theirs
   */
  function keepTypeScript(file, code, existing, theirs) {
    const name = inTypeScript(file);
    if (existing !== undefined && !isOurs(file, existing)) {
      refusals.push(`${name} exists, and ${file} as well: Wix uses only one of them`);
    } else if (OWN_FILES.includes(file)) {
      const known = before.files.get(file);
      installed.set(file, toHash(code));
      if (known !== undefined && known !== toHash(code)) keep.push(keptOwnFile(name, file));
    } else if (ENTRY_POINT.test(file)) {
      additions.push(linesToAdd(name, code, theirs));
    } else {
      refusals.push(`${name} exists and was not installed by this build`);
    }
    if (existing !== undefined) remove.push(file);
  }

  /** @param {string} file @param {string} code @param {string | undefined} existing */
  function installOnce(file, code, existing) {
    const known = before.files.get(file);
    installed.set(file, toHash(code));
    if (existing === undefined) write.set(file, code);
    else if (existing !== code && known !== undefined && known !== toHash(code)) {
      keep.push(keptOwnFile(file, file));
    }
  }

  /** @param {string} file @param {string} code @param {string} existing */
  function keepChanged(file, code, existing) {
    const known = before.files.get(file);
    if (known !== undefined) installed.set(file, known);
    if (ENTRY_POINT.test(file)) additions.push(linesToAdd(file, code, existing));
    else if (known === undefined) {
      refusals.push(`${file} exists and was not installed by this build`);
    } else keep.push(`${file} was changed on this site and ${KEPT}: dist/src/${file}`);
  }

  /** @param {string} file */
  function removeFile(file) {
    const existing = readFile(root, file);
    if (existing === undefined || OWN_FILES.includes(file)) return;
    if (isOurs(file, existing)) remove.push(file);
    else {
      keep.push(
        `${file} was changed on this site and was kept, although this version does not need it`,
      );
    }
  }

  for (const [file, code] of files) collectRefusals(() => planFile(file, code), refusals);
  for (const file of new Set([...before.files.keys(), ...before.writing.keys()])) {
    if (!files.has(file)) collectRefusals(() => removeFile(file), refusals);
  }
  if (refusals.length === 0) {
    refusals.push(...brokenImports(root, { write, remove }, new Set([...files.keys(), ...remove])));
  }
  return { write, replaced, remove, keep, additions, refusals, installed };
}

/**
 * @param {string} name Its name on the site.
 * @param {string} file Its name here.
 */
function keptOwnFile(name, file) {
  return `${name} is the site's own and was not changed. This version's file is dist/src/${file}`;
}

/** @param {() => void} step @param {string[]} refusals */
function collectRefusals(step, refusals) {
  try {
    step();
  } catch (error) {
    refusals.push(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Returns an error for each import of a file or a name that this version no longer has, in changed files and in the
 * site's own.
 *
 * @param {string} root
 * @param {Pick<Plan, 'write' | 'remove'>} plan
 * @param {ReadonlySet<string>} ours
 * @returns {readonly string[]}
 */
function brokenImports(root, { write, remove }, ours) {
  const result = new Map([...readCode(root), ...write]);
  for (const file of remove) result.delete(file);
  const modules = new Map([...result].map(([file, code]) => [file.replace(/\.ts$/, '.js'), code]));
  return [...result].flatMap(([file, code]) =>
    importsOf(code).flatMap((it) => {
      if (!ours.has(`${it.specifier}.js`)) return [];
      const why = modules.has(`${it.specifier}.js`)
        ? missingName(it, modules)
        : 'this version has no such file';
      return why === undefined ? [] : [`${file} imports '${it.specifier}': ${why}`];
    }),
  );
}
