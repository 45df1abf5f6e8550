// Wix's packages for sites that have not installed them, as every site on Wix has them. Leaves out packages that the emulator does not bring.
import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Alias, DevEnvironment } from 'vite';

/** A file from whose place the emulator's own packages are found. */
export const EMULATOR_FILE = fileURLToPath(import.meta.url);

/** Lets the backend import a package from the emulator's place where the site does not have it. */
export function withEmulatorsPackages<Environment extends DevEnvironment>(
  environment: Environment,
): Environment {
  const fetchModule = environment.fetchModule.bind(environment);
  environment.fetchModule = async (id, importer, options) => {
    try {
      return await fetchModule(id, importer, options);
    } catch (error) {
      if (importer === undefined || !id.startsWith('@wix/') || !isNotFound(error)) {
        throw error;
      }
      return fetchModule(id, EMULATOR_FILE, options);
    }
  };
  return environment;
}

/** Folders of installed packages that a site or the emulator may load from, nearest first. */
export function packageFolders(root: string): readonly string[] {
  const found = new Set<string>();
  for (const start of [root, dirname(EMULATOR_FILE)]) {
    for (let at = start; at !== dirname(at); at = dirname(at)) {
      const packages = join(at, 'node_modules');
      if (existsSync(packages)) {
        found.add(realpathSync(packages));
      }
    }
  }
  return [...found];
}

/** Names the emulator's copies of those page packages that the site at `root` does not have. */
export function aliasesForMissing(root: string, packages: readonly string[]): Alias[] {
  return packages.flatMap((name) => {
    if (pathOf(name, join(root, 'package.json')) !== undefined) {
      return [];
    }
    const file = pathOf(name, EMULATOR_FILE);
    return file === undefined ? [] : [{ find: new RegExp(`^${name}$`), replacement: file }];
  });
}

function pathOf(name: string, from: string): string | undefined {
  try {
    return createRequire(from).resolve(name);
  } catch (error) {
    // Some packages can be imported only; they are installed all the same.
    return isNotFound(error) ? undefined : name;
  }
}

function isNotFound(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'MODULE_NOT_FOUND')
  );
}
