import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import process from 'node:process';
import ts from 'typescript';
import * as v from 'valibot';

/** @typedef {import('./examples.mjs').Finding} Finding */

/** What this reads of the project's settings for the linter. */
const Rules = v.record(v.string(), v.unknown());
const Config = v.looseObject({
  plugins: v.array(v.string()),
  jsPlugins: v.optional(v.array(v.string())),
  options: v.looseObject({ typeAware: v.optional(v.boolean()) }),
  rules: Rules,
  overrides: v.array(v.looseObject({ rules: Rules })),
});

/** What the linter answers with `--format json`. */
const Report = v.object({
  diagnostics: v.array(
    v.object({
      message: v.string(),
      code: v.optional(v.string()),
      filename: v.string(),
      help: v.optional(v.string()),
      labels: v.array(v.object({ span: v.object({ line: v.number() }) })),
    }),
  ),
});

/**
 * The linter's settings for examples: the project's own, without its own rules for who imports what, since
 * a reader's site has other files. JavaScript is linted without types.
 *
 * @param {string} root The folder of the project.
 * @param {string} language `ts` or `js`.
 * @returns {string} JSON.
 */
export function lintConfig(root, language) {
  const file = join(root, '.oxlintrc.json');
  const read = ts.parseConfigFileTextToJson(file, readFileSync(file, 'utf8'));
  const { jsPlugins: _, ...kept } = v.parse(Config, read.config);
  /** @param {Record<string, unknown>} rules */
  const known = (rules) =>
    Object.fromEntries(
      Object.entries(rules).filter(([name]) => kept.plugins.includes(name.split('/')[0] ?? '')),
    );
  const exceptions = {
    // A page gives async functions to its elements' events, as Wix's own examples do.
    'typescript/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
    // The editor names the file of a page: Contact.c1dmp.js.
    ...(language === 'js' && { 'unicorn/filename-case': 'off' }),
  };
  return JSON.stringify({
    ...kept,
    options: { ...kept.options, typeAware: language === 'ts' },
    rules: { ...known(kept.rules), ...exceptions },
    overrides: kept.overrides.map((it) => ({ ...it, rules: known(it.rules) })),
  });
}

/**
 * Says what the linter refuses.
 *
 * @param {string} root The folder of the project.
 * @param {string} folder The copy of the site.
 * @param {readonly string[]} paths The examples in it.
 * @returns {Promise<readonly Finding[]>}
 * @throws {Error} if the linter cannot run
 */
export async function lintErrors(root, folder, paths) {
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
  const { stdout, stderr } = await run([oxlint, '--format', 'json', ...paths], folder);
  if (!stdout.startsWith('{')) throw new Error(`Failed to lint the examples: ${stdout}${stderr}`);
  const { diagnostics } = v.parse(Report, JSON.parse(stdout));
  return diagnostics.map(({ message, code, filename, help, labels }) => ({
    file: relative(folder, join(folder, filename)).replaceAll('\\', '/'),
    line: labels[0]?.span.line ?? 1,
    message: `oxlint: ${message} ${code ?? ''}${help === undefined ? '' : `; ${help}`}`,
  }));
}

/**
 * @param {readonly string[]} args
 * @param {string} cwd
 * @returns {Promise<{ stdout: string, stderr: string }>}
 */
function run(args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => (stdout += String(data)));
    child.stderr.on('data', (data) => (stderr += String(data)));
    child.on('error', reject);
    child.on('close', () => resolve({ stdout, stderr }));
  });
}
