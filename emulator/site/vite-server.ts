// Runs a site with Vite: loads the backend, serves page modules, watches files.
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import {
  createRunnableDevEnvironment,
  createServer,
  DevEnvironment,
  isRunnableDevEnvironment,
  type Connect,
} from 'vite';
import { openCacheFolder } from './cache-folder.ts';
import { createHotChannel, waitUntilWatching } from './file-changes.ts';
import { createWebMethodLoader } from './load-web-methods.ts';
import type { ModuleExports, WebMethod } from './web-methods.ts';
import { findPagePackages } from './package-imports.ts';
import { findBundledFile, deferBundling, createBundleOptions } from './pre-bundling.ts';
import { createViteLogger } from './vite-logger.ts';
import { cacheTransforms } from './transform-cache.ts';
import { sendErrorsAsModules, createModuleMiddleware } from './serving.ts';
import { readSiteFolder, type SiteFolder } from './site-folder.ts';
import { createSourceLocator, type LocateSource } from './source-location.ts';
import type { ImportRules } from './site-imports.ts';
import { createPackageAliases, listPackageFolders, withEmulatorPackages } from './wix-packages.ts';
import { stubViteClient } from './vite-client.ts';
import type { PageGlobals } from './worker-globals.ts';
import {
  backendBoundary,
  isInside,
  isSiteFile,
  PAGES_ON_SERVER,
  siteImports,
  type SiteChange,
} from './vite-plugin.ts';

/** Options of {@link createSiteServer}. */
export interface SiteServerOptions {
  /** The site folder. */
  readonly site: string;
  /** The folder of the page layouts; `<site>/editor` by default. */
  readonly editor?: string | undefined;
  /** Whether to watch the site's files for changes; off in most tests. If off, browsers cache modules for a minute. */
  readonly watch: boolean;
  /** The folder of the bundled packages, below `.emulator/`. */
  readonly cacheDir: string;
  /** Absolute path of the browser module that exports `webMethodProxy(wixPath, method)`. */
  readonly proxyModule: string;
  /** The rules for the imports of the site's code, and the older modules of Wix that it can import. */
  readonly imports: ImportRules;
  /** The globals of page code; by default those of the browser and of Node. */
  readonly pageGlobals?: PageGlobals;
  /** Absolute paths of additional folders that a browser may load from: the page runtime. */
  readonly servedFolders?: readonly string[];
  /** Modules to bundle with the pages' packages: package names, or absolute paths of files in `servedFolders`. */
  readonly bundledModules?: readonly string[];
  /** Called with each warning and error of loading modules. */
  readonly log?: (line: string) => void;
}

/** A running site. */
export interface SiteServer {
  /** Returns the site's files. With `watch`, they are updated when a file is added or removed; without, never. */
  folder(): SiteFolder;
  /**
   * Loads a backend file. Loads it again after the file or one of its imports has changed. A cached load takes about
   * 20 us.
   */
  load(file: string): Promise<ModuleExports>;
  /**
   * Loads a file whose functions pages call and returns them, by name.
   * @throws {SiteError} PERMISSIONS_INVALID if the file is a `.jsw` file and `permissions.json` cannot be read
   */
  loadWebMethods(file: string): Promise<ReadonlyMap<string, WebMethod>>;
  /** Reads a module for a page that runs on the server, for Vite's module runner; web-method files are proxies. */
  fetchPageModule: DevEnvironment['fetchModule'];
  /** Finds where the site's code threw an error, in lines of the source. */
  readonly locate: LocateSource;
  /** Serves modules to browsers; calls `next` for other requests. */
  readonly middlewares: Connect.NextHandleFunction;
  /** Bundles the packages and the runtime that pages load, unless already done. */
  bundle(): Promise<void>;
  /** Returns the URL under which {@link middlewares} serves a file. */
  urlOf(file: string): Promise<string>;
  /** Resolves the module scripts in a page's HTML. */
  transformHtml(url: string, html: string): Promise<string>;
  /** Calls the listener after each change of a site's file; returns a function that removes the listener. */
  onChange(listener: (change: SiteChange) => void): () => void;
  close(): Promise<void>;
}

/** The `Cache-Control` header of modules if the site's files are not watched: a page has about thirty. */
const CACHE_ONE_MINUTE = 'max-age=60';

/**
 * Creates the server of a site's code, with Vite. The backend runs in this process and shares Wix's packages with it,
 * so that there is one context; the modules of pages are served to browsers.
 *
 * @throws {SiteError} SITE_INVALID if the folder is not a Velo site
 */
export async function createSiteServer(options: SiteServerOptions): Promise<SiteServer> {
  let folder = readSiteFolder(options);
  const { root, editor } = folder;
  const modules = [
    ...new Set([...findPagePackages(folder, options.imports), ...(options.bundledModules ?? [])]),
  ];
  const listeners = new Set<(change: SiteChange) => void>();
  const notifyListeners = (change: SiteChange): void =>
    listeners.forEach((listener) => listener(change));
  const load = (file: string): Promise<ModuleExports> => runner.import<ModuleExports>(file);
  const cacheDir = openCacheFolder(options.cacheDir);
  let startBundling = (): Promise<void> => Promise.resolve();
  const loadWebMethods = createWebMethodLoader({ load, folder: () => folder });
  const servedFolders = [
    ...listPackageFolders(root),
    ...(options.servedFolders ?? []).map(resolveLinks),
    cacheDir,
  ];
  const isLayout = (path: string): boolean =>
    editor !== undefined && (path === editor || isInside(editor, path));
  const isWatched = (path: string): boolean =>
    path === root || isCodeFolder(root, path) || isSiteFile(root, path) || isLayout(path);

  const aliases = createPackageAliases(root, modules);
  const vite = await createServer({
    root,
    configFile: false,
    envDir: false,
    // Vite would search every folder above the site for a configuration of PostCSS, and run it.
    css: { postcss: {} },
    publicDir: false,
    appType: 'custom',
    cacheDir,
    clearScreen: false,
    customLogger: createViteLogger(options.log ?? (() => undefined)),
    server: {
      middlewareMode: true,
      ws: false,
      cors: false,
      headers: options.watch ? {} : { 'Cache-Control': CACHE_ONE_MINUTE },
      allowedHosts: ['localhost', '127.0.0.1', '[::1]'],
      fs: { strict: true, allow: [join(root, 'public'), join(root, 'pages'), ...servedFolders] },
      watch: options.watch
        ? { ignored: (path: string) => !isWatched(path), ignoreInitial: true }
        : null,
    },
    resolve: { alias: [...aliases] },
    optimizeDeps: {
      ...createBundleOptions({ modules, folders: options.servedFolders ?? [] }),
      noDiscovery: !options.watch,
    },
    environments: {
      client: {
        dev: {
          createEnvironment(name, config) {
            const environment = new DevEnvironment(name, config, {
              hot: true,
              // Vite bundles again when a page loads a package that was not found before, so open pages must reload.
              transport: createHotChannel('full-reload', () =>
                notifyListeners({ file: root, reload: true }),
              ),
            });
            startBundling = deferBundling(environment);
            return environment;
          },
        },
      },
      ssr: {
        // The only package of Wix that Node cannot import; the others are shared with this process.
        resolve: { noExternal: ['@wix/web-methods'] },
        dev: {
          createEnvironment(name, config) {
            const environment = withEmulatorPackages(
              createRunnableDevEnvironment(name, config, {
                hot: true,
                // With HMR, every save would run the site's top-level code again.
                runnerOptions: { hmr: false },
              }),
              aliases,
            );
            return options.watch ? environment : cacheTransforms(environment, root);
          },
        },
      },
      [PAGES_ON_SERVER]: {
        consumer: 'server',
        resolve: { noExternal: ['@wix/web-methods'] },
        dev: {
          createEnvironment: (name, config) =>
            withEmulatorPackages(new DevEnvironment(name, config, { hot: false }), aliases),
        },
      },
    },
    plugins: [
      siteImports({
        root,
        proxyModule: options.proxyModule,
        imports: options.imports,
        pageGlobals: options.pageGlobals,
      }),
      backendBoundary({
        root,
        folder: () => folder,
        loadWebMethods,
        proxyModule: options.proxyModule,
        onChange: notifyListeners,
      }),
      stubViteClient(),
      sendErrorsAsModules(),
    ],
  });
  if (options.watch) {
    await waitUntilWatching(vite.watcher);
  }
  const { ssr, [PAGES_ON_SERVER]: pagesOnServer } = vite.environments;
  if (ssr === undefined || !isRunnableDevEnvironment(ssr)) {
    throw new Error("Failed to start the site server: Vite's `ssr` environment cannot run modules");
  }
  const { runner } = ssr;
  const reloadFolder = (): void => {
    try {
      folder = readSiteFolder(options);
    } catch (error) {
      options.log?.(error instanceof Error ? error.message : String(error));
    }
  };
  vite.watcher.on('add', reloadFolder).on('unlink', reloadFolder);
  if (editor !== undefined) {
    vite.watcher.add(editor);
  }
  vite.watcher.on('all', (_event, file) => {
    if (isLayout(file)) {
      notifyListeners({ file, reload: true });
    }
  });
  return {
    folder: () => folder,
    load,
    fetchPageModule: async (...args) => {
      if (pagesOnServer === undefined) throw new Error('Vite has no environment for pages.');
      return pagesOnServer.fetchModule(...args);
    },
    loadWebMethods,
    locate: createSourceLocator({
      root,
      environmentOf: (origin) =>
        ({ backend: ssr, browser: vite.environments.client, 'page-on-server': pagesOnServer })[
          origin
        ],
    }),
    middlewares: createModuleMiddleware({
      root,
      servedFolders,
      vite(request, response, next) {
        startBundling().then(() => vite.middlewares(request, response, next), next);
      },
      isWebMethodFile: (file) => [...folder.webMethodFiles.values()].includes(file),
      async loadModule(url) {
        await startBundling();
        const result = await vite.environments.client.transformRequest(url);
        return result?.code;
      },
      cacheControl: options.watch ? 'no-cache' : CACHE_ONE_MINUTE,
    }),
    bundle: () => startBundling(),
    async urlOf(file) {
      await startBundling();
      const found = findBundledFile(vite.environments.client, file) ?? file;
      return isInside(root, found) ? found.slice(root.length) : `/@fs${found}`;
    },
    async transformHtml(url, html) {
      await startBundling();
      const transformed = await vite.transformIndexHtml(url, html);
      // Vite adds its client to every page. Only modules that import styles need it, and they import it themselves.
      return transformed.replace(/\s*<script type="module" src="\/@vite\/client"><\/script>/, '');
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => vite.close(),
  };
}

function resolveLinks(folder: string): string {
  return realpathSync(folder);
}

function isCodeFolder(root: string, path: string): boolean {
  return ['backend', 'public', 'pages'].some((name) => path === join(root, name));
}
