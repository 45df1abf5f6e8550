// Registers a module hook that lets Node 20 run the emulator's TypeScript, also from `node_modules`. Does not check
// types, and skips `.tsx`, `.cts` and files of other packages.

import { readFile } from 'node:fs/promises';
import { createRequire, register } from 'node:module';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

/** The URL of the emulator's folder. Node itself removes no types of files in `node_modules`. */
const OWN_FOLDER = new URL('.', import.meta.url).href;
/** The query of the URL under which Node's module-hooks thread loads this file. */
const IN_HOOKS_THREAD = '?hooks';

/**
 * The part of Rolldown that is used.
 *
 * @typedef {object} Compiler
 * @property {(file: string, source: string, options: object) => { code: string, map: object, errors: { message: string }[] }} transformSync
 */

/** @type {Promise<Compiler> | undefined} */
let compiler;

/**
 * Loads the transform of Rolldown that Vite uses. It is resolved from Vite's package, so that both have the same version
 * without another dependency. Importing all of Vite here takes a third of the startup time.
 *
 * @returns {Promise<Compiler>}
 */
function loadCompiler() {
  const here = createRequire(import.meta.url);
  const path = createRequire(here.resolve('vite')).resolve('rolldown/utils');
  return import(pathToFileURL(path).href);
}

/**
 * Node's `load` hook: removes the types of a `.ts` file of the emulator or outside `node_modules` and adds a source map,
 * so that stack traces have the lines of the source.
 *
 * @param {string} url
 * @param {import('node:module').LoadHookContext} context
 * @param {(url: string, context?: import('node:module').LoadHookContext) => Promise<import('node:module').LoadFnOutput>} nextLoad
 * @returns {Promise<import('node:module').LoadFnOutput>}
 * @throws SyntaxError if the file does not parse, with file, line and column
 * @see https://nodejs.org/docs/latest-v20.x/api/module.html#loadurl-context-nextload
 */
export async function load(url, context, nextLoad) {
  const [address = url] = url.split('?', 1);
  if (
    !address.startsWith('file:') ||
    !address.endsWith('.ts') ||
    address.replace(OWN_FOLDER, '').includes('/node_modules/')
  ) {
    return nextLoad(url, context);
  }
  compiler ??= loadCompiler();
  const file = fileURLToPath(address);
  const [{ transformSync }, source] = await Promise.all([compiler, readFile(file, 'utf8')]);
  const { code, map, errors } = transformSync(file, source, {
    lang: 'ts',
    sourcemap: true,
    typescript: { onlyRemoveTypeImports: true },
    tsconfig: false,
  });
  if (errors.length > 0) {
    const messages = errors.map(({ message }) => stripVTControlCharacters(message)).join('\n');
    throw new SyntaxError(`Failed to parse ${file}:\n${messages}`);
  }
  const inline = Buffer.from(JSON.stringify(map)).toString('base64');
  return {
    format: 'module',
    shortCircuit: true,
    source: `${code}\n//# sourceMappingURL=data:application/json;base64,${inline}\n`,
  };
}

if (!import.meta.url.endsWith(IN_HOOKS_THREAD)) {
  process.setSourceMapsEnabled(true);
  register(`${import.meta.url}${IN_HOOKS_THREAD}`);
}
