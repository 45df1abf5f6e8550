// Resolves Wix's packages from the emulator for sites that have not installed them: on Wix, every site has them.
import { existsSync, realpathSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Alias, DevEnvironment } from 'vite';

/** A file of the emulator, from which the emulator's own packages are resolved. */
export const EMULATOR_FILE = fileURLToPath(import.meta.url);

/**
 * Makes an environment that runs on Node resolve a Wix package from the emulator if the site does not have it.
 * @param aliases those of {@link createPackageAliases}: browsers load the files, but Node imports the packages by name
 */
export function withEmulatorPackages<Environment extends DevEnvironment>(
  environment: Environment,
  aliases: readonly PackageAlias[],
): Environment {
  const fetchModule = environment.fetchModule.bind(environment);
  environment.fetchModule = async (id, importer, options) => {
    const alias = aliases.find(({ replacement }) => id.replace(/^\/@fs(?=\/)/, '') === replacement);
    if (alias) return fetchModule(alias.name, EMULATOR_FILE, options);
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

/** Lists the `node_modules` folders of a site and of the emulator, nearest first. */
export function listPackageFolders(root: string): readonly string[] {
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

/** An alias of a package to the emulator's copy of it. */
interface PackageAlias extends Alias {
  /** The package. */
  readonly name: string;
}

/**
 * Creates aliases to the emulator's copies of the page packages that the site at `root` does not have.
 * @param modules names of packages; absolute paths are ignored
 */
export function createPackageAliases(root: string, modules: readonly string[]): PackageAlias[] {
  return modules.flatMap((name) => {
    if (isAbsolute(name) || resolvePackage(name, join(root, 'package.json')) !== undefined) {
      return [];
    }
    const file = resolvePackage(name, EMULATOR_FILE);
    return file === undefined ? [] : [{ name, find: new RegExp(`^${name}$`), replacement: file }];
  });
}

function resolvePackage(name: string, from: string): string | undefined {
  try {
    return createRequire(from).resolve(name);
  } catch (error) {
    // ESM-only packages cannot be resolved by `require`; they are installed.
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

/** Returns whether a package is in a `node_modules` folder of the site; a Wix package can be in one of the emulator, too. */
export function isInstalled(specifier: string, importer: string): boolean {
  if (isBuiltin(specifier)) return true;
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  const starts = name.startsWith('@wix/') ? [importer, EMULATOR_FILE] : [importer];
  return starts.some((start) => {
    for (let at = dirname(start); ; at = dirname(at)) {
      if (existsSync(join(at, 'node_modules', name))) return true;
      if (at === dirname(at)) return false;
    }
  });
}
