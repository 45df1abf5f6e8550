import { checkSettings } from './check-settings.mjs';
import { makeChanges } from './install/changes.mjs';
import { MANIFEST, readManifest, toHash, toManifest } from './install/manifest.mjs';
import { planInstallation } from './install/plan.mjs';
import { buildSite } from './build-site.mjs';
import { liveSteps } from './install/next-steps.mjs';
import { openSite, readCode } from './install/site-folder.mjs';
import { importsOf } from './module-imports.mjs';
import { isOurs, NOT_CODE, OWN_FILES } from './site-files.mjs';

/** @typedef {import('./site-files.mjs').Files} Files */
/** @typedef {import('./install/plan.mjs').Plan} Plan */

/**
 * Installs a built site into a site with Git integration, or upgrades it there. It never overwrites a file that it
 * did not write or that was changed since. It makes all changes or none.
 *
 * @param {string} into The folder `src` of the site's repository.
 * @param {Files} files The result of `buildSite`.
 * @param {string} version
 * @returns {readonly string[]} Lines to print: the changes, and the steps that remain to be done by hand.
 * @throws {Error} if it cannot be installed; the site is then unchanged
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
      // After an interrupted installation, the next one recognizes by it the files that it wrote.
      {
        file: MANIFEST,
        text: toManifest(version, before.files, new Map([...before.writing, ...hashes])),
      },
      ...[...write].map(([file, text]) => ({ file, text })),
      ...remove.map((file) => ({ file })),
      { file: MANIFEST, text: manifest },
    ]);
  }
  return [...reportOf(into, plan), ...nextSteps(files, plan)];
}

/**
 * Checks a site's own settings and forms with the built files, and installs.
 *
 * @param {string} into The folder `src` of the site's repository.
 * @param {Files} files The result of `buildSite`.
 * @param {string} version
 * @returns {Promise<{ lines: readonly string[], warning?: string }>} Lines to print; a warning if the settings could not be checked.
 * @throws {Error} if the settings or forms are invalid, or it cannot be installed; the site is then unchanged
 */
export async function checkAndInstall(into, files, version) {
  const { error, warning } = await checkSettings(await withSiteFiles(into, files));
  if (error !== undefined) throw new Error(`Nothing was changed in the site. ${error}`);
  const lines = installSite(into, files, version);
  return warning === undefined ? { lines } : { lines, warning: `${into}/${warning}` };
}

/**
 * Returns the built files as they will be in a site: with the site's own settings and forms, if it has them, and its other
 * own files. TypeScript is compiled.
 *
 * @param {string} into The folder `src` of the site's repository.
 * @param {Files} files The result of `buildSite`.
 * @returns {Promise<Files>}
 * @throws {Error} if the settings or forms do not parse
 */
async function withSiteFiles(into, files) {
  const result = new Map(files);
  for (const [file, code] of readCode(openSite(into))) {
    const name = file.replace(/\.ts$/, '.js');
    if (isOurs(name) || file.startsWith('pages/') || NOT_CODE.test(file)) continue;
    try {
      const built = await buildSite(new Map([[file, code]]), {});
      for (const [path, text] of built) result.set(path, text);
    } catch (error) {
      // An error elsewhere on the site is not one of the installation.
      if (OWN_FILES.includes(name)) throw error;
    }
  }
  return result;
}

/** @param {readonly string[]} refusals */
function refusalOf(refusals) {
  const foreign = refusals.some((it) => it.endsWith('not installed by this build'));
  return [
    'Nothing was changed in the site:',
    ...refusals.map((it) => `  ${it}`),
    ...(foreign
      ? [
          'If these files are copies of an earlier version, delete them (but keep your settings and forms) and',
          'install again. If they are your own, rename them.',
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
  return [done, ...keep, ...additions.flatMap(describeAdditions)];
}

/**
 * Returns the lines that have to be added by hand to a file of the site.
 *
 * @param {import('./install/lines-to-add.mjs').Additions} additions
 * @returns {readonly string[]}
 */
function describeAdditions({ file, imports, exports, inside, taken }) {
  const isComplete = [imports, exports, inside, taken].every(({ length }) => length === 0);
  if (isComplete) return [`${file} is the site's own, and has all lines of ours.`];
  return [
    `${file} is the site's own and was not changed. Add to it by hand:`,
    ...indent([...imports, ...(imports.length > 0 && exports.length > 0 ? [''] : []), ...exports]),
    ...inside.flatMap(({ name, line, first }) => [
      first
        ? `Make its ${name} async, and add this as the first line (with the parameters channel and subscriber):`
        : `Add this as the last line of its ${name} (with the parameter event):`,
      ...indent([line]),
    ]),
    ...taken.map((name) => `Its ${name} replaces ours: rename it to use ours.`),
  ];
}

/** @param {readonly string[]} lines */
function indent(lines) {
  return [
    '',
    ...lines.flatMap((it) => it.split('\n')).map((it) => (it === '' ? it : `    ${it}`)),
    '',
  ];
}

/**
 * Returns the steps that only the site's owner can do, if any file was written.
 *
 * @param {Files} files
 * @param {Plan} plan
 * @returns {readonly string[]}
 */
function nextSteps(files, { write }) {
  if (write.size === 0) return [];
  const packages = new Set(
    [...files.values()]
      .flatMap((code) => importsOf(code).map(({ specifier }) => specifier))
      .filter((it) => it.startsWith('@wix/')),
  );
  const pages = [...files.keys()].filter((file) => file.startsWith('pages/'));
  return [
    `The site needs these packages: npx wix install ${[...packages].sort().join(' ')}`,
    'The editor creates pages and names their files. Paste this code into your pages:',
    ...pages.map((file) => `  dist/src/${file}`),
    ...liveSteps(),
  ];
}
