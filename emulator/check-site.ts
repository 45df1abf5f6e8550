// Checks a site without running it: `npm start -- --check`.
import { fileURLToPath } from 'node:url';
import { isHttpFunctionName } from './backend/http-functions.ts';
import { isRouterName } from './backend/routers.ts';
import { HANDLERS } from './backend/velo-event.ts';
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

/** Lists what the code of a site uses and the emulator lacks. */
export function reportProblems(
  folder: SiteFolder,
  rules: Omit<ImportRules, 'veloModules'> = {},
): readonly SiteProblem[] {
  return reportSite({
    folder,
    imports: { ...rules, veloModules: VELO_MODULES },
    handlerNames: HANDLERS,
    hookNames: HOOK_NAMES,
    findUnusedReason: createExportCheck(folder),
    isRefusedMember,
    isHttpFunctionName,
    isRouterName,
  });
}

/**
 * Lists what the code of the site in a folder uses and the emulator lacks.
 * @throws {SiteError} SITE_INVALID if the folder is not a Velo site
 */
export function checkSite(
  site: string,
  rules?: Parameters<typeof reportProblems>[1],
): readonly SiteProblem[] {
  return reportProblems(readSiteFolder({ site }), rules);
}
