// Emulates Wix's HTTP functions: calls the functions of a site's `http-functions.js` for requests to `/_functions/`.
// Not emulated: Wix's REST call of HTTP functions with an identity.
import type { ModuleExports } from '../site/web-methods.ts';
import type { Identity } from '../wix/core/context.ts';
import { toFunctionRequest, toHttpResponse, type HttpResponse } from './http-function-messages.ts';
import { runInContext, runOutsideContext, type WixRequestHandler } from './request-context.ts';
import { startRealTimer, WEB_METHOD_TIMEOUT_MS } from './web-method-dispatcher.ts';

/** The longest body of a request, in bytes. @see https://dev.wix.com/docs/velo/velo-only-apis/wix-http-functions/wix-http-function-request/body */
const MAX_BODY_BYTES = 512 * 1024;

/** The methods for which a function can be defined: `get_orders`. `use_orders` gets all others. PATCH is assumed. */
const METHODS: readonly string[] = ['get', 'post', 'put', 'delete', 'options', 'patch'];

/** Options of {@link createHttpFunctions}. */
export interface HttpFunctionsOptions {
  /** The path of the site's `http-functions.js` or `.ts`; undefined if it has none. */
  functionsFile(): string | undefined;
  load(file: string): Promise<ModuleExports>;
  /** Creates the session that a call runs as. That it is a new visitor's is assumed. */
  openSession(): Promise<{ readonly token: string; readonly identity: Identity }>;
  /** The token of the app that the backend runs as. */
  elevatedToken(): string;
  readonly handleRequest: WixRequestHandler;
  readonly hidesToken?: () => boolean;
  readonly hidesWebCrypto?: () => boolean;
  /** Called with each error of a function or of loading the file. */
  readonly onError?: (error: unknown, where: string) => void;
  /** Starts the timer of the time limit and returns a function that stops it; `setTimeout` by default. */
  readonly startTimer?: (ms: number, onTimeout: () => void) => () => void;
}

/** A request to an HTTP function. */
export interface HttpFunctionCall {
  readonly method: string;
  /** `http://127.0.0.1:8787/_functions/orders/7?page=2`, or with `/_functions-dev/`. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Calls an HTTP function. The promise never rejects: every failure becomes a response. */
export type CallHttpFunction = (call: HttpFunctionCall) => Promise<HttpResponse>;

/**
 * Creates the function that calls a site's HTTP functions.
 *
 * Statuses of its own, with `{ error }` (assumed): 404 if there is no such function, 413 for a body of more than 512 KB, 500
 * if the function throws or returns no response, 504 after {@link WEB_METHOD_TIMEOUT_MS}.
 * @see https://dev.wix.com/docs/velo/velo-only-apis/wix-http-functions/introduction
 */
export function createHttpFunctions(options: HttpFunctionsOptions): CallHttpFunction {
  const { startTimer = startRealTimer } = options;
  return async (call) => {
    const url = new URL(call.url);
    const [base = '', name = '', ...path] = url.pathname.split('/').filter(Boolean).map(decode);
    const method = call.method === 'HEAD' ? 'GET' : call.method;
    if (call.body.byteLength > MAX_BODY_BYTES) {
      return failure(
        413,
        `the body has ${String(call.body.byteLength)} bytes; ${String(MAX_BODY_BYTES)} are allowed`,
      );
    }
    const file = options.functionsFile();
    if (file === undefined) return failure(404, 'the site has no backend/http-functions.js');
    let where = 'backend/http-functions.js';
    try {
      const exports = await runOutsideContext(options.handleRequest, () => options.load(file));
      const names = [`${method.toLowerCase()}_${name}`, `use_${name}`];
      const found = names.find((it) => Object.hasOwn(exports, it) && isFunction(exports[it]));
      const run = found === undefined ? undefined : exports[found];
      if (found === undefined || !isFunction(run)) {
        return failure(404, `backend/http-functions.js exports no ${names.join(' and no ')}`);
      }
      where = `${where} ${found}`;
      const request = toFunctionRequest({ ...call, method }, { url, base, name, path });
      const result = await runAsVisitor(async () => run(request));
      if (result === 'timed-out') {
        const message = `${where} took longer than ${String(WEB_METHOD_TIMEOUT_MS)} ms`;
        options.onError?.(new Error(message), where);
        return failure(504, message);
      }
      return toHttpResponse(result.value);
    } catch (error) {
      options.onError?.(error, where);
      return failure(500, `${where} failed; the terminal shows the error`);
    }
  };

  async function runAsVisitor(
    work: () => Promise<unknown>,
  ): Promise<{ readonly value: unknown } | 'timed-out'> {
    const { token, identity } = await options.openSession();
    const context = {
      token,
      caller: identity,
      elevatedToken: options.elevatedToken(),
      hidesToken: options.hidesToken?.() ?? false,
      hidesWebCrypto: options.hidesWebCrypto?.() ?? false,
      handleRequest: options.handleRequest,
    };
    let stop = (): void => undefined;
    const timedOut = new Promise<'timed-out'>((resolve) => {
      stop = startTimer(WEB_METHOD_TIMEOUT_MS, () => resolve('timed-out'));
    });
    try {
      return await Promise.race([
        runInContext(context, work).then((value) => ({ value })),
        timedOut,
      ]);
    } finally {
      stop();
    }
  }
}

/** Returns whether an export of `http-functions.js` is called for some request: `get_orders`, `use_orders`. */
export function isHttpFunctionName(name: string): boolean {
  const [prefix = '', ...rest] = name.split('_');
  return [...METHODS, 'use'].includes(prefix) && rest.join('_') !== '';
}

function failure(status: number, message: string): HttpResponse {
  return toHttpResponse({ status, body: { error: message } });
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function isFunction(it: unknown): it is (request: unknown) => unknown {
  return typeof it === 'function';
}
