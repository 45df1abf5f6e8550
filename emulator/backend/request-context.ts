// Emulates the request context of Wix's backend runtime: the caller, elevated rights, request headers, and requests
// to Wix's hosts. Not emulated: host modules.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { RequestOptions } from 'node:http';
import { createClient } from '@wix/sdk/client';
import { toFetchError } from '../http/connection-lost.ts';
import { guardConnections } from '../network/guard-connections.mjs';
import { redirectRequests } from '../network/redirect-requests.mjs';
import { isWixHost } from '../network/wix-hosts.mjs';
import type { Identity } from '../wix/core/context.ts';
import type { WixRequest, WixResponse } from '../wix/core/http.ts';
import { connectTo } from './node-requests.ts';

/** Handles a request to one of Wix's hosts, as Wix's servers do for the backend. */
export type WixRequestHandler = (request: WixRequest) => WixResponse | Promise<WixResponse>;

/** The context of one call of a site's backend. */
export interface RequestContext {
  /** The caller's token; absent in event handlers, where Wix has only the elevated client. */
  readonly token?: string;
  /** The identity of the token, which Wix's runtime writes to the request headers; absent in event handlers. */
  readonly caller?: Identity;
  /** The token of the app that the site's backend runs as; `elevate()` uses it. */
  readonly elevatedToken: string;
  /** True if backend code cannot read the caller's token. `auth.getTokenInfo()` then fails. */
  readonly hidesToken?: boolean;
  /** True if the runtime has no global `crypto`; Node's module `crypto` has WebCrypto in any case. */
  readonly hidesWebCrypto?: boolean;
  /** Handles calls to Wix's hosts. */
  readonly handleRequest: WixRequestHandler;
  /** Handles the SDK host calls of page code on the server. Set only for page code, which cannot elevate. */
  readonly pageHost?: (call: { readonly namespace: string; readonly method: string }) => unknown;
}

/** The error message of Wix's runtime when an event handler calls Wix without `elevate()`. */
export const NO_CALLER_CLIENT =
  'Contextual client is not available for events and service plugins, please use elevate() instead.';

/** The error message of Wix's packages when page code elevates. */
const NO_ELEVATED_CLIENT =
  'An elevated client is required to use elevated modules. Make sure to initialize the Wix context with an elevated client before using elevated SDK modules';

/** A running call, with the generation of its emulator at the time when the call started. */
interface RunningCall extends RequestContext {
  readonly generation: number;
}

const contexts = new AsyncLocalStorage<RunningCall>();

/** Runs code in the context of a call: Wix's packages, `elevate()` and `fetch` use it, also after each `await`. */
export function runInContext<T>(context: RequestContext, work: () => T): T {
  return contexts.run({ ...context, generation: generationOf(context.handleRequest) }, work);
}

/**
 * Runs code outside of any context, where a call to Wix throws. Used to load modules: top-level code has no caller.
 */
export function runOutsideContext<T>(work: () => T): T {
  return contexts.exit(work);
}

/**
 * Stops all calls of an emulator, now and later: their timers do not fire, and their pending requests never resolve.
 * On Wix, the end of a container (a running instance of the backend) does the same.
 */
export function stopAllCalls(handleRequest: WixRequestHandler): void {
  generations.set(handleRequest, Infinity);
}

/** Stops the running calls of an emulator; later calls are not affected. */
export function stopRunningCalls(handleRequest: WixRequestHandler): void {
  generations.set(handleRequest, generationOf(handleRequest) + 1);
}

/** Number of times the calls of an emulator were stopped. Key: its request handler. */
const generations = new WeakMap<WixRequestHandler, number>();
const generationOf = (handleRequest: WixRequestHandler): number =>
  generations.get(handleRequest) ?? 0;

function isStopped({ generation, handleRequest }: RunningCall): boolean {
  return generation === Infinity || generationOf(handleRequest) !== generation;
}

let installCount = 0;
let originalFetch: typeof globalThis.fetch | undefined;
let originalTimeout: typeof globalThis.setTimeout | undefined;
let restoreNetwork: (() => void) | undefined;

/**
 * Installs Wix's two clients in this process (the caller's and the elevated one) and replaces `fetch`, the requests of
 * `node:http` and `node:https`, and `setTimeout`, so that calls to Wix's hosts go to the handler of the running call's
 * context. Other connections to Wix's hosts are refused. Emulators in one process share one installation; the last one
 * to uninstall restores the originals.
 *
 * @returns a function that uninstalls; a second call does nothing
 */
export function installContexts(): () => void {
  installCount += 1;
  if (installCount === 1) {
    createClient({ auth: createCallerStrategy, host: HOST }).enableContext('global');
    createClient({ auth: createElevatedStrategy }).enableContext('global', { elevated: true });
    Reflect.set(globalThis, '__requestContext', { getStore: currentRequest });
    originalFetch = globalThis.fetch;
    globalThis.fetch = wixFetch;
    originalTimeout = globalThis.setTimeout;
    Reflect.set(globalThis, 'setTimeout', Object.assign(contextSetTimeout, originalTimeout));
    const restores = [guardConnections(), redirectRequests(routeToContext), hideWebCrypto()];
    restoreNetwork = () => restores.forEach((undo) => undo());
  }
  let isInstalled = true;
  return () => {
    if (isInstalled) {
      isInstalled = false;
      installCount -= 1;
      if (installCount === 0) {
        restore();
      }
    }
  };
}

/** Replaces the global `crypto`: calls with `hidesWebCrypto` read `undefined`. Returns a function that restores it. */
function hideWebCrypto(): () => void {
  const original = Object.getOwnPropertyDescriptor(globalThis, 'crypto');
  if (!original?.configurable) return () => undefined;
  const webCrypto = globalThis.crypto;
  Object.defineProperty(globalThis, 'crypto', {
    ...original,
    get: () => (contexts.getStore()?.hidesWebCrypto ? undefined : webCrypto),
  });
  return () => Object.defineProperty(globalThis, 'crypto', original);
}

function restore(): void {
  Reflect.deleteProperty(globalThis, '__wix_context__');
  Reflect.deleteProperty(globalThis, '__requestContext');
  // If other code has wrapped our function, our function stays and forwards every call.
  if (globalThis.fetch === wixFetch && originalFetch !== undefined) {
    globalThis.fetch = originalFetch;
  }
  if (Object.is(globalThis.setTimeout, contextSetTimeout) && originalTimeout !== undefined) {
    globalThis.setTimeout = originalTimeout;
  }
  restoreNetwork?.();
}

/** Replaces `setTimeout`: a timer set in a call does not fire after the call was stopped. */
function contextSetTimeout(
  run: (...args: readonly unknown[]) => void,
  ms?: number,
  ...args: readonly unknown[]
): unknown {
  const start = originalTimeout ?? globalThis.setTimeout;
  const call = contexts.getStore();
  if (call === undefined) {
    return start(run, ms, ...args);
  }
  return start(() => {
    if (!isStopped(call)) {
      run(...args);
    }
  }, ms);
}

/**
 * Returns the request of the running call in the form that Wix's runtime for sites keeps.
 * @see the package @wix/realtime-common, `getCurrentVeloRequestFromBackend`
 */
function currentRequest():
  { readonly request: { readonly headers: Readonly<Record<string, string>> } } | undefined {
  const caller = contexts.getStore()?.caller;
  if (caller === undefined) {
    return undefined;
  }
  const headers = {
    'x-wix-view-mode': caller.kind === 'user' ? 'Preview' : 'Site',
    [caller.kind === 'visitor' ? 'x-wix-aid' : 'x-wix-user-id']: caller.id,
  };
  return { request: { headers } };
}

// Wix's packages call the strategy's methods without `this`, so they are closures, not class methods.
function createCallerStrategy(): Omit<AuthStrategy, 'getActiveToken'> & Partial<AuthStrategy> {
  const { token, hidesToken } = requireContext('a call to Wix');
  if (token === undefined) {
    throw new Error(NO_CALLER_CLIENT);
  }
  return hidesToken ? createHeadersOnlyStrategy(token) : createStrategy(token);
}

function createElevatedStrategy(): AuthStrategy {
  if (requireContext('an elevated call to Wix').pageHost) throw new Error(NO_ELEVATED_CLIENT);
  return createStrategy(requireContext('an elevated call to Wix').elevatedToken);
}

/** The SDK host of pages that run on the server. Backend code has no SDK host: `@wix/site-*` calls throw. */
const HOST = {
  name: 'local',
  essentials: { language: 'en', locale: 'en-US', timezone: 'UTC' },
  channel: {
    invoke(call: { readonly namespace: string; readonly method: string }): unknown {
      const host = contexts.getStore()?.pageHost;
      if (!host) {
        throw new TypeError(
          "Cannot destructure property 'channel' of 'undefined' as it is undefined.",
        );
      }
      return host(call);
    },
    observeState: () => ({ disconnect: () => undefined }),
  },
};

interface AuthStrategy {
  getAuthHeaders(): Promise<{ headers: { Authorization: string } }>;
  getActiveToken(): string;
}

function createHeadersOnlyStrategy(token: string): Omit<AuthStrategy, 'getActiveToken'> {
  return { getAuthHeaders: () => Promise.resolve({ headers: { Authorization: token } }) };
}

function createStrategy(token: string): AuthStrategy {
  return {
    getAuthHeaders: () => Promise.resolve({ headers: { Authorization: token } }),
    getActiveToken: () => token,
  };
}

function requireContext(what: string): RunningCall {
  const context = contexts.getStore();
  if (context === undefined) {
    throw new Error(
      `Failed to make ${what}: move the call from top-level code into a web method or event handler`,
    );
  }
  return context;
}

/** Connects a request of `node:http` or `node:https` to the handler of the running call. */
function routeToContext({ host }: { readonly host: string }): RequestOptions {
  const context = requireContext(`a request to ${host}`);
  return connectTo(async (request) =>
    isStopped(context) ? undefined : context.handleRequest(request),
  );
}

async function wixFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const url = new URL(input instanceof Request ? input.url : input);
  if (installCount === 0 || !isWixHost(url.hostname)) {
    return (originalFetch ?? globalThis.fetch)(input, init);
  }
  const context = requireContext(`a request to ${url.hostname}`);
  const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
  signal?.throwIfAborted();
  const request = await toWixRequest(url, input, init);
  if (isStopped(context)) {
    return new Promise(() => undefined);
  }
  try {
    return toResponse(await raceWithAbort(context.handleRequest(request), signal));
  } catch (error) {
    throw toFetchError(error);
  }
}

async function toWixRequest(
  url: URL,
  input: string | URL | Request,
  init: RequestInit | undefined,
): Promise<WixRequest> {
  const headers = init?.headers ?? {};
  const body = init?.body ?? '';
  if (input instanceof Request || typeof body !== 'string' || !isPlainHeaders(headers)) {
    const request = new Request(input, init);
    return {
      method: request.method,
      host: url.host,
      path: url.pathname + url.search,
      headers: Object.fromEntries(request.headers),
      body: await request.text(),
    };
  }
  // Wix's packages send plain headers and a string body. Skipping Request and Headers saves 20 us per call.
  return {
    method: (init?.method ?? 'GET').toUpperCase(),
    host: url.host,
    path: url.pathname + url.search,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
    ),
    body,
  };
}

function isPlainHeaders(headers: object): headers is Record<string, unknown> {
  return !Array.isArray(headers) && Object.getPrototypeOf(headers) === Object.prototype;
}

function toResponse({ status, headers, body }: WixResponse): Response {
  const hasNoBody = status === 204 || status === 304;
  return new Response(hasNoBody ? null : body, { status, headers: { ...headers } });
}

async function raceWithAbort<T>(work: T | Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) {
    return work;
  }
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
