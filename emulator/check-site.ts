// Checks a site without running it: `npm start -- --check`.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isHttpFunctionName } from './backend/http-functions.ts';
import { isRouterName } from './backend/routers.ts';
import { HANDLERS } from './backend/velo-event.ts';
import { readSeed } from './control/seed.ts';
import { listSeedCollections } from './control/seed-collections.ts';
import { reportDynamicPages, type ReportedDynamicPage } from './dynamic-pages-report.ts';
import type { PageCollection } from './pages/dynamic-page-name.ts';
import { createExportCheck } from './pages/page-exports.ts';
import { VELO_PAGE_MODULES_FOLDER } from './pages/page.ts';
import { readSiteFolder, type SiteFolder } from './site/site-folder.ts';
import type { ImportRules } from './site/site-imports.ts';
import { reportSite, type SiteProblem } from './site/site-report.ts';
import { listVeloModules } from './site/velo-modules.ts';
import { isRefusedMember } from './velo/refused-members.ts';
import { REFUSED_MODULES } from './velo/refused-modules.ts';
import { HOOK_NAMES } from './wix/data/hooked-run.ts';

/** The folder of what the older modules of both sides share. */
export const SHARED_VELO_FOLDER = fileURLToPath(new URL('velo', import.meta.url));

/** The emulated `wix-*` modules, which are loaded together with the site's code. */
export const VELO_MODULES = listVeloModules(
  {
    backend: fileURLToPath(new URL('backend/velo', import.meta.url)),
    page: VELO_PAGE_MODULES_FOLDER,
  },
  REFUSED_MODULES,
);

/** What a site's code is checked with. */
export interface CheckRules extends Omit<ImportRules, 'veloModules'> {
  /** The collections of Wix Data that the URLs of dynamic pages depend on; by default, none. */
  readonly collections?: readonly PageCollection[];
}

/** What `--check` finds in a site. */
export interface SiteCheck {
  /** What the site's code uses and the emulator lacks, and dynamic pages without a URL. */
  readonly problems: readonly SiteProblem[];
  /** The dynamic pages that are served. */
  readonly dynamicPages: readonly ReportedDynamicPage[];
}

/** Lists what the code of a site uses and the emulator lacks, and its dynamic pages. */
export function checkFolder(
  folder: SiteFolder,
  { collections = [], ...rules }: CheckRules = {},
): SiteCheck {
  const problems = reportSite({
    folder,
    imports: { ...rules, veloModules: VELO_MODULES },
    handlerNames: HANDLERS,
    hookNames: HOOK_NAMES,
    findUnusedReason: createExportCheck(folder),
    isRefusedMember,
    isHttpFunctionName,
    isRouterName,
  });
  const dynamic = reportDynamicPages(folder, collections);
  return { problems: [...problems, ...dynamic.problems], dynamicPages: dynamic.pages };
}

/**
 * Checks the site in a folder, with the collections of its seed, `editor/seed.json`.
 * @throws {SiteError} SITE_INVALID if the folder is not a Velo site
 */
export function checkSite(site: string, rules?: Omit<CheckRules, 'collections'>): SiteCheck {
  const folder = readSiteFolder({ site });
  const seed = readCollections(folder);
  const found = checkFolder(folder, { ...rules, collections: seed.collections });
  return { ...found, problems: [...found.problems, ...seed.problems] };
}

/** Reads the collections of a site's seed, and what is wrong with the seed. */
export function readCollections({ editor }: SiteFolder): {
  readonly collections: readonly PageCollection[];
  readonly problems: readonly SiteProblem[];
} {
  const file = editor === undefined ? undefined : join(editor, 'seed.json');
  try {
    const seed = readSeed(file !== undefined && existsSync(file) ? file : undefined);
    return { collections: listSeedCollections(seed.collections), problems: [] };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    const found = { kind: 'refused', file: 'editor/seed.json', line: 0, what: 'seed' } as const;
    return { collections: [], problems: [{ ...found, problem }] };
  }
}
