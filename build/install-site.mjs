import { makeChanges } from './install/changes.mjs';
import { MANIFEST, readManifest, toHash, toManifest } from './install/manifest.mjs';
import { planInstallation } from './install/plan.mjs';
import { openSite } from './install/site-folder.mjs';
import { importsOf } from './module-imports.mjs';

/** @typedef {import('./site-files.mjs').Files} Files */
/** @typedef {import('./install/plan.mjs').Plan} Plan */

/**
 * Puts a built site into a site that is connected to Git, or brings what was put there up to date. What it did
 * not write it never overwrites, and what somebody has changed since stays; either the whole of it is done, or
 * nothing.
 *
 * @param {string} into The folder `src` of the site's repository.
 * @param {Files} files What `buildSite` writes.
 * @param {string} version
 * @returns {readonly string[]} What was done, and what is left to do by hand: lines to print.
 * @throws {Error} if it cannot be done; the site is then as it was
 */
export function installSite(into, files, version) {
  const root = openSite(into);
  const before = readManifest(root);
  const code = new Map([...files].filter(([file]) => !file.startsWith('pages/')));
  const plan = planInstallation(root, code, before);
  if (plan.refusals.length > 0) throw new Error(refusalOf(plan.refusals));

  const manifest = toManifest(version, plan.installed);
  const { write, remove } = plan;
  if (write.size > 0 || remove.length > 0 || manifest !== before.text) {
    const hashes = new Map([...write].map(([file, text]) => [file, toHash(text)]));
    makeChanges(root, [
      // Broken off in the middle, the next run knows by it what is its own.
      {
        file: MANIFEST,
        text: toManifest(version, before.files, new Map([...before.writing, ...hashes])),
      },
      ...[...write].map(([file, text]) => ({ file, text })),
      ...remove.map((file) => ({ file })),
      { file: MANIFEST, text: manifest },
    ]);
  }
  return [...reportOf(into, plan), ...afterwards(files, plan)];
}

/** @param {readonly string[]} refusals */
function refusalOf(refusals) {
  const strangers = refusals.some((it) => it.endsWith('not from here'));
  return [
    'Nothing was changed in the site:',
    ...refusals.map((it) => `  ${it}`),
    ...(strangers
      ? [
          'Files that an earlier version was copied from by hand can go: delete them, but not your settings and',
          'forms, and install again. Files of your own need another name.',
        ]
      : []),
  ].join('\n');
}

/** @param {string} into @param {Plan} plan */
function reportOf(into, { write, replaced, remove, keep, additions }) {
  const added = write.size - replaced.length;
  const done =
    write.size + remove.length === 0
      ? `${into} has this version already.`
      : `${into}: ${added} added, ${replaced.length} replaced, ${remove.length} removed.`;
  return [done, ...keep, ...additions.flatMap(toLines)];
}

/**
 * Says what somebody has to write into a file of the site's own.
 *
 * @param {import('./install/lines-to-add.mjs').Additions} additions
 * @returns {readonly string[]}
 */
function toLines({ file, imports, exports, inside, taken }) {
  const isComplete = [imports, exports, inside, taken].every(({ length }) => length === 0);
  if (isComplete) return [`${file} is the site's own, and has the lines of ours.`];
  return [
    `${file} is the site's own, and stays as it is. Add to it by hand:`,
    ...indented([
      ...imports,
      ...(imports.length > 0 && exports.length > 0 ? [''] : []),
      ...exports,
    ]),
    ...inside.flatMap(({ name, line, first }) => [
      first
        ? `Its ${name} becomes async, and begins with this line (its parameters are called channel and subscriber here):`
        : `Its ${name} ends with this line (its parameter is called event here):`,
      ...indented([line]),
    ]),
    ...taken.map((name) => `Its ${name} has the place of ours: give it another name to use ours.`),
  ];
}

/** @param {readonly string[]} lines */
function indented(lines) {
  return [
    '',
    ...lines.flatMap((it) => it.split('\n')).map((it) => (it === '' ? it : `    ${it}`)),
    '',
  ];
}

/**
 * What only the site's owner can do. It is said when something has been written.
 *
 * @param {Files} files
 * @param {Plan} plan
 * @returns {readonly string[]}
 */
function afterwards(files, { write }) {
  if (write.size === 0) return [];
  const packages = new Set(
    [...files.values()]
      .flatMap((code) => importsOf(code).map(({ specifier }) => specifier))
      .filter((it) => it.startsWith('@wix/')),
  );
  const pages = [...files.keys()].filter((file) => file.startsWith('pages/'));
  return [
    `The site needs these packages: npx wix install ${[...packages].sort().join(' ')}`,
    'Pages are made in the editor, which names their files. Paste into the code of yours:',
    ...pages.map((file) => `  dist/src/${file}`),
  ];
}
