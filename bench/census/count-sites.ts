// Counts the pages and backend files of Velo sites that load in the emulator, from their syntax alone.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { checkFolder, readCollections } from '../../emulator/check-site.ts';
import { readSiteFolder, toSitePath } from '../../emulator/site/site-folder.ts';

/** The files of one kind in a site. */
interface FileCount {
  readonly total: number;
  /** Files that load, with everything that they import, directly or through other files. */
  readonly loading: number;
  /** Files that load, and that use nothing that is missing. */
  readonly complete: number;
}

/** A site, and what stops its files. */
export interface SiteCount {
  readonly site: string;
  readonly pages: FileCount;
  readonly backend: FileCount;
  /** What is missing or refused, with the number of pages and backend files that do not load because of it. */
  readonly stoppedBy: ReadonlyMap<string, number>;
  /** What is missing although files load, with the number of pages and backend files that use it. */
  readonly missing: ReadonlyMap<string, number>;
  /** Why the folder cannot be read as a site. */
  readonly error?: string;
}

const CODE_FOLDERS = ['backend', 'public', 'pages'];

/** Returns the folder itself if it is a site, else the sites directly in it. */
export function listSites(folder: string): readonly string[] {
  if (isSite(folder)) return [folder];
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .filter((it) => statSync(it).isDirectory() && isSite(it));
}

/** Counts the files of a site. */
export function countSite(site: string): SiteCount {
  const none = { total: 0, loading: 0, complete: 0 };
  try {
    const folder = readSiteFolder({ site });
    const { collections } = readCollections(folder);
    const stoppedBy = new Map<string, number>();
    const missing = new Map<string, number>();
    const files = [...folder.code.values()];
    const count = (kind: string): FileCount => {
      const ofKind = files.filter((file) => toSitePath(folder.root, file).startsWith(`${kind}/`));
      const problemsOf = ofKind.map((file) => {
        const alone = { ...folder, code: new Map([[file, file]]) };
        return checkFolder(alone, { collections }).problems.filter((it) => it.kind !== 'unused');
      });
      for (const problems of problemsOf) {
        for (const [what, loads] of new Map(problems.map((it) => [it.what, it.loads]))) {
          const counts = loads === true ? missing : stoppedBy;
          counts.set(what, (counts.get(what) ?? 0) + 1);
        }
      }
      return {
        total: ofKind.length,
        loading: problemsOf.filter((all) => all.every((it) => it.loads === true)).length,
        complete: problemsOf.filter((all) => all.length === 0).length,
      };
    };
    return {
      site: basename(site),
      pages: count('pages'),
      backend: count('backend'),
      stoppedBy,
      missing,
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      site: basename(site),
      pages: none,
      backend: none,
      stoppedBy: new Map(),
      missing: new Map(),
      error: message,
    };
  }
}

function isSite(folder: string): boolean {
  return [folder, join(folder, 'src')].some((root) =>
    CODE_FOLDERS.some((name) => existsSync(join(root, name))),
  );
}
