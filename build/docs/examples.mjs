import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { buildErrors } from './example-build.mjs';
import { readExamples } from './example-files.mjs';
import { lintConfig, lintErrors } from './example-lint.mjs';
import { exampleSites } from './example-sites.mjs';
import { typeErrors } from './example-types.mjs';

/** @typedef {import('./code-blocks.mjs').CodeBlock} CodeBlock */
/** @typedef {import('./example-files.mjs').Example} Example */
/** @typedef {import('./example-sites.mjs').ExampleSite} ExampleSite */

/**
 * What a check found.
 *
 * @typedef {object} Finding
 * @property {string} file Of the copy of the site: `backend/orders.ts`.
 * @property {number} line 1 for the first.
 * @property {string} message
 */

/** What a copy of the site has of the project, as copies and as links. */
const COPIED = ['backend', 'public', 'pages', 'editor', 'tsconfig.json', 'tsconfig.site.json'];
const COPIED_FOR_NODE = ['tsconfig.tools.json', 'package.json'];
const LINKED = ['node_modules', 'emulator', 'build'];

/**
 * Says what is wrong with the TypeScript and JavaScript of the pages: each example is parsed, typed (if it
 * is TypeScript) and linted as what it is, and files of a site are built into a copy of the site.
 *
 * @param {string} root The folder of the project.
 * @param {readonly CodeBlock[]} blocks
 * @returns {Promise<readonly string[]>} `README.md:12: <what is wrong>`
 */
export async function exampleErrors(root, blocks) {
  const { examples, errors } = readExamples(blocks);
  const signatures = examples.filter(({ kind }) => kind === 'signature').flatMap(signatureErrors);
  const found = [];
  for (const language of ['ts', 'js']) {
    const ofLanguage = examples.filter(
      ({ kind, block }) => kind !== 'signature' && block.language === language,
    );
    for (const site of exampleSites(root, ofLanguage)) {
      found.push(await siteErrors(root, site, language));
    }
  }
  return [...new Set([...errors, ...signatures, ...found.flat()])];
}

/** @param {Example} example */
function signatureErrors({ block, code }) {
  const { diagnostics = [] } = ts.transpileModule(code, { reportDiagnostics: true });
  return diagnostics.map((it) => {
    const said = ts.flattenDiagnosticMessageText(it.messageText, ' ');
    return `${block.file}:${block.line}: not a declaration of TypeScript: ${said}`;
  });
}

/**
 * @param {string} root
 * @param {ExampleSite} site
 * @param {string} language
 * @returns {Promise<readonly string[]>}
 */
async function siteErrors(root, site, language) {
  const folder = copySite(root, site, language);
  try {
    const lint = lintErrors(root, folder, [...site.keys()]);
    const findings = [
      ...(language === 'ts' ? typeErrors(folder, site) : []),
      ...(await buildErrors(root, site)),
      ...(await lint),
    ];
    return findings.map((it) => located(it, site));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Makes a copy of the site with these files in it.
 *
 * @param {string} root
 * @param {ExampleSite} site
 * @param {string} language
 * @returns {string} Its folder.
 */
function copySite(root, site, language) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'docs-')));
  for (const name of [...COPIED, ...COPIED_FOR_NODE]) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  for (const name of LINKED) symlinkSync(join(root, name), join(folder, name));
  writeFileSync(join(folder, '.oxlintrc.json'), lintConfig(root, language));
  for (const [path, { code }] of site) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${code}\n`);
  }
  return folder;
}

/**
 * A finding at its line of the page; what is found in another file of the site is the first example's.
 *
 * @param {Finding} finding
 * @param {ExampleSite} site
 * @returns {string}
 */
function located({ file, line, message }, site) {
  const example = site.get(file);
  if (example !== undefined) {
    const { block } = example;
    return `${block.file}:${block.line + line - 1}: ${message}`;
  }
  const [first] = site.values();
  return `${first?.block.file}:${first?.block.line}: with this page's files, ${file}:${line}: ${message}`;
}
