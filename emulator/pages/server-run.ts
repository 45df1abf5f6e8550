// Emulates Wix's server-side rendering: runs a page's code on the server before the browser does. Not emulated: the rendered HTML, warm-up data.
import { Script } from 'node:vm';
import {
  ESModulesEvaluator,
  ModuleRunner,
  ssrDynamicImportKey,
  ssrExportAllKey,
  ssrExportNameKey,
  ssrImportKey,
  ssrImportMetaKey,
  ssrModuleExportsKey,
} from 'vite/module-runner';
import {
  ElementorySupportError,
  placeInBackend,
  readResponseBody,
} from './browser/web-method-response.ts';
import { serializeArguments } from './browser/serialization.ts';
import { isDynamicPageData } from './dynamic-page-data.ts';
import { createServerPage } from './server-page.ts';
import { createTimers, type Timer } from './server-timers.ts';
import { VELO_PAGE, type VeloPage } from './velo-page.ts';
import { createWorkerScope, WORKER_SCOPE } from './worker-scope.ts';
import type { PageSession } from './page-session.ts';
import type { SdkReport } from './browser/sdk-messages.ts';
import { wireHandlers } from './wire-handlers.ts';
import type { LayoutElement } from './layout-elements.ts';
import { createServerHost, createServerVeloPage } from './server-host.ts';
import type { HostCall } from './server-host.ts';

/** Reads a module for a page on the server: web-method files are replaced by proxies, packages are unchanged. */
export type FetchPageModule = (
  id: string,
  importer?: string,
  options?: { readonly cached?: boolean; readonly startOffset?: number },
) => Promise<object>;

/** Options of {@link createServerRun}. */
export interface ServerRunOptions {
  readonly fetchModule: FetchPageModule;
  /** The browser module with Wix's web-method stubs, which is replaced on the server by direct calls. */
  readonly proxyModule: string;
  /** Calls a web method as the page's session; the body is a JSON array. */
  callWebMethod(
    token: string,
    call: { readonly file: string; readonly method: string; readonly body: string },
  ): Promise<{ readonly status: number; readonly json: unknown }>;
  /** Reads the member of a session, as `getMember()` of pages returns it. */
  readMember(token: string): Promise<unknown>;
  /** Runs code as a page with that token: Wix's packages use the token and `host`, and `elevate()` throws. */
  runAs<T>(token: string, host: (call: HostCall) => unknown, work: () => T): T;
  /** Finds where the page's code threw an error: `pages/contact.ts:12:5`. */
  locate(stack: string): string | undefined;
  /** Called with each error of the page's code, and where it was thrown. */
  onError(error: unknown, where: string): void;
}

/** A page to run. */
export interface PageRun {
  readonly url: URL;
  /** Absolute paths of the master page's code and the page's code, in this order. */
  readonly files: readonly string[];
  readonly elements: readonly LayoutElement[];
  /** What a router sent with the page. */
  readonly routerData?: unknown;
  /** The first segment of the address, if a router or a dynamic page has it. */
  readonly prefix?: string;
  readonly session: {
    readonly token: string;
    readonly identity: { readonly kind: string; readonly roles?: readonly string[] };
  } & Pick<PageSession, 'siteMembers'>;
}

/** Runs a page's code once and returns its error as text, if any. The promise never rejects. */
export type ServerRun = (run: PageRun) => Promise<string | undefined>;

/** The time limit of the onReady handlers, in milliseconds (assumed). After it, Wix renders in the browser only. */
const TIMEOUT_MS = 3_000;
/** The time limit for loading and evaluating the modules, in milliseconds; the first load compiles them. */
const LOAD_TIMEOUT_MS = 15_000;

/** The session's token and the globals of a run's modules. */
interface PageGlobals {
  readonly token: string;
  readonly $w: unknown;
  readonly setTimeout: Timer;
  readonly setInterval: Timer;
  readonly [VELO_PAGE]: VeloPage;
  readonly [WORKER_SCOPE]: object;
}

/** The names that Vite passes to a module, in the order of a compiled module's parameters. */
const MODULE_PARAMETERS = [
  ssrModuleExportsKey,
  ssrImportMetaKey,
  ssrImportKey,
  ssrDynamicImportKey,
  ssrExportAllKey,
  ssrExportNameKey,
] as const;
const PAGE_GLOBALS = ['$w', 'setTimeout', 'setInterval', VELO_PAGE, WORKER_SCOPE] as const;

/**
 * Creates the function that runs a site's pages on the server. Each run evaluates the page's modules again, as Wix
 * does for each request; timers that are active at the end of the run are stopped. Runs are independent: a page whose
 * modules never finish loading does not delay others.
 * @see https://dev.wix.com/docs/develop-websites-sdk/code-your-site/build-a-custom-frontend/page-rendering/about-page-rendering
 */
export function createServerRun(options: ServerRunOptions): ServerRun {
  const compileModule = createModuleCompiler();
  return async ({ url, files, elements, routerData, prefix, session }) => {
    const { token, identity, siteMembers } = session;
    const where = `page ${url.pathname} on the server`;
    const errors: string[] = [];
    const addError = (error: unknown): void => {
      const text = describeError(error, options.locate);
      errors.push(text);
      options.onError(text, where);
    };
    const report: SdkReport = {
      error: (message) => options.onError(`Wix code SDK error: ${message}`, where),
      warn: (message) => options.onError(`Wix code SDK warning: ${message}`, where),
    };
    const page = createServerPage({
      layout: elements,
      report,
      onError: addError,
      ...(isDynamicPageData(routerData) && { dynamicPage: routerData }),
    });
    const timers = createTimers(addError);
    const limit = createTimers(addError);
    const host = createServerHost(url, {
      identity,
      prefix,
      routerData,
      readMember: () => options.readMember(token),
      ...(siteMembers && { siteMembers }),
    });
    const globals: PageGlobals = {
      token,
      $w: page.$w,
      ...timers.globals,
      [VELO_PAGE]: createServerVeloPage({ url, prefix, identity, host, routerData }),
      [WORKER_SCOPE]: createWorkerScope(globalThis, { $w: page.$w, ...timers.globals }),
    };
    const withTimeLimit = <T>(work: Promise<T>, ms: number, what: string): Promise<T> =>
      Promise.race([
        work,
        new Promise<never>((_, reject) => {
          const timeout = new Error(`${what} took longer than ${String(ms / 1000)} s.`);
          limit.globals.setTimeout(() => reject(timeout), ms);
        }),
      ]);
    try {
      await options.runAs(token, host, async () => {
        // A new runner for each run, so that modules are evaluated again, with the globals of this run.
        const runner = createRunner(options, globals, compileModule);
        const loaded = importAll(runner, files, addError);
        const exports = await withTimeLimit(loaded, LOAD_TIMEOUT_MS, "Loading the page's modules");
        const named = elements.flatMap(({ handlers }) => handlers ?? []);
        wireHandlers({ $w: page.$w, named, exports, warn: report.warn });
        await withTimeLimit(page.start(), TIMEOUT_MS, 'The onReady handlers');
      });
    } catch (error) {
      addError(error);
    } finally {
      limit.stop();
      timers.stop();
    }
    return errors[0];
  };
}

/** Describes an error in one line, with its place in the source. */
function describeError(error: unknown, locate: ServerRunOptions['locate']): string {
  if (!(error instanceof Error)) return String(error);
  const place = placeInBackend(error) ?? locate(error.stack ?? '');
  // An error of syntax has its place in the message, and Vite revives it with another name.
  const text =
    'code' in error && error.code === 'SYNTAX_ERROR'
      ? `SyntaxError: ${error.message}`
      : `${error.name}: ${error.message}`;
  return place === undefined ? text : `${text} (${place})`;
}

/** Runs the modules and returns their exports. A module that fails stops no other. */
async function importAll(
  runner: ModuleRunner,
  files: readonly string[],
  onError: (error: unknown) => void,
): Promise<readonly object[]> {
  const exports: object[] = [];
  for (const file of files) {
    try {
      exports.push(await runner.import<object>(file));
    } catch (error) {
      onError(error);
    }
  }
  return exports;
}

function createRunner(
  options: ServerRunOptions,
  globals: PageGlobals,
  compileModule: ModuleCompiler,
): ModuleRunner {
  const packageEvaluator = new ESModulesEvaluator();
  return new ModuleRunner(
    {
      hmr: false,
      sourcemapInterceptor: false,
      transport: {
        async invoke(payload: object): Promise<{ result: unknown } | { error: unknown }> {
          const { name, data: args } = toInvocation('data' in payload ? payload.data : undefined);
          try {
            if (name !== 'fetchModule') return { result: [] };
            const [id = '', importer, fetchOptions] = args;
            if (String(id).endsWith(options.proxyModule)) {
              return { result: { externalize: options.proxyModule, type: 'module' } };
            }
            return {
              result: await options.fetchModule(
                String(id),
                typeof importer === 'string' ? importer : undefined,
                typeof fetchOptions === 'object' && fetchOptions !== null
                  ? fetchOptions
                  : undefined,
              ),
            };
          } catch (error) {
            return { error };
          }
        },
      },
    },
    {
      async runInlinedModule(context, code, { id }) {
        await compileModule(id, code)(
          ...MODULE_PARAMETERS.map((key) => context[key]),
          ...PAGE_GLOBALS.map((key) => globals[key]),
        );
      },
      runExternalModule: (file) =>
        file === options.proxyModule
          ? Promise.resolve({ webMethodProxy: createProxyFactory(options, globals.token) })
          : packageEvaluator.runExternalModule(file),
    },
  );
}

/** Creates Wix's web-method stubs for the server: they call web methods as the page's visitor, with permissions. */
function createProxyFactory(options: ServerRunOptions, token: string) {
  return (file: string, method: string) => {
    return async (...args: readonly unknown[]): Promise<unknown> => {
      const body = serializeArguments(args, `${file} ${method}`);
      const { status, json } = await options.callWebMethod(token, { file, method, body });
      if (status !== 200) {
        throw new ElementorySupportError('ERROR', `${file}/${method}: ${String(status)}`);
      }
      return readResponseBody(json);
    };
  };
}

type ModuleCompiler = (id: string, code: string) => CompiledModule;

/** Creates a compiler that caches compiled modules by id, because every page request runs them. */
function createModuleCompiler(): ModuleCompiler {
  const cache = new Map<string, { readonly code: string; readonly run: CompiledModule }>();
  return (id, code) => {
    const cached = cache.get(id);
    if (cached?.code === code) return cached.run;
    const parameters = [...MODULE_PARAMETERS, ...PAGE_GLOBALS].join();
    const source = `(async(${parameters})=>{"use strict";${code}\n})`;
    const run: unknown = new Script(source, { filename: id }).runInThisContext();
    if (!isCompiledModule(run)) throw new Error(`${id} does not compile to a function.`);
    cache.set(id, { code, run });
    return run;
  };
}

type CompiledModule = (...args: readonly unknown[]) => Promise<unknown>;

function isCompiledModule(it: unknown): it is CompiledModule {
  return typeof it === 'function';
}

function toInvocation(data: unknown): {
  readonly name: unknown;
  readonly data: readonly unknown[];
} {
  const { name, data: args }: Record<string, unknown> =
    typeof data === 'object' && data !== null ? { ...data } : {};
  return { name, data: Array.isArray(args) ? args : [] };
}
