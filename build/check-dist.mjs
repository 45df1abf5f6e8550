import { parse } from 'acorn';
import { exportsOf, importsOf, usesDynamicImport } from './module-imports.mjs';
import { isOurs } from './site-files.mjs';

/** @typedef {import('./site-files.mjs').Files} Files */

/** The files that may import Node's module `crypto`: in `dist/src` and in `dist/paste`. */
const USES_NODE_CRYPTO = ['backend/inbox/web-crypto.js', 'backend/inbox/inbox.js'];

/**
 * Returns what Wix would reject or could not run, one line for each error.
 *
 * @param {Files} files The built site: `backend/inbox.web.js` and its code.
 * @param {readonly string[]} packages The `@wix` packages that the site has.
 * @param {readonly string[]} [only] The files to check. Default: all.
 * @returns {readonly string[]}
 * @see https://dev.wix.com/docs/develop-websites/articles/workspace-tools/developer-tools/git-integration-wix-cli-for-sites/about-git-integration
 */
export function checkDist(files, packages, only = [...files.keys()]) {
  const checked = [...files].filter(([file]) => only.includes(file));
  return checked.flatMap(([file, code]) => [
    ...syntaxErrorsOf(code).map((error) => `${file}: ${error}`),
    ...importsOf(code).flatMap((it) => {
      const error = importErrorOf(file, it.specifier, files, packages) ?? missingName(it, files);
      return error === undefined ? [] : [`${file} imports '${it.specifier}': ${error}`];
    }),
  ]);
}

/**
 * Returns the syntax that Wix cannot run: syntax newer than ES2020, and the parts of ES2020 that Wix's own bundling
 * does not support (`import()`, `import.meta`).
 *
 * @param {string} code
 * @returns {readonly string[]}
 */
function syntaxErrorsOf(code) {
  try {
    parse(code, { ecmaVersion: 2020, sourceType: 'module' });
  } catch (error) {
    if (error instanceof SyntaxError) return [`not ES2020: ${error.message}`];
    throw error;
  }
  return usesDynamicImport(code) ? ['import() and import.meta do not work on Wix'] : [];
}

/**
 * Returns an error if an import has a name that the site's file does not export.
 *
 * @param {import('./module-imports.mjs').ModuleImport} it
 * @param {Files} files
 * @returns {string | undefined}
 */
export function missingName({ specifier, names }, files) {
  const code = files.get(`${specifier}.js`);
  const exported = code === undefined ? undefined : exportsOf(code);
  const missing = names.find((name) => exported !== undefined && !exported.has(name));
  return missing === undefined ? undefined : `it exports no ${missing}`;
}

/**
 * Returns why an import does not work on Wix, or `undefined` if it works.
 *
 * @param {string} file
 * @param {string} specifier
 * @param {Files} files
 * @param {readonly string[]} packages
 * @returns {string | undefined}
 */
function importErrorOf(file, specifier, files, packages) {
  if (specifier.startsWith('wix-')) return undefined;
  if (specifier === 'crypto' && USES_NODE_CRYPTO.includes(file)) return undefined;
  if (specifier.startsWith('@wix/')) {
    return packages.includes(specifier)
      ? undefined
      : `the site's packages are ${packages.join(', ')}`;
  }
  if (specifier.startsWith('.') && !isOurs(file)) return undefined;
  if (!/^(backend|public)\//.test(specifier)) {
    return "on Wix, code imports Wix's packages, 'backend/...' and 'public/...', and no libraries";
  }
  if (specifier.endsWith('.js') || !files.has(`${specifier}.js`)) return 'there is no such file';
  if (specifier.startsWith('backend/') && file.startsWith('public/')) {
    return 'public files are loaded by pages, which import backend/<name>.web only in page code';
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
