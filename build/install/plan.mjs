import { missingName } from '../check-dist.mjs';
import { importsOf } from '../module-imports.mjs';
import { OWN_FILES } from '../site-files.mjs';
import { linesToAdd } from './lines-to-add.mjs';
import { toHash } from './manifest.mjs';
import { readCode, readFile } from './site-folder.mjs';

/** @typedef {import('../site-files.mjs').Files} Files */
/** @typedef {import('./manifest.mjs').Hashes} Hashes */

/**
 * @typedef {object} Plan What an installation would do. Nothing of it is done yet.
 * @property {Files} write Files that are new, and files of ours that nobody has changed.
 * @property {readonly string[]} replaced Those of them that are there already.
 * @property {readonly string[]} remove Files of ours that nobody has changed, and that are needed no more.
 * @property {readonly string[]} keep Why files stay as they are, a line each.
 * @property {readonly import('./lines-to-add.mjs').Additions[]} additions
 * @property {readonly string[]} refusals Why nothing may be done at all, a line each.
 * @property {Hashes} installed
 */

/**
 * What a module of ours may be called in a site that is written in TypeScript: the same module to whoever imports
 * it, so that there must not be both. A `backend/inbox.jsw` is another module than `inbox.web.js`, and none of ours.
 *
 * @param {string} file
 */
const inTypeScript = (file) => file.replace(/\.js$/, '.ts');

/** A door stands where Wix, or a page, looks for it; so a site may have one of its own. */
const DOOR = /^backend\/[^/]+$/;

const STAYS = "stays so. This version's, to be joined with it by hand";

/**
 * Plans how these files come into a site. What the plan does not write, it does not touch: the site's own
 * files, and those that somebody has changed since.
 *
 * @param {string} root The site.
 * @param {Files} files What to install.
 * @param {{ files: Hashes, writing: Hashes }} before What was installed.
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
  function place(file, code) {
    const there = readFile(root, file);
    const theirs = readFile(root, inTypeScript(file));
    if (theirs !== undefined) leaveInTypeScript(file, code, there, theirs);
    else if (OWN_FILES.includes(file)) placeOnce(file, code, there);
    else if (there === undefined || there === code || isOurs(file, there)) {
      installed.set(file, toHash(code));
      if (there !== code) write.set(file, code);
      if (there !== code && there !== undefined) replaced.push(file);
    } else leaveAsChanged(file, code, there);
  }

  /**
   * A module of the site's own in TypeScript stays, and takes the place of ours.
   *
   * @param {string} file @param {string} code @param {string | undefined} there @param {string} theirs
   */
  function leaveInTypeScript(file, code, there, theirs) {
    const name = inTypeScript(file);
    if (there !== undefined && !isOurs(file, there)) {
      refusals.push(`${name} is there, and ${file} as well: Wix takes one of them`);
    } else if (OWN_FILES.includes(file)) {
      const known = before.files.get(file);
      installed.set(file, toHash(code));
      if (known !== undefined && known !== toHash(code)) keep.push(staysOwn(name, file));
    } else if (DOOR.test(file)) {
      additions.push(linesToAdd(name, code, theirs));
    } else {
      refusals.push(`${name} is there, and is not from here`);
    }
    if (there !== undefined) remove.push(file);
  }

  /** @param {string} file @param {string} code @param {string | undefined} there */
  function placeOnce(file, code, there) {
    const known = before.files.get(file);
    installed.set(file, toHash(code));
    if (there === undefined) write.set(file, code);
    else if (there !== code && known !== undefined && known !== toHash(code)) {
      keep.push(staysOwn(file, file));
    }
  }

  /** @param {string} file @param {string} code @param {string} there */
  function leaveAsChanged(file, code, there) {
    const known = before.files.get(file);
    if (known !== undefined) installed.set(file, known);
    if (DOOR.test(file)) additions.push(linesToAdd(file, code, there));
    else if (known === undefined) refusals.push(`${file} is there, and is not from here`);
    else keep.push(`${file} was changed on this site, and ${STAYS}: dist/src/${file}`);
  }

  /** @param {string} file */
  function takeAway(file) {
    const there = readFile(root, file);
    if (there === undefined || OWN_FILES.includes(file)) return;
    if (isOurs(file, there)) remove.push(file);
    else keep.push(`${file} was changed on this site, and stays, though it is needed no more`);
  }

  for (const [file, code] of files) unlessRefused(() => place(file, code), refusals);
  for (const file of new Set([...before.files.keys(), ...before.writing.keys()])) {
    if (!files.has(file)) unlessRefused(() => takeAway(file), refusals);
  }
  if (refusals.length === 0) {
    refusals.push(...brokenImports(root, { write, remove }, new Set([...files.keys(), ...remove])));
  }
  return { write, replaced, remove, keep, additions, refusals, installed };
}

/**
 * @param {string} name What the site calls it.
 * @param {string} file What we call it.
 */
function staysOwn(name, file) {
  return `${name} is the site's own, and stays as it is. This version's is dist/src/${file}`;
}

/** @param {() => void} step @param {string[]} refusals */
function unlessRefused(step, refusals) {
  try {
    step();
  } catch (error) {
    refusals.push(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Says which files of the site would import what is no longer there: those that somebody has changed, and the
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
