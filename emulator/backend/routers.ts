// Emulates Wix's routers: calls the functions of a site's `routers.js` for pages below their prefixes, and the hooks of
// dynamic pages. Not emulated: site maps, caching of responses.
import * as v from 'valibot';
import type { ModuleExports } from '../site/web-methods.ts';
import type { Identity } from '../wix/core/context.ts';
import { runInContext, runOutsideContext, type WixRequestHandler } from './request-context.ts';
import { createRouterRequest, type RouterCall } from './router-request.ts';
import { startRealTimer, WEB_METHOD_TIMEOUT_MS } from './web-method-dispatcher.ts';

/** The functions of a router that the emulator calls, by the ends of their names: `books_Router`. */
const FUNCTIONS = ['beforeRouter', 'Router', 'customizeQuery', 'afterRouter'] as const;

/** What a router answers. Responses of `wix-router` have this form, and code can make them by hand. */
const RouterResponse = v.looseObject({
  status: v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)),
  /** The page to show, or several of which the first that exists is shown. */
  page: v.optional(v.union([v.string(), v.array(v.string())])),
  data: v.optional(v.unknown()),
  head: v.optional(v.unknown()),
  message: v.optional(v.string()),
  redirectUrl: v.optional(v.string()),
});

/** The response of a router. */
export type RouterResponse = v.InferOutput<typeof RouterResponse>;

/** Options of {@link createRouters}. */
export interface RoutersOptions {
  /** The path of the site's `routers.js` or `.ts`; undefined if it has none. */
  routersFile(): string | undefined;
  /** The names of the site's pages. */
  pageNames(): readonly string[];
  load(file: string): Promise<ModuleExports>;
  /** Loads the functions that convert queries, in the runtime of the site's code. */
  loadQueries(): Promise<ModuleExports>;
  elevatedToken(caller: Identity): string;
  readonly handleRequest: WixRequestHandler;
  readonly hidesToken: () => boolean;
  readonly hidesWebCrypto: () => boolean;
  /** Called with each error of a router or of loading the file. */
  onError(error: unknown, where: string): void;
  /** Starts the timer of the time limit and returns a function that stops it; `setTimeout` by default. */
  readonly startTimer?: (ms: number, onTimeout: () => void) => () => void;
}

/** A query of Wix Data, as requests have it. */
export type DataQuery = Readonly<Record<string, unknown>>;

/**
 * Finds what a dynamic page shows, in place of a function `Router`.
 * @param customize calls the site's `customizeQuery()` for a route, such as `/{title}`, if there is one
 */
export type BindData = (
  customize: (collection: string, route: string, query: DataQuery) => Promise<DataQuery>,
) => Promise<RouterResponse>;

/**
 * Calls the router of an address, or `bindData` if the site has none for its first segment; without both, resolves to
 * undefined. Never rejects: a failure is a response with the status 500, or 504 after {@link WEB_METHOD_TIMEOUT_MS}
 * (assumed).
 */
export type CallRouter = (
  call: RouterCall,
  bindData?: BindData,
) => Promise<RouterResponse | undefined>;

/**
 * Creates the function that calls a site's routers, as the visitor of the page: `beforeRouter`, `Router` unless it
 * answers, and `afterRouter`, whose answer, if any, counts. In the names of functions, `_` stands for characters of the prefix
 * that a name cannot have (assumed): `my_books_Router` for `/my-books`.
 * @see https://dev.wix.com/docs/velo/apis/wix-router/router
 * @see https://dev.wix.com/docs/develop-websites/articles/databases/wix-data/hooks/about-data-hooks-for-dynamic-pages
 */
export function createRouters(options: RoutersOptions): CallRouter {
  const { startTimer = startRealTimer } = options;
  return async (call, bindData) => {
    const file = options.routersFile();
    const [prefix, ...path] = call.url.pathname.split('/').filter(Boolean).map(decode);
    if (prefix === undefined || (file === undefined && !bindData)) return undefined;
    let where = 'backend/routers.js';
    try {
      const exports =
        file === undefined
          ? {}
          : await runOutsideContext(options.handleRequest, () => options.load(file));
      const functionOf = (name: (typeof FUNCTIONS)[number]) => {
        const key = `${prefix.replaceAll(/[^\w$]/gu, '_')}_${name}`;
        const found = Object.hasOwn(exports, key) ? exports[key] : undefined;
        if (!isFunction(found)) return undefined;
        return (...args: readonly unknown[]): unknown => {
          where = `backend/routers.js ${key}`;
          return found(...args);
        };
      };
      const router = functionOf('Router');
      if (!router && !bindData) return undefined;
      const request = createRouterRequest(call, { prefix, path, pages: options.pageNames() });
      const customize: Parameters<BindData>[0] = async (collection, route, query) => {
        const hook = functionOf('customizeQuery');
        if (!hook) return query;
        const { toBuilder, toRequest } = await options.loadQueries();
        if (!isFunction(toBuilder) || !isFunction(toRequest)) return query;
        const returned = await hook(request, route, toBuilder(collection, query));
        const customized = toRequest(returned);
        if (!isQuery(customized)) throw new Error('it returned no query; return the query it got');
        return customized;
      };
      return await runAsCaller(call, async () => {
        const early = readResponse(await functionOf('beforeRouter')?.(request));
        if (early && !isNext(early)) return early;
        const response = readResponse(await (router ? router(request) : bindData?.(customize)));
        if (!response) throw new Error('it returned no response; return ok(), notFound(), ...');
        return readResponse(await functionOf('afterRouter')?.(request, response)) ?? response;
      });
    } catch (error) {
      options.onError(error, where);
      const message = `${where} failed; the terminal shows the error.`;
      return { status: error instanceof TimeoutError ? 504 : 500, message };
    }
  };

  async function runAsCaller<T>({ session }: RouterCall, work: () => Promise<T>): Promise<T> {
    const context = {
      token: session.token,
      caller: session.identity,
      elevatedToken: options.elevatedToken(session.identity),
      hidesToken: options.hidesToken(),
      hidesWebCrypto: options.hidesWebCrypto(),
      handleRequest: options.handleRequest,
    };
    let stop = (): void => undefined;
    const timedOut = new Promise<never>((_, reject) => {
      stop = startTimer(WEB_METHOD_TIMEOUT_MS, () => reject(new TimeoutError()));
    });
    try {
      return await Promise.race([runInContext(context, work), timedOut]);
    } finally {
      stop();
    }
  }
}

/** Returns whether an export of `routers.js` is called for some request: `books_Router`. */
export function isRouterName(name: string): boolean {
  return FUNCTIONS.some((it) => name.endsWith(`_${it}`) && name.length > it.length + 1);
}

class TimeoutError extends Error {
  constructor() {
    super(`it took longer than ${String(WEB_METHOD_TIMEOUT_MS)} ms`);
  }
}

/** Reads what a function returned; undefined if it returned nothing. @throws Error for anything that is no response */
function readResponse(value: unknown): RouterResponse | undefined {
  if (value === undefined || value === null) return undefined;
  const { success, output, issues } = v.safeParse(RouterResponse, value);
  if (success) return output;
  const [{ message, path }] = issues;
  const field = path?.map(({ key }) => String(key)).join('.') ?? 'value';
  throw new Error(`it returned no response of wix-router: ${field}: ${message}`);
}

/** Returns whether a response is that of `next()`: it shows nothing and sends nowhere. */
function isNext({ status, page, redirectUrl }: RouterResponse): boolean {
  return status === 200 && page === undefined && redirectUrl === undefined;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function isQuery(it: unknown): it is DataQuery {
  return typeof it === 'object' && it !== null && !Array.isArray(it);
}

function isFunction(it: unknown): it is (...args: readonly unknown[]) => unknown {
  return typeof it === 'function';
}
