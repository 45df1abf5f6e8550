// Emulates Wix's routers: calls the functions of a site's `routers.js` for pages below their prefixes. Not emulated: site
// maps, hooks of dynamic pages, caching of responses.
import * as v from 'valibot';
import type { ModuleExports } from '../site/web-methods.ts';
import type { Identity } from '../wix/core/context.ts';
import { runInContext, runOutsideContext, type WixRequestHandler } from './request-context.ts';
import { createRouterRequest, type RouterCall } from './router-request.ts';
import { startRealTimer, WEB_METHOD_TIMEOUT_MS } from './web-method-dispatcher.ts';

/** The functions of a router that the emulator calls, by the ends of their names: `books_Router`. */
const FUNCTIONS = ['beforeRouter', 'Router', 'afterRouter'] as const;

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
  elevatedToken(caller: Identity): string;
  readonly handleRequest: WixRequestHandler;
  readonly hidesToken: () => boolean;
  readonly hidesWebCrypto: () => boolean;
  /** Called with each error of a router or of loading the file. */
  onError(error: unknown, where: string): void;
  /** Starts the timer of the time limit and returns a function that stops it; `setTimeout` by default. */
  readonly startTimer?: (ms: number, onTimeout: () => void) => () => void;
}

/**
 * Calls the router of an address. Resolves to undefined if the site has none for its first segment. Never rejects: a
 * failure is a response with the status 500, or 504 after {@link WEB_METHOD_TIMEOUT_MS} (assumed).
 */
export type CallRouter = (call: RouterCall) => Promise<RouterResponse | undefined>;

/**
 * Creates the function that calls a site's routers, as the visitor of the page: `beforeRouter`, `Router` unless it
 * answers, and `afterRouter`, whose answer, if any, counts.
 * @see https://dev.wix.com/docs/velo/apis/wix-router/router
 */
export function createRouters(options: RoutersOptions): CallRouter {
  const { startTimer = startRealTimer } = options;
  return async (call) => {
    const file = options.routersFile();
    const [prefix = '', ...path] = call.url.pathname.split('/').filter(Boolean).map(decode);
    if (file === undefined || !/^[\w$]+$/.test(prefix)) return undefined;
    let where = 'backend/routers.js';
    try {
      const exports = await runOutsideContext(options.handleRequest, () => options.load(file));
      const [before, router, after] = FUNCTIONS.map((name) => {
        const found = Object.hasOwn(exports, `${prefix}_${name}`)
          ? exports[`${prefix}_${name}`]
          : undefined;
        return isFunction(found) ? found : undefined;
      });
      if (!router) return undefined;
      const request = createRouterRequest(call, { prefix, path, pages: options.pageNames() });
      return await runAsCaller(call, async () => {
        where = `backend/routers.js ${prefix}_beforeRouter`;
        const early = before && readResponse(await before(request));
        if (early && !isNext(early)) return early;
        where = `backend/routers.js ${prefix}_Router`;
        const response = readResponse(await router(request));
        if (!response) throw new Error('it returned no response; return ok(), notFound(), ...');
        where = `backend/routers.js ${prefix}_afterRouter`;
        return (after && readResponse(await after(request, response))) ?? response;
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

function isFunction(it: unknown): it is (...args: readonly unknown[]) => unknown {
  return typeof it === 'function';
}
