// Finds the emulator's implementations of Wix's older modules, such as `wix-data`. A file is named like its module. The
// modules that it does not have are replaced by stubs.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where site code runs: in Wix's backend, or in a page. Files of `public/` run in both. */
export type Side = 'backend' | 'page';

/** The older modules that the emulator has: module name to absolute path, for each side. */
export interface VeloModules extends Readonly<Record<Side, ReadonlyMap<string, string>>> {
  /** The modules that it does not have; default none. */
  readonly refused?: RefusedModules;
}

/** Older modules that the emulator does not have. */
export interface RefusedModules {
  readonly names: ReadonlySet<string>;
  /** For each side, the absolute path of a file that exports `refusedModule(name)`, the default export of a stub. */
  readonly files: Readonly<Record<Side, string>>;
}

/** The file of each folder for stubs. */
const REFUSED_MODULE_FILE = 'refused-module.ts';
/** Lists the files of two folders; `wix-data.ts` implements `wix-data`. */
export function listVeloModules(
  folders: Readonly<Record<Side, string>>,
  refusedNames: ReadonlySet<string>,
): VeloModules {
  return {
    backend: listModules(folders.backend),
    page: listModules(folders.page),
    refused: {
      names: refusedNames,
      files: {
        backend: join(folders.backend, REFUSED_MODULE_FILE),
        page: join(folders.page, REFUSED_MODULE_FILE),
      },
    },
  };
}

/** Returns whether a module can be imported on a side, by its name: `wix-stores-backend` only in the backend. */
export function isForSide(name: string, side: Side): boolean {
  return !name.includes(side === 'backend' ? '-frontend' : '-backend');
}

function listModules(folder: string): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(folder).flatMap((file) => {
      const name = /^(wix-.+)\.[jt]s$/.exec(file)?.[1];
      return name === undefined || name.endsWith('.d') ? [] : [[name, join(folder, file)] as const];
    }),
  );
}
