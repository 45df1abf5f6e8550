// Stands for nothing of Wix: lets Node 20 run the emulator's own TypeScript. Leaves out type checking, `.tsx`, `.cts` and files of packages.

import { readFile } from 'node:fs/promises';
import { createRequire, register } from 'node:module';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

/** The query that marks the copy of this file that Node runs in its thread for module hooks. */
const IN_HOOKS_THREAD = '?hooks';

/**
 * What is used of Rolldown.
 *
 * @typedef {object} Compiler
 * @property {(file: string, source: string, options: object) => { code: string, map: object, errors: { message: string }[] }} transformSync
 */

/** @type {Promise<Compiler> | undefined} */
let compiler;

/**
 * Loads Rolldown's own transform, the one that Vite uses. It is asked for from Vite's place, so
 * that no package of its own is needed and both always have the same version; importing the whole
 * of Vite here would cost a third of the time to `ready`.
 *
 * @returns {Promise<Compiler>}
 */
function loadCompiler() {
  const here = createRequire(import.meta.url);
  const path = createRequire(here.resolve('vite')).resolve('rolldown/utils');
  return import(pathToFileURL(path).href);
}

/**
 * Node's hook for loading a module: a `.ts` file outside `node_modules` has its types removed and
 * carries its source map, so that stack traces name the lines of the source.
 *
 * @param {string} url
 * @param {import('node:module').LoadHookContext} context
 * @param {(url: string, context?: import('node:module').LoadHookContext) => Promise<import('node:module').LoadFnOutput>} nextLoad
 * @returns {Promise<import('node:module').LoadFnOutput>}
 * @throws SyntaxError if the file does not parse, with the file, the line and the column
 * @see https://nodejs.org/docs/latest-v20.x/api/module.html#loadurl-context-nextload
 */
export async function load(url, context, nextLoad) {
  const [address = url] = url.split('?', 1);
  if (
    !address.startsWith('file:') ||
    !address.endsWith('.ts') ||
    address.includes('/node_modules/')
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
    const told = errors.map(({ message }) => stripVTControlCharacters(message)).join('\n');
    throw new SyntaxError(`Failed to read ${file}:\n${told}`);
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
