// Bundles the packages and the runtime of pages once, with Vite's dependency pre-bundling.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DepOptimizationOptions, DevEnvironment, Environment } from 'vite';

/** The modules to bundle. */
export interface BundledModules {
  /** Package names and absolute paths of files. A module that two of them import is bundled once for both. */
  readonly modules: readonly string[];
  /** Absolute paths of the folders of those files. After a change in one of them, everything is bundled again. */
  readonly folders: readonly string[];
}

/** Creates Vite's options for bundling before the first request, and again only after a change. */
export function createBundleOptions({ modules, folders }: BundledModules): DepOptimizationOptions {
  const fingerprint = JSON.stringify(createFingerprint(folders));
  return {
    include: [...modules],
    entries: [],
    // The fingerprint is part of the options, under a name that no code uses: Vite bundles again when options change.
    rolldownOptions: { transform: { define: { VELO_BUNDLE_FINGERPRINT: fingerprint } } },
  };
}

/**
 * Makes an environment bundle on the first request instead of at the start of its server: most emulators in tests
 * never serve a page.
 *
 * @returns a function that starts the bundling, once, and resolves when the bundles are ready
 */
export function deferBundling(environment: DevEnvironment): () => Promise<void> {
  const listen = environment.listen.bind(environment);
  let start = (): Promise<void> => Promise.resolve();
  let ready: Promise<void> | undefined;
  environment.listen = (server) => {
    start = () => listen(server);
    return Promise.resolve();
  };
  return () => (ready ??= start());
}

/** Returns the path of a bundled module, with its version as the query; undefined if the module is not bundled. */
export function findBundledFile(environment: Environment, name: string): string | undefined {
  const optimizer = environment.mode === 'dev' ? environment.depsOptimizer : undefined;
  const { optimized = {}, discovered = {} } = optimizer?.metadata ?? {};
  const info = optimized[name] ?? discovered[name];
  return info && optimizer?.getOptimizedDepId(info);
}

function createFingerprint(folders: readonly string[]): string {
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
