import ts from 'typescript';
import { emitModule, formatCode } from '../emit-module.mjs';
import { buildErrors } from './example-build.mjs';
import { exampleSites, readExamples } from './example-files.mjs';
import { lintErrors } from './example-lint.mjs';
import { typeErrors } from './example-types.mjs';
import { textOf } from './site-program.mjs';

/** @typedef {import('./code-blocks.mjs').CodeBlock} CodeBlock */
/** @typedef {import('./example-files.mjs').Example} Example */
/** @typedef {import('./example-files.mjs').ExampleSite} ExampleSite */

/**
 * An error of an example.
 *
 * @typedef {object} Finding
 * @property {string} file From the root of the site: `backend/orders.ts`.
 * @property {number} line 1 for the first.
 * @property {string} message
 */

/**
 * Returns the errors in the TypeScript and JavaScript of the pages. Each example is parsed, type-checked (if it
 * is TypeScript) and linted as what it is, and files of a site are built together with the project's site.
 *
 * @param {string} root The folder of the project.
 * @param {readonly CodeBlock[]} blocks
 * @returns {Promise<readonly string[]>} `README.md:12: <error>`
 */
export async function exampleErrors(root, blocks) {
  const { examples, errors } = readExamples(blocks);
  const signatures = examples.filter(({ kind }) => kind === 'signature').flatMap(signatureErrors);
  const others = examples.filter(({ kind }) => kind !== 'signature');
  const ofTypeScript = others.filter(({ block }) => block.language === 'ts');
  const ofJavaScript = others.filter(({ block }) => block.language === 'js');
  const pairs = await Promise.all(
    others.map((example, index) => pairErrors(example, others[index + 1])),
  );
  const found = [
    ...pairs.flat(),
    ...(await languageErrors(root, exampleSites(ofTypeScript), 'ts')),
    ...(await languageErrors(root, exampleSites(ofJavaScript), 'js')),
  ];
  return [...new Set([...errors, ...signatures, ...found])];
}

/**
 * Returns an error for TypeScript of a site that is not also valid as JavaScript, and is not followed by the JavaScript
 * that is built from it: an installed site has JavaScript.
 *
 * @param {Example} example
 * @param {Example | undefined} next
 * @returns {Promise<readonly string[]>}
 */
async function pairErrors({ block, kind, code }, next) {
  if (block.language !== 'ts' || kind === 'node') return [];
  const source = withoutPath(code);
  const expected = await emitModule('example.ts', source).catch(() => undefined);
  // The lint and the types report an example that does not parse.
  if (expected === undefined || (await isSameCode(source, expected))) return [];
  const isPair = next?.block.language === 'js' && next.block.file === block.file;
  if (isPair && (await isSameCode(withoutPath(next.code), expected))) return [];
  return [
    `${block.file}:${block.line}: the next block is not the same in JavaScript; expected:\n${expected}`,
  ];
}

/** @param {string} code */
function withoutPath(code) {
  return code.replace(/^\/\/ .*\.[jt]s\n/, '');
}

/** @param {string} code @param {string} formatted */
async function isSameCode(code, formatted) {
  return (await formatCode(code).catch(() => '')).trim() === formatted.trim();
}

/** @param {Example} example */
function signatureErrors({ block, code }) {
  const { diagnostics = [] } = ts.transpileModule(code, { reportDiagnostics: true });
  return diagnostics.map(
    (it) => `${block.file}:${block.line}: not a declaration of TypeScript: ${textOf(it)}`,
  );
}

/** @param {string} root @param {readonly ExampleSite[]} sites @param {string} language */
async function languageErrors(root, sites, language) {
  // The linter runs in a process of its own, while the compiler runs here.
  const linting = lintErrors(root, sites, language);
  const found = sites.map((site) => (language === 'ts' ? typeErrors(root, site) : []));
  const built = await Promise.all(sites.map((site) => buildErrors(root, site)));
  const linted = await linting;
  return sites.flatMap((site, index) =>
    [found, built, linted].flatMap((all) => all[index] ?? []).map((it) => locate(it, site)),
  );
}

/**
 * Returns an error with its line of the page. An error in another file of the site is one of the first example.
 *
 * @param {Finding} finding
 * @param {ExampleSite} site
 */
function locate({ file, line, message }, site) {
  const { block } = site.get(file) ?? [...site.values()][0] ?? {};
  if (site.has(file)) return `${block?.file}:${(block?.line ?? 1) + line - 1}: ${message}`;
  return `${block?.file}:${block?.line}: with this page's files, ${file}:${line}: ${message}`;
}
