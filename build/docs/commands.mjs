import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { visit } from 'unist-util-visit';
import * as v from 'valibot';

/** @typedef {import('./pages.mjs').Page} Page */
/** @typedef {import('./code-blocks.mjs').CodeBlock} CodeBlock */

/**
 * @typedef {object} Command
 * @property {string} file The page.
 * @property {number} line
 * @property {readonly string[]} words
 */

const Manifest = v.object({ scripts: v.record(v.string(), v.string()) });

/** Commands of npm itself. */
const NPM_COMMANDS = [
  'ci',
  'install',
  'uninstall',
  'init',
  'exec',
  'outdated',
  'update',
  'audit',
  'pack',
];
/** Programs that npx downloads, or that the reader installs. */
const OTHER_PROGRAMS = ['wix', 'playwright-core'];
/** Scripts whose program prints its flags with `--help`, after "Usage" or "npm". */
const WITH_HELP = new Set(['start', 'build', 'test', 'audit']);

/**
 * Returns an error for each command of the pages with a script, flag, program or file that does not exist.
 * Commands are lines of bash, sh and console blocks, and inline code that starts with npm, npx or node.
 *
 * @param {string} root The folder of the project.
 * @param {readonly Page[]} pages
 * @param {readonly CodeBlock[]} blocks
 * @returns {readonly string[]}
 */
export function commandErrors(root, pages, blocks) {
  const { scripts } = v.parse(
    Manifest,
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')),
  );
  const commands = [...blocks.flatMap(commandsOf), ...pages.flatMap(inlineCommands)];
  return commands.flatMap(({ file, line, words }) =>
    errorsOf(root, scripts, words).map((message) => `${file}:${line}: ${message}`),
  );
}

/** @param {CodeBlock} block @returns {readonly Command[]} */
function commandsOf({ file, line, language, code }) {
  if (!['bash', 'sh', 'console'].includes(language)) return [];
  const lines = code.replaceAll(/\\\n/g, '  ').split('\n');
  return lines.flatMap((text, index) => {
    const [, prompted] = /^\s*\$ (.*)$/.exec(text) ?? [];
    const typed = language === 'console' ? prompted : (prompted ?? text);
    return typed === undefined ? [] : splitCommands(file, line + index, typed);
  });
}

/** @param {Page} page @returns {readonly Command[]} */
function inlineCommands({ file, tree }) {
  /** @type {Command[]} */
  const commands = [];
  visit(tree, 'inlineCode', ({ value, position }) => {
    if (/^(npm|npx|node) /.test(value)) {
      commands.push(...splitCommands(file, position?.start.line ?? 1, value));
    }
  });
  return commands;
}

/** @param {string} file @param {number} line @param {string} text @returns {readonly Command[]} */
function splitCommands(file, line, text) {
  return text
    .replace(/(^|\s)#.*$/, '')
    .split(/&&|\|\|?|;/)
    .map((it) =>
      it
        .trim()
        .split(/\s+/)
        .filter((word) => !/^\w+=/.test(word)),
    )
    .filter((words) => words.join('') !== '')
    .map((words) => ({ file, line, words }));
}

/**
 * @param {string} root
 * @param {Readonly<Record<string, string>>} scripts
 * @param {readonly string[]} words
 * @returns {readonly string[]}
 */
function errorsOf(root, scripts, [program, first = '', ...rest]) {
  if (program === 'npx') {
    const name = first.startsWith('-') ? (rest[0] ?? '') : first;
    const known =
      OTHER_PROGRAMS.includes(name) ||
      name.endsWith('.tgz') ||
      existsSync(join(root, 'node_modules/.bin', name));
    return known ? [] : [`npx ${name}: the project has no such program; correct the name`];
  }
  if (program === 'node') {
    const file = [first, ...rest].find((word) => /^[\w./-]+\.(mjs|js|ts)$/.test(word));
    // What is below dist/ is built first.
    return file === undefined || file.startsWith('dist/') || existsSync(join(root, file))
      ? []
      : [`node ${file}: there is no such file; correct the path`];
  }
  if (program !== 'npm' || NPM_COMMANDS.includes(first) || first.startsWith('-')) return [];
  const [script = '', ...args] = first === 'run' ? rest : [first, ...rest];
  if (!Object.hasOwn(scripts, script)) {
    const known = Object.keys(scripts).join(', ');
    return [`npm run ${script}: package.json has no such script; it has ${known}`];
  }
  return flagErrors(root, script, scripts[script] ?? '', args);
}

/**
 * @param {string} root
 * @param {string} script
 * @param {string} command
 * @param {readonly string[]} args The words after the script's name.
 * @returns {readonly string[]}
 */
function flagErrors(root, script, command, args) {
  const flags = args.filter((word) => /^--?\w/.test(word)).map((word) => word.replace(/=.*/, ''));
  if (flags.length === 0) return [];
  const written = `npm run ${script} ${args.join(' ')}`;
  if (!args.includes('--')) {
    return [`${written}: npm takes the flags for itself; put -- before them`];
  }
  if (!WITH_HELP.has(script)) return [`${written}: this script takes no flags; leave them out`];
  const known = flagsOf(root, command);
  return flags
    .filter((flag) => !known.has(flag) && flag !== '--help')
    .map((flag) => `${written}: it has no flag ${flag}; its flags are ${[...known].join(', ')}`);
}

/** @type {Map<string, ReadonlySet<string>>} */
const flagsOfCommand = new Map();

/**
 * Returns the flags that a program prints with `--help`.
 *
 * @param {string} root
 * @param {string} command `node build/build.mjs`
 * @returns {ReadonlySet<string>}
 */
function flagsOf(root, command) {
  const known = flagsOfCommand.get(command);
  if (known !== undefined) return known;
  const bin = join(root, 'node_modules/.bin');
  const { stdout, stderr } = spawnSync(`${command} --help`, {
    cwd: root,
    shell: true,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}` },
  });
  // The text before the usage may be an error about the flag --help itself.
  const usage = `${stdout}\n${stderr}`.replace(/^[\s\S]*?(?=^\s*(Usage|npm |\$ ))/im, '');
  const flags = new Set(usage.match(/(?<![\w-])--?[a-z][\w-]*/gi));
  flagsOfCommand.set(command, flags);
  return flags;
}
