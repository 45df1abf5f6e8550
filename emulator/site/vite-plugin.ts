// How Wix resolves a site's imports, and what of its backend a browser gets: proxies of web methods. Leaves out bundling.
import { isAbsolute, resolve, sep } from 'node:path';
import type { Plugin } from 'vite';
import type { WebMethod } from './web-methods.ts';
import { preparedFile } from './prepared.ts';
import { SiteError } from './site-error.ts';
import { toSitePath, toWixPath, type SiteFolder } from './site-folder.ts';
import {
  isWebMethodFile,
  resolveSiteImport,
  listImports,
  type VeloModule,
} from './site-imports.ts';
import { EMULATOR_FILE } from './wix-packages.ts';

/** A change of a file that pages or the backend are made of. */
export interface SiteChange {
  readonly file: string;
  /** True if an open page shows something old until it is loaded again. */
  readonly reload: boolean;
}

/** What the two plugins need of the running site. */
export interface SitePluginOptions {
  readonly root: string;
  folder(): SiteFolder;
  /** Loads a web-method file. */
  loadWebMethods(file: string): Promise<ReadonlyMap<string, WebMethod>>;
  /** Absolute path of the module for browsers that exports `webMethodProxy(wireName, method)`. */
  readonly proxyModule: string;
  /** Absolute paths of the emulator's stand-ins for Wix's older modules. */
  readonly veloModules: Readonly<Record<VeloModule, string>>;
  onChange(change: SiteChange): void;
}

/** The environment of pages that run on Wix's servers first: like a browser's, but packages stay as they are. */
export const PAGES_ON_SERVER = 'pages';

/** In the path of every file of a package, as Vite writes paths. */
const PACKAGES_PATH = '/node_modules/';
/** What the stand-ins of doors import; no package can have this name. */
const PROXY_SPECIFIER = 'velo:web-method-proxy';

/**
 * Resolves what the site's own files import by Wix's rules, for pages and for the backend. Every
 * import is looked at before Vite sees it, since it never asks where modules of Node or URLs are.
 */
export function siteImports({
  root,
  proxyModule,
  veloModules,
}: Pick<SitePluginOptions, 'root' | 'proxyModule' | 'veloModules'>): Plugin {
  return {
    name: 'velo:site-imports',
    enforce: 'pre',
    transform(source, id) {
      const isProxy = isPageEnvironment(this.environment) && isWebMethodFile(toFile(id));
      if (isSiteFile(root, id) && /\.[jt]s$/.test(id) && !isProxy) {
        for (const specifier of listImports(id, source)) {
          resolveSiteImport(root, id, specifier);
        }
      }
    },
    async resolveId(specifier, importer) {
      const from = importer?.split('?', 1)[0];
      const isVites = specifier.startsWith('\0') || specifier.startsWith('/@vite/');
      if (from === undefined || isVites || !isSiteFile(root, from)) {
        return null;
      }
      if (specifier === PROXY_SPECIFIER && isWebMethodFile(from)) {
        return preparedFile(this.environment, proxyModule) ?? proxyModule;
      }
      if (isAbsolute(specifier) && specifier.includes(PACKAGES_PATH)) {
        // A package that was found already, beside a site in another folder; `transform` saw what the file says.
        return null;
      }
      const found = resolveSiteImport(root, from, specifier);
      if (found.kind === 'file') {
        return found.file;
      }
      if (found.kind === 'velo') {
        return veloModules[found.name];
      }
      return (
        (await this.resolve(found.name, importer, { skipSelf: true })) ??
        this.resolve(found.name, EMULATOR_FILE, { skipSelf: true })
      );
    },
  };
}

/**
 * Keeps the backend out of the browser: a web-method file becomes its proxies, by the names that
 * loading it shows; any other file of the backend is refused. It strips queries (`?raw`, `?url`)
 * and runs before Vite's own loaders, so no spelling of an address yields the source.
 */
export function backendBoundary(options: Omit<SitePluginOptions, 'veloModules'>): Plugin {
  const { root } = options;
  const shown = new Map<string, string>();
  const methodNames = async (file: string): Promise<readonly string[]> =>
    [...(await options.loadWebMethods(file)).keys()].sort();

  async function namesChanged(file: string): Promise<boolean> {
    const before = shown.get(file);
    if (before === undefined) {
      return false;
    }
    try {
      return before !== (await methodNames(file)).join();
    } catch {
      // Saved in the middle of a change: the next call from a page tells what is wrong.
      return false;
    }
  }

  return {
    name: 'velo:backend-boundary',
    enforce: 'pre',
    applyToEnvironment: isPageEnvironment,
    async load(id) {
      const file = toFile(id);
      if (!isInside(`${root}${sep}backend`, file)) {
        return null;
      }
      if (!isWebMethodFile(file) || ![...options.folder().webMethodFiles.values()].includes(file)) {
        const says = 'is backend code: a browser gets the web methods of backend/*.web only';
        throw new SiteError('IMPORT_REFUSED', `${toSitePath(root, file)} ${says}`);
      }
      const names = await methodNames(file);
      shown.set(file, names.join());
      return createProxySource(toWixPath(root, file), names);
    },
    async hotUpdate({ file, modules }) {
      if (this.environment.name === PAGES_ON_SERVER) {
        return [];
      }
      const isBackend = isInside(`${root}${sep}backend`, file);
      const isShown = isBackend ? await namesChanged(file) : modules.length > 0;
      if (isSiteFile(root, file)) {
        options.onChange({ file, reload: isShown || isInside(`${root}${sep}pages`, file) });
      }
      return [];
    },
  };
}

/** Tells whether an environment runs pages, in a browser or on the server: there, doors are proxies. */
function isPageEnvironment({
  name,
  config,
}: {
  readonly name: string;
  readonly config: { readonly consumer: string };
}): boolean {
  return config.consumer === 'client' || name === PAGES_ON_SERVER;
}

/** Tells whether a path lies in the site's backend, public or pages. */
export function isSiteFile(root: string, file: string): boolean {
  return ['backend', 'public', 'pages'].some((room) => isInside(`${root}${sep}${room}`, file));
}

/** Tells whether a path lies in a folder; capital letters do not matter, since some disks ignore them. */
export function isInside(folder: string, file: string): boolean {
  return file.toLowerCase().startsWith(`${folder}${sep}`.toLowerCase());
}

function toFile(id: string): string {
  const path = id.split(/[?#]/, 1)[0] ?? '';
  return resolve(path);
}

function createProxySource(wire: string, names: readonly string[]): string {
  const exports = names.map((name, index) => {
    const made = `webMethodProxy(${JSON.stringify(wire)}, ${JSON.stringify(name)})`;
    // Any string may name an export, `default` too; a local name may not.
    return `const method${index} = ${made};\nexport { method${index} as ${JSON.stringify(name)} };`;
  });
  return [`import { webMethodProxy } from '${PROXY_SPECIFIER}';`, ...exports].join('\n');
}
