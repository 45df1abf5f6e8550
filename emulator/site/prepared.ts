// What browsers load as one module each, bundled once: packages of pages, and the runtime of pages. Wix's site server sends bundles as well.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DepOptimizationOptions, DevEnvironment, Environment } from 'vite';

/** What is bundled. */
export interface Prepared {
  /** Packages by name, and files by absolute path; what two of them import is one module for both. */
  readonly modules: readonly string[];
  /** Folders of those files, absolute: when a file in one of them changes, all is bundled again. */
  readonly folders: readonly string[];
}

/** Options of Vite that bundle before the first page asks, and again only if something is another. */
export function preparedOptions({ modules, folders }: Prepared): DepOptimizationOptions {
  const fingerprint = JSON.stringify(fingerprintOf(folders));
  return {
    include: [...modules],
    entries: [],
    // A name that no code has: Vite bundles again where its options differ.
    rolldownOptions: { transform: { define: { VELO_PREPARED_FROM: fingerprint } } },
  };
}

/**
 * Lets an environment begin to bundle when it is first asked for something, not when its server starts: most
 * emulators of tests never show a page.
 *
 * @returns what begins, once, and answers when the bundles are there
 */
export function preparedLater(environment: DevEnvironment): () => Promise<void> {
  const listen = environment.listen.bind(environment);
  let begin = (): Promise<void> => Promise.resolve();
  let ready: Promise<void> | undefined;
  environment.listen = (server) => {
    begin = () => listen(server);
    return Promise.resolve();
  };
  return () => (ready ??= begin());
}

/** The file that holds a bundled module, with its version as the query; undefined for what is not bundled. */
export function preparedFile(environment: Environment, name: string): string | undefined {
  const optimizer = environment.mode === 'dev' ? environment.depsOptimizer : undefined;
  const { optimized = {}, discovered = {} } = optimizer?.metadata ?? {};
  const info = optimized[name] ?? discovered[name];
  return info && optimizer?.getOptimizedDepId(info);
}

function fingerprintOf(folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    for (const name of readdirSync(folder, { encoding: 'utf8' }).sort()) {
      if (/\.[jt]s$/.test(name)) {
        hash.update(name).update(readFileSync(join(folder, name)));
      }
    }
  }
  return hash.digest('hex');
}
