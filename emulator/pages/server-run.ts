// Wix's first run of a page, on its servers, before the browser's: the same code, and nobody who sees its elements. Leaves out: the HTML that Wix makes of it, warm-up data.
import { randomUUID } from 'node:crypto';
import { ESModulesEvaluator, ModuleRunner } from 'vite/module-runner';
import { readAnswer, ElementorySupportError } from './browser/web-method-answers.ts';
import { toWire } from './browser/wire-values.ts';
import { createInertPage } from './inert-page.ts';
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
  failed(error: unknown, where: string): void;
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
/** What the code of one load finds as globals of its own. */
interface Globals {
  readonly $w: unknown;
  readonly setTimeout: (...args: Parameters<typeof setTimeout>) => NodeJS.Timeout;
  readonly setInterval: (...args: Parameters<typeof setInterval>) => NodeJS.Timeout;
}

/** The loads that are going on in this process, by a key that their modules are given. */
const runs = new Map<string, Globals>();
const RUNS = 'velo-emulator.server-runs';
Reflect.set(globalThis, Symbol.for(RUNS), runs);

/**
 * Makes the runs of a site's pages. Every load evaluates the page's modules anew, as Wix does for each request;
 * timers that are still going when the run is over are stopped.
 * @see https://dev.wix.com/docs/develop-websites-sdk/code-your-site/build-a-custom-frontend/page-rendering/about-page-rendering
 */
export function createServerRun(options: ServerRunOptions): ServerRun {
  return async ({ url, files, elements, session }) => {
    const key = randomUUID();
    const page = createInertPage(elements);
    const timers = createTimers();
    runs.set(key, { $w: page.$w, ...timers.globals });
    const runner = createRunner(options, session.token, globalsOf(key));
    const limit = createTimers();
    try {
      const work = options.runAs(
        session.token,
        createServerHost(url, session.identity),
        async () => {
          for (const file of files) await runner.import<object>(file);
          await page.start();
        },
      );
      const late = new Promise<never>((_, reject) => {
        limit.globals.setTimeout(() => {
          reject(new Error(`it took longer than ${String(TIMEOUT_MS)} ms`));
        }, TIMEOUT_MS);
      });
      await Promise.race([work, late]);
      return undefined;
    } catch (error) {
      options.failed(error, `${files.at(-1) ?? url.pathname} on the server`);
      return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    } finally {
      limit.stop();
      timers.stop();
      runs.delete(key);
      await runner.close();
    }
  };
}

function createRunner(options: ServerRunOptions, token: string, prologue: string): ModuleRunner {
  const standard = new ESModulesEvaluator();
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
      startOffset: standard.startOffset,
      runInlinedModule: (context, code) =>
        standard.runInlinedModule(context, `${prologue}{${code}\n}`),
      runExternalModule: (file) =>
        file === options.proxyModule
          ? Promise.resolve({ webMethodProxy: proxies(options, token) })
          : standard.runExternalModule(file),
    },
  );
}

/** Wix's stubs of web methods, on the server: called as the page's visitor, permissions included. */
function proxies(options: ServerRunOptions, token: string) {
  return (file: string, method: string) =>
    async (...args: readonly unknown[]): Promise<unknown> => {
      const body = JSON.stringify(toWire(args));
      const { status, json } = await options.callWebMethod(token, { file, method, body });
      if (status !== 200) {
        throw new ElementorySupportError('ERROR', `${file}/${method}: ${String(status)}`);
      }
      return readAnswer(json);
    };
}

/** Begins every module of a load: what it calls `$w` is its own, as are its timers. */
function globalsOf(key: string): string {
  const place = `globalThis[Symbol.for('${RUNS}')].get('${key}')`;
  return `const {$w,setTimeout,setInterval}=${place}??{};`;
}

function createTimers() {
  const running = new Set<NodeJS.Timeout>();
  return {
    globals: {
      setTimeout: (...args: Parameters<typeof setTimeout>) => {
        const timer = setTimeout(...args);
        running.add(timer);
        return timer;
      },
      setInterval: (...args: Parameters<typeof setInterval>) => {
        const timer = setInterval(...args);
        running.add(timer);
        return timer;
      },
    },
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
