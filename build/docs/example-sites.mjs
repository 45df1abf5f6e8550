import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { importsOf } from '../module-imports.mjs';

/** @typedef {import('./example-files.mjs').Example} Example */

/**
 * Files that are checked together, in one copy of the site.
 *
 * @typedef {ReadonlyMap<string, Example>} ExampleSite By path.
 */

/**
 * Puts the examples into as few copies of the site as they allow. A page's files stand together, in the
 * order of the page: where one comes again, the site up to there is checked, and goes on with the new
 * one. Pages share a copy if they have no file in common, replace no file but pages, and import nothing
 * of each other.
 *
 * @param {string} root The folder of the project.
 * @param {readonly Example[]} examples Of one language, page by page.
 * @returns {readonly ExampleSite[]}
 */
export function exampleSites(root, examples) {
  /** @type {Map<string, Example>[]} */
  const sites = [];
  for (const version of versionsOf(examples)) {
    const shared = replaces(root, version)
      ? undefined
      : sites.find((it) => !replaces(root, it) && isApart(it, version));
    if (shared === undefined) sites.push(new Map(version));
    else for (const [path, example] of version) shared.set(path, example);
  }
  return sites;
}

/**
 * The versions of each page's site.
 *
 * @param {readonly Example[]} examples
 * @returns {readonly ExampleSite[]}
 */
function versionsOf(examples) {
  const pages = new Set(examples.map(({ block }) => block.file));
  return [...pages].flatMap((page) => {
    /** @type {Map<string, Example>[]} */
    const versions = [];
    /** @type {Map<string, Example>} */
    let site = new Map();
    for (const example of examples.filter(({ block }) => block.file === page)) {
      if (site.has(example.path)) {
        versions.push(site);
        site = new Map(site);
      }
      site.set(example.path, example);
    }
    return [...versions, site];
  });
}

/**
 * @param {string} root
 * @param {ExampleSite} site
 */
function replaces(root, site) {
  return [...site.keys()].some(
    (path) => !path.startsWith('pages/') && existsSync(join(root, path.replace(/\.js$/, '.ts'))),
  );
}

/**
 * @param {ExampleSite} one
 * @param {ExampleSite} other
 */
function isApart(one, other) {
  return (
    [...one.keys()].every((path) => !other.has(path)) &&
    !importsFrom(one, other) &&
    !importsFrom(other, one)
  );
}

/**
 * @param {ExampleSite} importing
 * @param {ExampleSite} imported
 */
function importsFrom(importing, imported) {
  const modules = new Set([...imported.keys()].map((path) => path.replace(/\.\w+$/, '')));
  return [...importing.values()].some(({ code }) =>
    importsOf(code).some(({ specifier }) => modules.has(specifier.replace(/\.js$/, ''))),
  );
}
