import { spawn } from 'node:child_process';
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
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import * as v from 'valibot';

/** @typedef {import('./example-files.mjs').ExampleSite} ExampleSite */
/** @typedef {import('./examples.mjs').Finding} Finding */

/** The parts of the project that are copied into a site, and those that it links to. */
const COPIED = ['backend', 'public', 'pages', 'editor', 'package.json'];
const CONFIGS = ['tsconfig.json', 'tsconfig.site.json', 'tsconfig.tools.json'];
const LINKED = ['node_modules', 'emulator', 'build'];

/** The part of the linter's JSON output that is read. */
const Report = v.object({
  diagnostics: v.array(
    v.object({
      message: v.string(),
      code: v.optional(v.string(), ''),
      filename: v.string(),
      help: v.optional(v.string()),
      labels: v.array(v.object({ span: v.object({ line: v.number() }) })),
    }),
  ),
});

/**
 * Returns the linter's findings, with the project's own rules. All sites are linted in one run: each is a copy
 * of the project's site with the examples in it. JavaScript is linted without types.
 *
 * @param {string} root The folder of the project.
 * @param {readonly ExampleSite[]} sites Of one language.
 * @param {string} language `ts` or `js`.
 * @returns {Promise<readonly (readonly Finding[])[]>} By site.
 * @throws {Error} if the linter cannot run
 */
export async function lintErrors(root, sites, language) {
  if (sites.length === 0) return [];
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'docs-')));
  try {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    for (const [index, site] of sites.entries()) {
      copySite(root, site, language, join(folder, String(index)));
    }
    const files = sites.flatMap((site, index) =>
      [...site.keys()].map((path) => `${index}/${path}`),
    );
    const options = ['--format', 'json', ...(language === 'ts' ? ['--type-aware'] : [])];
    const diagnostics = await runLinter([...options, ...files], folder);
    return sites.map((_, index) =>
      diagnostics
        .filter(({ filename }) => filename.startsWith(`${index}/`))
        .map(({ message, code, filename, help, labels }) => ({
          file: relative(String(index), filename),
          line: labels[0]?.span.line ?? 1,
          message: `oxlint: ${message} ${code}${help === undefined ? '' : `; ${help}`}`,
        })),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} root @param {ExampleSite} site @param {string} language @param {string} folder */
function copySite(root, site, language, folder) {
  for (const name of [...COPIED, ...CONFIGS]) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  for (const name of LINKED) symlinkSync(join(root, name), join(folder, name));
  const config = lintConfig(join(root, '.oxlintrc.json'), language);
  writeFileSync(join(folder, '.oxlintrc.json'), JSON.stringify(config));
  for (const [path, { code }] of site) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${code}\n`);
  }
}

/** @param {string} projectConfig @param {string} language */
function lintConfig(projectConfig, language) {
  return {
    extends: [projectConfig],
    categories: { correctness: 'error', suspicious: 'error' },
    rules: {
      // The import rules are about the project's own files; a reader's site has others.
      'layout/imports': 'off',
      'layout/reasons': 'off',
      // Pages pass async functions to event handlers, as Wix's own examples do.
      'typescript/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      // The editor names the file of a page: Contact.c1dmp.js.
      ...(language === 'js' && { 'unicorn/filename-case': 'off' }),
    },
    // An excerpt is a part of a function, whose await is written at the top level.
    overrides: [{ files: ['**/excerpt-*'], rules: { 'node/no-top-level-await': 'off' } }],
  };
}

/** @param {readonly string[]} args @param {string} cwd */
async function runLinter(args, cwd) {
  const oxlint = join(cwd, 'node_modules/oxlint/bin/oxlint');
  const child = spawn(process.execPath, [oxlint, ...args], { cwd });
  const [stdout, stderr] = await Promise.all([child.stdout.toArray(), child.stderr.toArray()]);
  const output = Buffer.concat(stdout).toString();
  if (!output.startsWith('{')) {
    throw new Error(`Failed to lint the examples: ${output}${Buffer.concat(stderr).toString()}`);
  }
  return v.parse(Report, JSON.parse(output)).diagnostics;
}
