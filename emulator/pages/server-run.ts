// Stands for the first run of a page's code, on Wix's servers (server-side rendering), before the run in the browser. Leaves out: the HTML that Wix renders from it, warm-up data.
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
import { readResponseBody, ElementorySupportError } from './browser/web-method-response.ts';
import { serializeValue } from './browser/serialization.ts';
import { createServerPage } from './server-page.ts';
import type { LayoutElement } from './layout-elements.ts';
import { createServerHost } from './server-host.ts';
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
  /** Runs code as a page with that token: Wix's packages use the token and `host`, and `elevate()` throws. */
  runAs<T>(token: string, host: (call: HostCall) => unknown, work: () => T): T;
  /** Called with what the page's code threw. */
  onError(error: unknown, where: string): void;
}

/** A load of a page. */
export interface PageLoad {
  readonly url: URL;
  /** Absolute paths of the master page's code and the page's code, in this order. */
  readonly files: readonly string[];
  readonly elements: readonly LayoutElement[];
  readonly session: { readonly token: string; readonly identity: { readonly kind: string } };
}

/** Runs a page's code once and returns its error as text, if any. The promise never rejects. */
export type ServerRun = (load: PageLoad) => Promise<string | undefined>;

/** The time limit of the onReady handlers, in milliseconds (assumed). After it, Wix renders in the browser only. */
const TIMEOUT_MS = 3_000;
/** The time limit for loading and evaluating the modules, in milliseconds; the first load compiles them. */
const LOAD_TIMEOUT_MS = 15_000;
type Timer = (run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => NodeJS.Timeout;

/** A load while its modules are evaluated, with the globals of its modules. */
interface Load {
  readonly token: string;
  readonly $w: unknown;
  readonly setTimeout: Timer;
  readonly setInterval: Timer;
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
const PAGE_GLOBALS = ['$w', 'setTimeout', 'setInterval'] as const;

/**
 * Creates the function that runs a site's pages on the server. Each load evaluates the page's modules again, as Wix
 * does for each request; timers that are active at the end of the run are stopped.
 * @see https://dev.wix.com/docs/develop-websites-sdk/code-your-site/build-a-custom-frontend/page-rendering/about-page-rendering
 */
export function createServerRun(options: ServerRunOptions): ServerRun {
  let evaluating: Promise<void> = Promise.resolve();
  let current: Load | undefined;
  const runner = createRunner(options, () => current);

  /** Evaluates a load's modules. Loads are evaluated one at a time, so that each gets its own globals. */
  async function evaluate(load: Load, files: readonly string[]): Promise<void> {
    const previous = evaluating;
    let release = (): void => undefined;
    evaluating = new Promise((resolve) => (release = resolve));
    await previous;
    try {
      current = load;
      resetModules(runner);
      for (const file of files) await runner.import<object>(file);
    } finally {
      release();
    }
  }

  return async ({ url, files, elements, session: { token, identity } }) => {
    const page = createServerPage(elements);
    const timers = createTimers();
    const limit = createTimers();
    const load: Load = { token, $w: page.$w, ...timers.globals };
    const withTimeLimit = (work: Promise<void>, ms: number): Promise<void> =>
      Promise.race([
        work,
        new Promise<never>((_, reject) => {
          const timeout = new Error(`The page took longer than ${String(ms)} ms.`);
          limit.globals.setTimeout(() => reject(timeout), ms);
        }),
      ]);
    try {
      await options.runAs(token, createServerHost(url, identity), async () => {
        await withTimeLimit(evaluate(load, files), LOAD_TIMEOUT_MS);
        await withTimeLimit(page.start(), TIMEOUT_MS);
      });
      return undefined;
    } catch (error) {
      options.onError(error, `${files.at(-1) ?? url.pathname} on the server`);
      return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    } finally {
      limit.stop();
      timers.stop();
    }
  };
}

/** Resets the site's modules, so that the next import evaluates them again. Their code and packages stay cached. */
function resetModules({ evaluatedModules }: ModuleRunner): void {
  for (const module of evaluatedModules.idToModuleMap.values()) {
    if (module.meta && 'externalize' in module.meta) continue;
    module.evaluated = false;
    module.promise = undefined;
    module.exports = undefined;
    module.imports.clear();
  }
}

function createRunner(options: ServerRunOptions, current: () => Load | undefined): ModuleRunner {
  const packageEvaluator = new ESModulesEvaluator();
  const compileModule = createModuleCompiler();
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
        const load = current();
        if (!load) throw new Error(`${id} was evaluated outside of a page load.`);
        await compileModule(id, code)(
          ...MODULE_PARAMETERS.map((key) => context[key]),
          ...PAGE_GLOBALS.map((key) => load[key]),
        );
      },
      runExternalModule: (file) =>
        file === options.proxyModule
          ? Promise.resolve({ webMethodProxy: createProxyFactory(options, current) })
          : packageEvaluator.runExternalModule(file),
    },
  );
}

/** Creates Wix's web-method stubs for the server: they call web methods as the page's visitor, with permissions. */
function createProxyFactory(options: ServerRunOptions, current: () => Load | undefined) {
  return (file: string, method: string) => {
    const token = current()?.token ?? '';
    return async (...args: readonly unknown[]): Promise<unknown> => {
      const body = JSON.stringify(serializeValue(args));
      const { status, json } = await options.callWebMethod(token, { file, method, body });
      if (status !== 200) {
        throw new ElementorySupportError('ERROR', `${file}/${method}: ${String(status)}`);
      }
      return readResponseBody(json);
    };
  };
}

/** Creates a compiler with a cache: a module is compiled again only if its code changed, as every load runs it. */
function createModuleCompiler() {
  const cache = new Map<string, { readonly code: string; readonly run: CompiledModule }>();
  return (id: string, code: string): CompiledModule => {
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

function createTimers() {
  const active = new Set<NodeJS.Timeout>();
  const track = (timer: NodeJS.Timeout): NodeJS.Timeout => {
    active.add(timer);
    return timer;
  };
  const globals: { readonly setTimeout: Timer; readonly setInterval: Timer } = {
    setTimeout: (run, ms, ...args) => track(setTimeout(() => run(...args), ms)),
    setInterval: (run, ms, ...args) => track(setInterval(() => run(...args), ms)),
  };
  return {
    globals,
    stop() {
      for (const timer of active) clearTimeout(timer);
    },
  };
}

function toInvocation(data: unknown): {
  readonly name: unknown;
  readonly data: readonly unknown[];
} {
  const { name, data: args }: Record<string, unknown> =
    typeof data === 'object' && data !== null ? { ...data } : {};
  return { name, data: Array.isArray(args) ? args : [] };
}
