// Makes the worker threads and Node child processes of a program load `preload.mjs` too, also those with an environment
// of their own.

import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import workerThreads from 'node:worker_threads';
import { replaceMethod } from './replace-method.mjs';

/**
 * Adds the preload to the environment of this process, of its child processes and of its worker threads.
 *
 * @param {string} preload the URL of `preload.mjs`
 */
export function inheritPreload(preload) {
  const { WIX_EMULATOR } = process.env;
  const option = `--import=${preload}`;

  /**
   * Returns the variables to add to an environment.
   *
   * @param {unknown} [options] its `NODE_OPTIONS`
   */
  function variablesFor(options = '') {
    const text = String(options);
    const isAdded = text.split(' ').includes(option);
    return { WIX_EMULATOR, NODE_OPTIONS: isAdded ? text : `${text} ${option}`.trim() };
  }

  /**
   * Adds the variables to the property `env` of options.
   *
   * @param {unknown} options
   */
  function addToOptions(options) {
    const env = isObject(options) ? options['env'] : undefined;
    return isObject(options) && isObject(env)
      ? { ...options, env: { ...env, ...variablesFor(env['NODE_OPTIONS']) } }
      : options;
  }

  Object.assign(process.env, variablesFor(process.env['NODE_OPTIONS']));
  // Every asynchronous function of the module calls it, with a list of `NAME=value`.
  replaceMethod(childProcess.ChildProcess.prototype, 'spawn', (_child, [options], spawn) => {
    const { envPairs } = isObject(options) ? options : {};
    if (!isObject(options) || !Array.isArray(envPairs)) return spawn([options]);
    const pairs = envPairs.map(String);
    const given = pairs.find((pair) => pair.startsWith('NODE_OPTIONS='));
    const added = Object.entries(variablesFor(given?.slice('NODE_OPTIONS='.length)));
    const kept = pairs.filter((pair) => added.every(([name]) => !pair.startsWith(`${name}=`)));
    return spawn([
      { ...options, envPairs: [...kept, ...added.map(([name, value]) => `${name}=${value}`)] },
    ]);
  });
  for (const name of ['spawnSync', 'execFileSync', 'execSync']) {
    replaceMethod(childProcess, name, (_module, args, run) => run(args.map(addToOptions)));
  }

  // Node ignores `--import` for CommonJS code that is given as text.
  const path = JSON.stringify(fileURLToPath(preload));
  const load = `process.getBuiltinModule('node:module').createRequire(${path})(${path});`;
  class Worker extends workerThreads.Worker {
    /**
     * @param {string | URL} script
     * @param {workerThreads.WorkerOptions} [options]
     */
    constructor(script, options = {}) {
      const { env } = options;
      super(options.eval ? load + String(script) : script, {
        ...options,
        ...(typeof env === 'object'
          ? { env: { ...env, ...variablesFor(env['NODE_OPTIONS']) } }
          : {}),
      });
    }
  }
  Reflect.set(workerThreads, 'Worker', Worker);
  syncBuiltinESMExports();
}

/**
 * @param {unknown} it
 * @returns {it is Readonly<Record<string, unknown>>}
 */
function isObject(it) {
  return typeof it === 'object' && it !== null;
}
