// The context that Wix gives to backend code: who calls, elevated rights, the request's headers, and fetch to Wix's hosts. Leaves out host modules.
import { AsyncLocalStorage } from 'node:async_hooks';
import { createClient } from '@wix/sdk/client';
import type { Identity } from '../wix/core/context.ts';
import type { WixRequest, WixResponse } from '../wix/core/http.ts';
import { isWixHost } from './wix-hosts.ts';

/** Wix's servers, as the backend reaches them. */
export type Answer = (request: WixRequest) => WixResponse | Promise<WixResponse>;

/** One call of a site's backend. */
export interface CallSession {
  /** The caller's token; absent in event handlers, where Wix has no client but the elevated one. */
  readonly token?: string;
  /** Who the token stands for: what Wix's runtime says of the request in its headers; absent in event handlers. */
  readonly caller?: Identity;
  /** The token of the app under which the site's backend runs: what `elevate()` gives. */
  readonly elevatedToken: string;
  /** True where Wix's runtime keeps the token to itself, so that `auth.getTokenInfo()` fails as it does without one. */
  readonly hidesToken?: boolean;
  /** Where calls to Wix's hosts go. */
  readonly answer: Answer;
  /** What a page on the server asks its host; code of the backend has no host, code of pages nothing elevated. */
  readonly pageHost?: (call: { readonly namespace: string; readonly method: string }) => unknown;
}

/** What Wix's runtime says where code in an event handler calls Wix without `elevate()`. */
export const NO_PLAIN_CLIENT =
  'Contextual client is not available for events and service plugins, please use elevate() instead.';

/** What Wix's packages say where code of a page elevates. */
const NO_ELEVATED_CLIENT =
  'An elevated client is required to use elevated modules. Make sure to initialize the Wix context with an elevated client before using elevated SDK modules';

/** A call that runs, and in which time of its Wix it began. */
interface RunningCall extends CallSession {
  readonly generation: number;
}

const sessions = new AsyncLocalStorage<RunningCall>();

/** Runs code as part of a call: the packages of Wix, `elevate()` and fetch act for that session, in whatever it awaits too. */
export function callAs<T>(session: CallSession, work: () => T): T {
  return sessions.run({ ...session, generation: generationOf(session.answer) }, work);
}

/** Runs code outside of any call, where reaching Wix is an error: code at the top level of modules belongs to no caller. */
export function outsideCalls<T>(work: () => T): T {
  return sessions.exit(work);
}

/**
 * Ends what runs as part of calls of a Wix, now and later: a container of Wix that ends takes its timers along,
 * and nobody answers what it still asks.
 */
export function endCalls(answer: Answer): void {
  generations.set(answer, Infinity);
}

/** Ends what runs as part of the calls of a Wix so far; those to come are not touched. */
export function endCallsSoFar(answer: Answer): void {
  generations.set(answer, generationOf(answer) + 1);
}

/** How often the calls of a Wix were ended. */
const generations = new WeakMap<Answer, number>();
const generationOf = (answer: Answer): number => generations.get(answer) ?? 0;

function isOver({ generation, answer }: RunningCall): boolean {
  return generation === Infinity || generationOf(answer) !== generation;
}

let installs = 0;
let original: typeof globalThis.fetch | undefined;
let originalTimeout: typeof globalThis.setTimeout | undefined;

/**
 * Gives this process Wix's two contexts (the caller's and the elevated one) and sends calls to
 * Wix's hosts to the session that makes them. Done once, however many emulators run in the process;
 * the last to leave puts everything back.
 *
 * @returns a function that undoes it; a second call of it does nothing
 */
export function installContexts(): () => void {
  installs += 1;
  if (installs === 1) {
    createClient({ auth: callersStrategy, host: HOST }).enableContext('global');
    createClient({ auth: elevatedStrategy }).enableContext('global', { elevated: true });
    Reflect.set(globalThis, '__requestContext', { getStore: requestOfCall });
    original = globalThis.fetch;
    globalThis.fetch = wixFetch;
    originalTimeout = globalThis.setTimeout;
    Reflect.set(globalThis, 'setTimeout', Object.assign(timeoutOfCall, originalTimeout));
  }
  let isInstalled = true;
  return () => {
    if (isInstalled) {
      isInstalled = false;
      installs -= 1;
      if (installs === 0) {
        restore();
      }
    }
  };
}

function restore(): void {
  Reflect.deleteProperty(globalThis, '__wix_context__');
  Reflect.deleteProperty(globalThis, '__requestContext');
  // Somebody may have wrapped ours since: then it stays below theirs and passes everything on.
  if (globalThis.fetch === wixFetch && original !== undefined) {
    globalThis.fetch = original;
  }
  if (Object.is(globalThis.setTimeout, timeoutOfCall) && originalTimeout !== undefined) {
    globalThis.setTimeout = originalTimeout;
  }
}

/** `setTimeout`, for code that may run as part of a call. */
function timeoutOfCall(
  run: (...args: readonly unknown[]) => void,
  ms?: number,
  ...args: readonly unknown[]
): unknown {
  const start = originalTimeout ?? globalThis.setTimeout;
  const call = sessions.getStore();
  if (call === undefined) {
    return start(run, ms, ...args);
  }
  return start(() => {
    if (!isOver(call)) {
      run(...args);
    }
  }, ms);
}

/**
 * The request that the running call belongs to, as Wix's runtime for sites keeps it.
 * @see the package @wix/realtime-common, `getCurrentVeloRequestFromBackend`
 */
function requestOfCall():
  { readonly request: { readonly headers: Readonly<Record<string, string>> } } | undefined {
  const caller = sessions.getStore()?.caller;
  if (caller === undefined) {
    return undefined;
  }
  const headers = {
    'x-wix-view-mode': caller.kind === 'user' ? 'Preview' : 'Site',
    [caller.kind === 'visitor' ? 'x-wix-aid' : 'x-wix-user-id']: caller.id,
  };
  return { request: { headers } };
}

// Wix's packages call these without `this` and bind them again: closures, never classes.
function callersStrategy(): Omit<Strategy, 'getActiveToken'> & Partial<Strategy> {
  const session = sessionFor('a call to Wix');
  if (session.token === undefined) {
    throw new Error(NO_PLAIN_CLIENT);
  }
  return session.hidesToken ? headersOnly(session.token) : strategy(session.token);
}

function elevatedStrategy(): Strategy {
  if (sessionFor('an elevated call to Wix').pageHost) throw new Error(NO_ELEVATED_CLIENT);
  return strategy(sessionFor('an elevated call to Wix').elevatedToken);
}

/** The host of pages on the server. In code of the backend, packages for pages fail as they do without a host. */
const HOST = {
  name: 'local',
  essentials: { language: 'en', locale: 'en-US', timezone: 'UTC' },
  channel: {
    invoke(call: { readonly namespace: string; readonly method: string }): unknown {
      const host = sessions.getStore()?.pageHost;
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

interface Strategy {
  getAuthHeaders(): Promise<{ headers: { Authorization: string } }>;
  getActiveToken(): string;
}

function headersOnly(token: string): Omit<Strategy, 'getActiveToken'> {
  return { getAuthHeaders: () => Promise.resolve({ headers: { Authorization: token } }) };
}

function strategy(token: string): Strategy {
  return {
    getAuthHeaders: () => Promise.resolve({ headers: { Authorization: token } }),
    getActiveToken: () => token,
  };
}

function sessionFor(what: string): RunningCall {
  const session = sessions.getStore();
  if (session === undefined) {
    throw new Error(`Failed to make ${what}: it is made outside of a web method or event handler`);
  }
  return session;
}

async function wixFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const url = new URL(input instanceof Request ? input.url : input);
  if (installs === 0 || !isWixHost(url.hostname)) {
    return (original ?? globalThis.fetch)(input, init);
  }
  const session = sessionFor(`a request to ${url.hostname}`);
  const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
  signal?.throwIfAborted();
  const request = await toWixRequest(url, input, init);
  if (isOver(session)) {
    return new Promise(() => undefined);
  }
  return toResponse(await abortable(session.answer(request), signal));
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
  // What Wix's packages send: worth 20 us of Request and Headers a call.
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

async function abortable<T>(work: T | Promise<T>, signal: AbortSignal | undefined): Promise<T> {
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
