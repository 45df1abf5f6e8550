import ts from 'typescript';
import { newerThanES2020 } from './newer-syntax.mjs';

/** @typedef {import('./site-files.mjs').Files} Files */

/**
 * Says what Wix would refuse or could not run, one line for each fault.
 *
 * @param {Files} files What would be put on Wix: `backend/inbox.web.js` and its text.
 * @param {readonly string[]} packages The `@wix` packages that the site has.
 * @returns {readonly string[]}
 * @see https://dev.wix.com/docs/develop-websites/articles/workspace-tools/developer-tools/git-integration-wix-cli-for-sites/about-git-integration
 */
export function checkDist(files, packages) {
  return [...files].flatMap(([file, code]) => {
    const source = ts.createSourceFile(file, code, ts.ScriptTarget.ES2020, true);
    return [
      ...newerThanES2020(file, code),
      ...importsOf(source).flatMap((specifier) => {
        const fault = faultOf(file, specifier, files, packages);
        return fault === undefined ? [] : [`${file} imports '${specifier}': ${fault}`];
      }),
    ];
  });
}

/**
 * Why an import would not work on Wix.
 *
 * @param {string} file
 * @param {string} specifier
 * @param {Files} files
 * @param {readonly string[]} packages
 * @returns {string | undefined}
 */
function faultOf(file, specifier, files, packages) {
  if (specifier.startsWith('wix-')) return undefined;
  if (specifier.startsWith('@wix/')) {
    return packages.includes(specifier)
      ? undefined
      : `the site's packages are ${packages.join(', ')}`;
  }
  if (!/^(backend|public)\//.test(specifier)) {
    return "Wix has its own packages, 'backend/...' and 'public/...'; libraries are inlined";
  }
  if (specifier.endsWith('.js') || !files.has(`${specifier}.js`)) return 'there is no such file';
  if (specifier.startsWith('backend/') && file.startsWith('public/')) {
    return 'public files are loaded by pages, which cannot reach the backend so';
  }
  if (
    specifier.startsWith('backend/') &&
    file.startsWith('pages/') &&
    !specifier.endsWith('.web')
  ) {
    return 'a page may import backend/<name>.web only';
  }
  return undefined;
}

/**
 * Every specifier of a module, of static imports and of exports from elsewhere.
 *
 * @param {ts.SourceFile} source
 * @returns {readonly string[]}
 */
function importsOf(source) {
  return source.statements.flatMap((it) =>
    (ts.isImportDeclaration(it) || ts.isExportDeclaration(it)) &&
    it.moduleSpecifier !== undefined &&
    ts.isStringLiteral(it.moduleSpecifier)
      ? [it.moduleSpecifier.text]
      : [],
  );
}
