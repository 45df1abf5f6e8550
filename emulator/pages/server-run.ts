// Wix's first run of a page, on its servers, before the browser's: the same code, and nobody who sees its elements. Leaves out: the HTML that Wix makes of it, warm-up data.
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

/** Reads a module of the site for a page on the server: doors are proxies, packages stay as they are. */
export type FetchPageModule = (
  id: string,
  importer?: string,
  options?: { readonly cached?: boolean; readonly startOffset?: number },
) => Promise<object>;

/** What a run needs of the rest of the emulator. */
export interface ServerRunOptions {
  readonly fetchModule: FetchPageModule;
  /** The file that stands for Wix's stubs of web methods, in the browser; here they are called without it. */
  readonly proxyModule: string;
  /** Calls a web method as the page's session; the body is a JSON array. */
  callWebMethod(
    token: string,
    call: { readonly file: string; readonly method: string; readonly body: string },
  ): Promise<{ readonly status: number; readonly json: unknown }>;
  /** Runs code as a page of that session: packages of Wix act for it and ask `host`, `elevate()` is refused. */
  runAs<T>(token: string, host: (call: HostCall) => unknown, work: () => T): T;
  /** Told what the page's code threw. */
  onError(error: unknown, where: string): void;
}

/** One load of a page. */
export interface PageLoad {
  readonly url: URL;
  /** The master page's code and the page's, in this order; absolute paths. */
  readonly files: readonly string[];
  readonly elements: readonly LayoutElement[];
  readonly session: { readonly token: string; readonly identity: { readonly kind: string } };
}

/** Runs a page's code once; answers what went wrong, in a sentence. It never rejects. */
export type ServerRun = (load: PageLoad) => Promise<string | undefined>;

/** How long a page waits for its own run on the server, in milliseconds (assumed); Wix then renders in the browser only. */
const TIMEOUT_MS = 3_000;
/** How long reading and evaluating the modules may take; the first time they are compiled. */
const LOAD_TIMEOUT_MS = 15_000;
type Timer = (run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => NodeJS.Timeout;

/** A load whose modules are evaluated, and what they find as globals of their own. */
interface Load {
  readonly token: string;
  readonly $w: unknown;
  readonly setTimeout: Timer;
  readonly setInterval: Timer;
}

/** What Vite's modules are given, in the order of a compiled module's parameters. */
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
 * Makes the runs of a site's pages. Every load evaluates the page's modules anew, as Wix does for each request;
 * timers that are still going when the run is over are stopped.
 * @see https://dev.wix.com/docs/develop-websites-sdk/code-your-site/build-a-custom-frontend/page-rendering/about-page-rendering
 */
export function createServerRun(options: ServerRunOptions): ServerRun {
  let evaluating: Promise<void> = Promise.resolve();
  let current: Load | undefined;
  const runner = createRunner(options, () => current);

  /** Evaluates a load's modules; one load at a time, so that each finds its own globals. */
  async function evaluate(load: Load, files: readonly string[]): Promise<void> {
    const before = evaluating;
    let done = (): void => undefined;
    evaluating = new Promise((resolve) => (done = resolve));
    await before;
    try {
      current = load;
      resetModules(runner);
      for (const file of files) await runner.import<object>(file);
    } finally {
      done();
    }
  }

  return async ({ url, files, elements, session: { token, identity } }) => {
    const page = createServerPage(elements);
    const timers = createTimers();
    const limit = createTimers();
    const load: Load = { token, $w: page.$w, ...timers.globals };
    const inTime = (work: Promise<void>, ms: number): Promise<void> =>
      Promise.race([
        work,
        new Promise<never>((_, reject) => {
          const late = new Error(`it took longer than ${String(ms)} ms`);
          limit.globals.setTimeout(() => reject(late), ms);
        }),
      ]);
    try {
      await options.runAs(token, createServerHost(url, identity), async () => {
        await inTime(evaluate(load, files), LOAD_TIMEOUT_MS);
        await inTime(page.start(), TIMEOUT_MS);
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

/** Lets the site's modules be evaluated again. What was read of them stays, as do packages. */
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
  const standard = new ESModulesEvaluator();
  const compiled = createModuleCompiler();
  return new ModuleRunner(
    {
      hmr: false,
      sourcemapInterceptor: false,
      transport: {
        async invoke(payload: object): Promise<{ result: unknown } | { error: unknown }> {
          const { name, data: args } = toInvocation('data' in payload ? payload.data : undefined);
          try {
            if (name !== 'fetchModule') return { result: [] };
            const [id = '', importer, how] = args;
            if (String(id).endsWith(options.proxyModule)) {
              return { result: { externalize: options.proxyModule, type: 'module' } };
            }
            return {
              result: await options.fetchModule(
                String(id),
                typeof importer === 'string' ? importer : undefined,
                typeof how === 'object' && how !== null ? how : undefined,
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
        if (!load) throw new Error(`${id} is evaluated outside of a load.`);
        await compiled(id, code)(
          ...MODULE_PARAMETERS.map((key) => context[key]),
          ...PAGE_GLOBALS.map((key) => load[key]),
        );
      },
      runExternalModule: (file) =>
        file === options.proxyModule
          ? Promise.resolve({ webMethodProxy: createProxyFactory(options, current) })
          : standard.runExternalModule(file),
    },
  );
}

/** Wix's stubs of web methods, on the server: called as the page's visitor, permissions included. */
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

/** Compiles modules, each once as long as its code is the same: every load runs all of them. */
function createModuleCompiler() {
  const known = new Map<string, { readonly code: string; readonly run: CompiledModule }>();
  return (id: string, code: string): CompiledModule => {
    const before = known.get(id);
    if (before?.code === code) return before.run;
    const parameters = [...MODULE_PARAMETERS, ...PAGE_GLOBALS].join();
    const source = `(async(${parameters})=>{"use strict";${code}\n})`;
    const made: unknown = new Script(source, { filename: id }).runInThisContext();
    if (!isCompiledModule(made)) throw new Error(`${id} does not compile to a function.`);
    known.set(id, { code, run: made });
    return made;
  };
}

type CompiledModule = (...given: readonly unknown[]) => Promise<unknown>;

function isCompiledModule(it: unknown): it is CompiledModule {
  return typeof it === 'function';
}

function createTimers() {
  const running = new Set<NodeJS.Timeout>();
  const kept = (timer: NodeJS.Timeout): NodeJS.Timeout => {
    running.add(timer);
    return timer;
  };
  const globals: { readonly setTimeout: Timer; readonly setInterval: Timer } = {
    setTimeout: (run, ms, ...args) => kept(setTimeout(() => run(...args), ms)),
    setInterval: (run, ms, ...args) => kept(setInterval(() => run(...args), ms)),
  };
  return {
    globals,
    stop() {
      for (const timer of running) clearTimeout(timer);
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
