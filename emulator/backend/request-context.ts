// Emulates the request context of Wix's backend runtime: the running call, with its caller and its handler of requests.
// Also stops the calls of an emulator, as the end of a container does.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Identity } from '../wix/core/context.ts';
import type { WixRequest, WixResponse } from '../wix/core/http.ts';

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
  /** The number of data hooks that called each other to get here; 0 by default. */
  readonly hookDepth?: number;
  /** Handles calls to Wix's hosts. */
  readonly handleRequest: WixRequestHandler;
  /** Handles the SDK host calls of page code on the server. Set only for page code, which cannot elevate. */
  readonly pageHost?: (call: { readonly namespace: string; readonly method: string }) => unknown;
}

/** A running call, with the generation of its emulator at the time when the call started. */
export interface RunningCall extends RequestContext {
  readonly generation: number;
}

const contexts = new AsyncLocalStorage<RunningCall>();

/** Runs code in the context of a call: Wix's packages, `elevate()` and `fetch` use it, also after each `await`. */
export function runInContext<T>(context: RequestContext, work: () => T): T {
  return contexts.run({ ...context, generation: generationOf(context.handleRequest) }, work);
}

/** The emulator whose site runs code without a caller. */
const emulators = new AsyncLocalStorage<WixRequestHandler>();

/**
 * Runs code of a site outside of any context, where a call to Wix throws. Used to load modules: top-level code has no caller. The
 * rules for other hosts apply nevertheless.
 */
export function runOutsideContext<T>(handleRequest: WixRequestHandler, work: () => T): T {
  return contexts.exit(() => emulators.run(handleRequest, work));
}

/** Returns the emulator whose site's code is running, and the caller of its call; undefined for other code of this process. */
export function currentSite(): Pick<RunningCall, 'handleRequest' | 'caller'> | undefined {
  const handleRequest = emulators.getStore();
  return currentCall() ?? (handleRequest && { handleRequest });
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

/** Returns whether a call was stopped. */
export function isStopped({ generation, handleRequest }: RunningCall): boolean {
  return generation === Infinity || generationOf(handleRequest) !== generation;
}

/** Returns the running call; undefined outside of any context. */
export function currentCall(): RunningCall | undefined {
  return contexts.getStore();
}

/** Returns the running call. @throws Error that names `what` was called, if there is none */
export function requireContext(what: string): RunningCall {
  const context = currentCall();
  if (context === undefined) {
    throw new Error(
      `Failed to make ${what}: move the call from top-level code into a web method or event handler`,
    );
  }
  return context;
}
