// Starts a site for the emulator: its backend, and the modules of its pages.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runOutsideContext } from './backend/request-context.ts';
import { SHARED_VELO_FOLDER, VELO_MODULES } from './check-site.ts';
import type { EmulatorOptions } from './index.ts';
import {
  PAGE_RUNTIME_FOLDER,
  PAGE_RUNTIME_MODULES,
  VELO_PAGE_MODULES_FOLDER,
  WEB_METHODS_MODULE,
  WIX_DATA_MODULE,
} from './pages/page.ts';
import { usesDatasets } from './pages/layout.ts';
import { MISSING_GLOBALS, REPLACED_GLOBALS, WORKER_SCOPE } from './pages/worker-scope.ts';
import { createSiteServer, type SiteServer } from './site/vite-server.ts';
import type { Wix } from './wix/server.ts';

/** What opening a site needs of the emulator's options. */
type SiteOptions = Pick<
  EmulatorOptions,
  'editor' | 'watch' | 'cacheDir' | 'optionalWeb' | 'onError'
>;

/** Returns the seed file of a site's layouts; undefined if there is none. */
export function defaultSeed(site: SiteServer | undefined): string | undefined {
  const editor = site?.folder().editor;
  const file = editor === undefined ? undefined : join(editor, 'seed.json');
  return file !== undefined && existsSync(file) ? file : undefined;
}

/** The default cache folder of a site. Its name is a hash of the site's path, so that sites never share modules. */
function moduleCacheOf(site: string): string {
  const name = createHash('sha256').update(resolve(site)).digest('hex').slice(0, 12);
  return fileURLToPath(new URL(`../.emulator/modules/${name}`, import.meta.url));
}

/** Opens the site in a folder. */
export function openSite(options: SiteOptions, site: string): Promise<SiteServer> {
  return createSiteServer({
    site,
    editor: options.editor,
    watch: options.watch ?? false,
    cacheDir: resolve(options.cacheDir ?? moduleCacheOf(site)),
    proxyModule: WEB_METHODS_MODULE,
    imports: { veloModules: VELO_MODULES, isWebOptional: options.optionalWeb },
    pageGlobals: { scope: WORKER_SCOPE, missing: MISSING_GLOBALS, replaced: REPLACED_GLOBALS },
    servedFolders: [PAGE_RUNTIME_FOLDER, VELO_PAGE_MODULES_FOLDER, SHARED_VELO_FOLDER],
    bundledModules: usesDatasets(resolve(options.editor ?? join(site, 'editor')))
      ? [...PAGE_RUNTIME_MODULES, WIX_DATA_MODULE]
      : PAGE_RUNTIME_MODULES,
    log: (line) => options.onError?.(line, 'modules'),
  });
}

/** Loads the site's backend files and bundles the modules of its pages. Errors go to `onError`. */
export async function warm(
  site: SiteServer | undefined,
  handleRequest: Wix['handleRequest'],
  onError: SiteOptions['onError'],
): Promise<void> {
  const { webMethodFiles, events, data, httpFunctions } = site?.folder() ?? {};
  const bundled = site?.bundle().catch((error: unknown) => onError?.(error, 'modules'));
  for (const file of [
    ...(webMethodFiles?.values() ?? []),
    ...[events, data, httpFunctions].filter((it) => it !== undefined),
  ]) {
    try {
      await runOutsideContext(handleRequest, () => site?.load(file));
    } catch (error) {
      onError?.(error, file);
    }
  }
  await bundled;
}
