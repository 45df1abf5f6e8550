import process from 'node:process';
import { parseArgs } from 'node:util';
import { resolve } from 'node:path';

const USAGE = `Usage: npm run build [-- --into DIR]

Builds the site for Wix: dist/src for Git integration, and dist/paste to paste into the editor.

  --into DIR   also installs the files into a site, or upgrades them there; DIR is the folder src of its repository
  --help       show this help`;

const OPTIONS = /** @type {const} */ ({
  into: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
});

/** What the operating system's codes of a failed write mean, and what to do. */
const WRITE_FAILURES = /** @type {const} */ ({
  EACCES: 'it is read-only. Make it writable',
  EPERM: 'it is read-only. Make it writable',
  EROFS: 'the disk is read-only. Use a folder on another one',
  ENOSPC: 'the disk is full. Free some space',
  EDQUOT: 'the disk is full. Free some space',
  ENOTDIR: 'a part of the path is a file. Rename or delete it',
  EEXIST: 'a file has the name of the folder. Rename or delete it',
});

/**
 * Reads the arguments of the build. For `--help`, prints the usage and exits with 0. If they are invalid, prints what is
 * wrong and exits with 2.
 *
 * @returns {string | undefined} The folder to install into.
 */
export function readArguments() {
  try {
    const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
    if (values.help) {
      console.log(USAGE);
      return process.exit(0);
    }
    const [argument] = positionals;
    if (argument !== undefined) {
      throw new Error(`Unexpected argument "${argument}". To install: npm run build -- --into DIR`);
    }
    const { into } = values;
    if (into === '') throw new Error('--into needs a folder.');
    // npm runs this in the project's folder; INIT_CWD is the folder in which the command was typed.
    const initialFolder = process.env['npm_lifecycle_event'] === 'build' && process.env['INIT_CWD'];
    return into === undefined ? undefined : resolve(initialFolder || '.', into);
  } catch (error) {
    console.error(toUsageMessage(error));
    console.error('See npm run build -- --help.');
    return process.exit(2);
  }
}

/** @param {unknown} error */
function toUsageMessage(error) {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  const [, unknown] = /^Unknown option '([^']+)'/.exec(line) ?? [];
  return unknown === undefined
    ? line
    : `Unknown option ${unknown}. The options are --into DIR and --help.`;
}

/**
 * Describes why a step failed: its message, or what to do if a file cannot be written. Only a defect of the build has a
 * stack trace.
 *
 * @param {unknown} error
 * @returns {string}
 */
export function describeFailure(error) {
  if (!(error instanceof Error)) return String(error);
  const { code, path } = /** @type {NodeJS.ErrnoException} */ (error);
  const [, reason] = Object.entries(WRITE_FAILURES).find(([name]) => name === code) ?? [];
  if (reason !== undefined) return `Cannot write ${path ?? 'a file'}: ${reason} (${code}).`;
  return error.constructor === Error ? error.message : (error.stack ?? error.message);
}
