// The part of Wix that holds a site's code: loads its backend, serves its pages' modules, follows changes. Leaves out publishing.
import { mkdirSync, realpathSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import {
  createRunnableDevEnvironment,
  createServer,
  DevEnvironment,
  isRunnableDevEnvironment,
  type Connect,
  type FSWatcher,
  type HotChannel,
} from 'vite';
import { findWebMethods, type ModuleExports, type WebMethod } from './web-methods.ts';
import { findPagePackages } from './package-imports.ts';
import { preparedFile, preparedLater, preparedOptions } from './prepared.ts';
import { createViteLogger } from './vite-logger.ts';
import { cacheTransforms } from './transform-cache.ts';
import { faultsAsModules, onlyModules } from './serving.ts';
import { readSiteFolder, type SiteFolder } from './site-folder.ts';
import type { VeloModule } from './site-imports.ts';
import { aliasesForMissing, packageFolders, withEmulatorsPackages } from './wix-packages.ts';
import { stubViteClient } from './vite-client.ts';
import {
  backendBoundary,
  isInside,
  isSiteFile,
  PAGES_ON_SERVER,
  siteImports,
  type SiteChange,
} from './vite-plugin.ts';

/** How a site is to be run. */
export interface SiteServerOptions {
  /** The site folder, and where its layouts lie (default `<site>/editor`). */
  readonly site: string;
  readonly editor?: string | undefined;
  /** Follow changes on disk; off in tests, where nothing changes. */
  readonly watch: boolean;
  /** Where prepared packages are kept: a folder below `.emulator/`. */
  readonly cacheDir: string;
  /** Module for browsers that exports `webMethodProxy(wireName, method)`; absolute path. */
  readonly proxyModule: string;
  /** The emulator's stand-ins for Wix's older modules, which run with the site's code; absolute paths. */
  readonly veloModules: Readonly<Record<VeloModule, string>>;
  /** Further folders whose files a browser may load: the runtime of pages; absolute paths. */
  readonly serve?: readonly string[];
  /** What is bundled with the packages of pages: names of packages, absolute paths of files in those folders. */
  readonly prepare?: readonly string[];
  /** Told what goes wrong while modules are read; silent without it. */
  readonly log?: (line: string) => void;
}

/** A running site. */
export interface SiteServer {
  /** The site's files; read again after one was added or removed. */
  folder(): SiteFolder;
  /** Loads a file of the backend, anew after a change to it or to what it imports; about 20 us otherwise. */
  load(file: string): Promise<ModuleExports>;
  /** Loads a web-method file and picks what may be called from outside, by name. */
  webMethods(file: string): Promise<ReadonlyMap<string, WebMethod>>;
  /** Reads a module for a page that runs on the server, as Vite's module runner asks for it: web methods are proxies. */
  fetchPageModule: DevEnvironment['fetchModule'];
  /** Modules for browsers; calls `next` for everything else. */
  readonly middlewares: Connect.NextHandleFunction;
  /** Bundles what pages load of packages and of the runtime, if that was not done yet. */
  prepare(): Promise<void>;
  /** The address under which {@link middlewares} serves a file. */
  urlOf(file: string): Promise<string>;
  /** Prepares a page's HTML: its module scripts are resolved. */
  transformHtml(url: string, html: string): Promise<string>;
  /** Calls back after each change of a site's file; answers how to stop. */
  onChange(changed: (change: SiteChange) => void): () => void;
  close(): Promise<void>;
}

/**
 * Runs a site's code with Vite: the backend in this process (packages of Wix unchanged and shared,
 * so that there is one context), the pages' modules for browsers.
 *
 * @throws {SiteError} SITE_INVALID if the folder is no Velo site
 */
export async function createSiteServer(options: SiteServerOptions): Promise<SiteServer> {
  let folder = readSiteFolder(options);
  const { root, editor } = folder;
  const modules = [...new Set([...findPagePackages(folder), ...(options.prepare ?? [])])];
  const listeners = new Set<(change: SiteChange) => void>();
  const changed = (change: SiteChange): void => listeners.forEach((listener) => listener(change));
  const load = (file: string): Promise<ModuleExports> => runner.import<ModuleExports>(file);
  mkdirSync(options.cacheDir, { recursive: true });
  const cacheDir = realpathSync(options.cacheDir);
  let prepare = (): Promise<void> => Promise.resolve();
  const methods = new WeakMap<ModuleExports, ReadonlyMap<string, WebMethod>>();
  async function webMethods(file: string): Promise<ReadonlyMap<string, WebMethod>> {
    const exports = await load(file);
    const found = methods.get(exports) ?? findWebMethods(exports);
    methods.set(exports, found);
    return found;
  }
  const served = [...packageFolders(root), ...(options.serve ?? []).map(real), cacheDir];
  const isLayout = (path: string): boolean =>
    editor !== undefined && (path === editor || isInside(editor, path));
  const isWatched = (path: string): boolean =>
    path === root || isRoom(root, path) || isSiteFile(root, path) || isLayout(path);

  const vite = await createServer({
    root,
    configFile: false,
    envDir: false,
    publicDir: false,
    appType: 'custom',
    cacheDir,
    clearScreen: false,
    customLogger: createViteLogger(options.log ?? (() => undefined)),
    server: {
      middlewareMode: true,
      ws: false,
      cors: false,
      allowedHosts: ['localhost', '127.0.0.1', '[::1]'],
      fs: { strict: true, allow: [join(root, 'public'), join(root, 'pages'), ...served] },
      watch: options.watch
        ? { ignored: (path: string) => !isWatched(path), ignoreInitial: true }
        : null,
    },
    resolve: { alias: aliasesForMissing(root, modules.filter(isPackage)) },
    optimizeDeps: {
      ...preparedOptions({ modules, folders: options.serve ?? [] }),
      noDiscovery: !options.watch,
    },
    environments: {
      client: {
        dev: {
          createEnvironment(name, config) {
            const environment = new DevEnvironment(name, config, {
              hot: true,
              // A package found while pages load is prepared then, which makes the modules of open pages useless.
              transport: toldOf('full-reload', () => changed({ file: root, reload: true })),
            });
            prepare = preparedLater(environment);
            return environment;
          },
        },
      },
      ssr: {
        // The only package of Wix that plain Node cannot import; the others stay shared with this process.
        resolve: { noExternal: ['@wix/web-methods'] },
        dev: {
          createEnvironment(name, config) {
            const environment = withEmulatorsPackages(
              createRunnableDevEnvironment(name, config, {
                hot: true,
                // Else every save would run the site's top-level code again by itself.
                runnerOptions: { hmr: false },
              }),
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
            withEmulatorsPackages(new DevEnvironment(name, config, { hot: false })),
        },
      },
    },
    plugins: [
      siteImports({
        root,
        proxyModule: options.proxyModule,
        veloModules: options.veloModules,
      }),
      backendBoundary({
        root,
        folder: () => folder,
        loadWebMethods: webMethods,
        proxyModule: options.proxyModule,
        onChange: changed,
      }),
      stubViteClient(),
      faultsAsModules(),
    ],
  });
  if (options.watch) {
    await watching(vite.watcher);
  }
  const { ssr, [PAGES_ON_SERVER]: pagesOnServer } = vite.environments;
  if (ssr === undefined || !isRunnableDevEnvironment(ssr)) {
    throw new Error('Failed to start the module server: its server side cannot run modules');
  }
  const { runner } = ssr;
  const readAgain = (): void => {
    try {
      folder = readSiteFolder(options);
    } catch (error) {
      options.log?.(error instanceof Error ? error.message : String(error));
    }
  };
  vite.watcher.on('add', readAgain).on('unlink', readAgain);
  if (editor !== undefined) {
    vite.watcher.add(editor);
  }
  vite.watcher.on('all', (_event, file) => {
    if (isLayout(file)) {
      changed({ file, reload: true });
    }
  });
  return {
    folder: () => folder,
    load,
    fetchPageModule: async (...asked) => {
      if (pagesOnServer === undefined) throw new Error('There is no environment of pages.');
      return pagesOnServer.fetchModule(...asked);
    },
    webMethods,
    middlewares: onlyModules({
      root,
      served,
      vite(request, response, next) {
        prepare().then(() => vite.middlewares(request, response, next), next);
      },
      isDoor: (file) => [...folder.webMethodFiles.values()].includes(file),
      async moduleAt(url) {
        await prepare();
        const result = await vite.environments.client.transformRequest(url);
        return result?.code;
      },
    }),
    prepare: () => prepare(),
    async urlOf(file) {
      await prepare();
      const found = preparedFile(vite.environments.client, file) ?? file;
      return isInside(root, found) ? found.slice(root.length) : `/@fs${found}`;
    },
    async transformHtml(url, html) {
      await prepare();
      const prepared = await vite.transformIndexHtml(url, html);
      // Vite puts its client first; only modules that import styles need it, and they say so.
      return prepared.replace(/\s*<script type="module" src="\/@vite\/client"><\/script>/, '');
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => vite.close(),
  };
}

/** Answers when a watcher has seen every file once: a change before that would be taken for what was there. */
function watching(watcher: FSWatcher): Promise<void> {
  return new Promise((done) => {
    watcher.once('ready', () => done());
    if (Reflect.get(watcher, '_readyEmitted') === true) {
      done();
    }
  });
}

function isPackage(name: string): boolean {
  return !isAbsolute(name);
}

function real(folder: string): string {
  return realpathSync(folder);
}

function isRoom(root: string, path: string): boolean {
  return ['backend', 'public', 'pages'].some((room) => path === join(root, room));
}

function toldOf(type: string, tell: () => void): HotChannel {
  return {
    send(payload) {
      if (payload.type === type) {
        tell();
      }
    },
  };
}
