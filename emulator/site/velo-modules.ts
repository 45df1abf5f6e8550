// Finds the emulator's implementations of Wix's older modules, such as `wix-data`. A file is named like its module.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where site code runs: in Wix's backend, or in a page. Files of `public/` run in both. */
export type Side = 'backend' | 'page';

/** The older modules that the emulator has: module name to absolute path, for each side. */
export type VeloModules = Readonly<Record<Side, ReadonlyMap<string, string>>>;

/** Lists the files of two folders; `wix-data.ts` implements `wix-data`. */
export function listVeloModules(folders: Readonly<Record<Side, string>>): VeloModules {
  return { backend: listModules(folders.backend), page: listModules(folders.page) };
}

function listModules(folder: string): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(folder).flatMap((file) => {
      const name = /^(wix-.+)\.[jt]s$/.exec(file)?.[1];
      return name === undefined || name.endsWith('.d') ? [] : [[name, join(folder, file)] as const];
    }),
  );
}
