// Emulates how Wix resolves a site's imports and replaces web methods by proxies in the browser. Not emulated:
// bundling.
import { isAbsolute, resolve, sep } from 'node:path';
import type { Plugin } from 'vite';
import type { WebMethod } from './web-methods.ts';
import { replaceCommonJs, type Edit } from './common-js.ts';
import { findSyntaxProblem, listRuntimeImports, readCommonJs } from './parse-module.ts';
import {
  createLoadedStatements,
  createStubSource,
  fromStubSpecifier,
  isStub,
  REFUSED_MODULE_SPECIFIER,
  toStubId,
  toStubSpecifier,
} from './module-stubs.ts';
import { findBundledFile } from './pre-bundling.ts';
import { isSiteError, SiteError } from './site-error.ts';
import { isWebMethodFile, toSitePath, toWixPath, type SiteFolder } from './site-folder.ts';
import { resolveSiteImport, type ImportRules } from './site-imports.ts';
import type { Side } from './velo-modules.ts';
import { replaceGlobals, type PageGlobals } from './worker-globals.ts';
import { EMULATOR_FILE } from './wix-packages.ts';

/** A change of a site's file. */
export interface SiteChange {
  readonly file: string;
  /** True if open pages must reload to show the change. */
  readonly reload: boolean;
}

/** Options of the plugins. */
export interface SitePluginOptions {
  readonly root: string;
  folder(): SiteFolder;
  /** Loads a web-method file. */
  loadWebMethods(file: string): Promise<ReadonlyMap<string, WebMethod>>;
  /** Absolute path of the browser module that exports `webMethodProxy(wixPath, method)`. */
  readonly proxyModule: string;
  readonly imports: ImportRules;
  readonly pageGlobals?: PageGlobals | undefined;
  onChange(change: SiteChange): void;
}

/** The Vite environment of pages that run on the server: as in a browser, but packages are not bundled. */
export const PAGES_ON_SERVER = 'pages';

/** Part of the path of every package file. */
const PACKAGES_PATH = '/node_modules/';
/** The specifier that the proxies of web-method files import; no package can have this name. */
const PROXY_SPECIFIER = 'velo:web-method-proxy';

/**
 * Creates the plugin that resolves the imports of the site's files by Wix's rules, for pages and for the backend. It
 * checks every import in `transform`, because Vite never calls `resolveId` for Node.js modules and URLs. It also
 * checks the syntax there, because Vite reports errors in several forms, and serves JavaScript that does not parse.
 */
export function siteImports({
  root,
  proxyModule,
  imports,
  pageGlobals,
}: Pick<SitePluginOptions, 'root' | 'proxyModule' | 'imports' | 'pageGlobals'>): Plugin {
  const options = { ...imports, root };
  return {
    name: 'velo:site-imports',
    enforce: 'pre',
    async transform(source, id) {
      const isPage = isPageEnvironment(this.environment);
      const isProxy = isPage && isWebMethodFile(toFile(id));
      // The code of a lightbox has a query, because it runs again each time it opens.
      const file = toFile(id);
      if (!isSiteFile(root, file) || !/\.(?:[jt]s|jsw)$/.test(file) || isProxy) return undefined;
      const problem = findSyntaxProblem(file, source);
      if (problem) {
        const { line, column, message } = problem;
        const place = `${toSitePath(root, file)}:${String(line)}:${String(column)}`;
        throw new SiteError('SYNTAX_ERROR', `${place}: ${message}`);
      }
      const side = sideOf(this.environment);
      const code = completeModule(options, file, source, side);
      const changed =
        isPage && pageGlobals
          ? await replaceGlobals(toSitePath(root, file), code, pageGlobals)
          : undefined;
      return changed ?? (code === source ? undefined : { code, map: null });
    },
    async resolveId(specifier, importer) {
      const from = importer?.split('?', 1)[0];
      const refused = imports.veloModules.refused?.files[sideOf(this.environment)];
      if (specifier === REFUSED_MODULE_SPECIFIER && refused !== undefined && isStub(from ?? '')) {
        return findBundledFile(this.environment, refused) ?? refused;
      }
      const isVites = specifier.startsWith('\0') || specifier.startsWith('/@vite/');
      if (from === undefined || isVites || !isSiteFile(root, from)) {
        return null;
      }
      if (specifier === PROXY_SPECIFIER && isWebMethodFile(from)) {
        return findBundledFile(this.environment, proxyModule) ?? proxyModule;
      }
      if (isAbsolute(specifier) && specifier.includes(PACKAGES_PATH)) {
        // Vite already resolved this package; `transform` checked the original specifier.
        return null;
      }
      const side = sideOf(this.environment);
      const name = fromStubSpecifier(specifier);
      const found = resolveSiteImport(options, from, name, side);
      if (found.kind === 'file') {
        return found.file;
      }
      if (found.kind === 'stub') {
        return toStubId(name, from, found.reason);
      }
      if (found.kind === 'velo') {
        return findBundledFile(this.environment, found.file) ?? found.file;
      }
      return (
        (await this.resolve(found.name, importer, { skipSelf: true })) ??
        this.resolve(found.name, EMULATOR_FILE, { skipSelf: true })
      );
    },
    load: (id) => (isStub(id) ? createStubSource(id) : null),
  };
}

/**
 * Replaces CommonJS in a file and tells its stubs when it has been loaded.
 * @throws {SiteError} for an import that is refused; see {@link resolveSiteImport}
 */
function completeModule(
  options: Parameters<typeof resolveSiteImport>[0],
  file: string,
  source: string,
  side: Side,
): string {
  const found = new Map<string, { readonly name: string } | { readonly problem: string }>();
  const stubs: string[] = [];
  const edits: Edit[] = [];
  for (const { specifier, start, isRequired } of listRuntimeImports(file, source)) {
    try {
      const { kind } = resolveSiteImport(options, file, specifier, side);
      const name = kind === 'stub' ? toStubSpecifier(specifier) : specifier;
      found.set(specifier, { name });
      if (kind === 'stub') stubs.push(specifier);
      if (name !== specifier && isRequired !== true) {
        const quoted = { start, end: start + specifier.length + 2 };
        edits.push({ ...quoted, text: JSON.stringify(name) });
      }
    } catch (error) {
      if (isRequired !== true || !isSiteError(error)) throw error;
      found.set(specifier, { problem: error.message });
    }
  }
  const commonJs = replaceCommonJs(
    readCommonJs(file, source),
    (it) => found.get(it) ?? { name: it },
  );
  let code = '';
  let end = 0;
  for (const edit of [...edits, ...commonJs.edits].sort((a, b) => a.start - b.start)) {
    code += source.slice(end, edit.start) + edit.text;
    ({ end } = edit);
  }
  code += source.slice(end);
  const added = [...commonJs.added, ...createLoadedStatements(stubs)];
  return added.length === 0 ? code : `${code}\n${added.join(' ')}`;
}

/**
 * Creates the plugin that keeps backend code out of the browser. A web-method file is replaced by proxies for the names
 * that it exports; other backend files are refused. The plugin ignores queries (`?raw`, `?url`) and runs before Vite's
 * own loaders, so that no form of a URL returns the source.
 */
export function backendBoundary(options: Omit<SitePluginOptions, 'imports'>): Plugin {
  const { root } = options;
  const servedNames = new Map<string, string>();
  const methodNames = async (file: string): Promise<readonly string[]> =>
    [...(await options.loadWebMethods(file)).keys()].sort();

  async function namesChanged(file: string): Promise<boolean> {
    const previous = servedNames.get(file);
    if (previous === undefined) {
      return false;
    }
    try {
      return previous !== (await methodNames(file)).join();
    } catch {
      // The file has an error, for example an incomplete edit; the next call from a page reports it.
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
        const reason =
          'is backend code; a browser can import only web methods (backend/*.web) and .jsw files';
        throw new SiteError('IMPORT_REFUSED', `${toSitePath(root, file)} ${reason}`);
      }
      const names = await methodNames(file);
      servedNames.set(file, names.join());
      return createProxySource(toWixPath(root, file), names);
    },
    async hotUpdate({ file, modules }) {
      if (this.environment.name === PAGES_ON_SERVER) {
        return [];
      }
      const isBackend = isInside(`${root}${sep}backend`, file);
      const isUsed = isBackend ? await namesChanged(file) : modules.length > 0;
      if (isSiteFile(root, file)) {
        options.onChange({ file, reload: isUsed || isInside(`${root}${sep}pages`, file) });
      }
      return [];
    },
  };
}

function sideOf(environment: Parameters<typeof isPageEnvironment>[0]): Side {
  return isPageEnvironment(environment) ? 'page' : 'backend';
}

/** Returns whether an environment runs pages, in a browser or on the server, where web-method files are proxies. */
function isPageEnvironment({
  name,
  config,
}: {
  readonly name: string;
  readonly config: { readonly consumer: string };
}): boolean {
  return config.consumer === 'client' || name === PAGES_ON_SERVER;
}

/** Returns whether a path is inside the site's backend, public or pages folder. */
export function isSiteFile(root: string, file: string): boolean {
  return ['backend', 'public', 'pages'].some((folder) => isInside(`${root}${sep}${folder}`, file));
}

/** Returns whether a path is inside a folder. It ignores case, because some file systems do. */
export function isInside(folder: string, file: string): boolean {
  return file.toLowerCase().startsWith(`${folder}${sep}`.toLowerCase());
}

function toFile(id: string): string {
  const path = id.split(/[?#]/, 1)[0] ?? '';
  return resolve(path);
}

function createProxySource(wixPath: string, names: readonly string[]): string {
  const exports = names.map((name, index) => {
    const proxy = `webMethodProxy(${JSON.stringify(wixPath)}, ${JSON.stringify(name)})`;
    // An export name can be any string, also `default`; a variable's name cannot.
    return `const method${index} = ${proxy};\nexport { method${index} as ${JSON.stringify(name)} };`;
  });
  return [`import { webMethodProxy } from '${PROXY_SPECIFIER}';`, ...exports].join('\n');
}
