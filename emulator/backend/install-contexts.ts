// Installs the emulated backend runtime of Wix in this process: Wix's clients, `fetch`, the requests of Node, and
// `setTimeout`, for the context of the running call.
import { guardConnections } from '../network/guard-connections.mjs';
import { redirectRequests } from '../network/redirect-requests.mjs';
import { fetchOutside, refuseOutside } from './outside-fetch.ts';
import { currentCall, currentSite, isStopped } from './request-context.ts';
import { installClients } from './wix-clients.ts';
import { fetchFromContext, isFetchOfWix, routeToContext } from './wix-fetch.ts';

let installCount = 0;
let originalFetch: typeof globalThis.fetch | undefined;
let originalTimeout: typeof globalThis.setTimeout | undefined;
let restoreOthers: (() => void) | undefined;

/**
 * Installs Wix's two clients in this process (the caller's and the elevated one) and replaces `fetch`, the requests of
 * `node:http` and `node:https`, and `setTimeout`, so that calls to Wix's hosts go to the handler of the running call's
 * context. Other connections to Wix's hosts are refused, and those of a site's code to any host if the network is off.
 * Emulators in one process share one installation; the last one to uninstall restores the originals.
 *
 * @returns a function that uninstalls; a second call does nothing
 */
export function installContexts(): () => void {
  installCount += 1;
  if (installCount === 1) {
    const removeClients = installClients();
    originalFetch = globalThis.fetch;
    globalThis.fetch = wixFetch;
    originalTimeout = globalThis.setTimeout;
    Reflect.set(globalThis, 'setTimeout', Object.assign(contextSetTimeout, originalTimeout));
    const restores = [
      removeClients,
      guardConnections(refuseOutside),
      redirectRequests(routeToContext),
      hideWebCrypto(),
    ];
    restoreOthers = () => restores.forEach((undo) => undo());
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
    get: () => (currentCall()?.hidesWebCrypto ? undefined : webCrypto),
  });
  return () => Object.defineProperty(globalThis, 'crypto', original);
}

function restore(): void {
  // If other code has wrapped our function, our function stays and forwards every call.
  if (globalThis.fetch === wixFetch && originalFetch !== undefined) {
    globalThis.fetch = originalFetch;
  }
  if (Object.is(globalThis.setTimeout, contextSetTimeout) && originalTimeout !== undefined) {
    globalThis.setTimeout = originalTimeout;
  }
  restoreOthers?.();
}

/** Replaces `setTimeout`: a timer set in a call does not fire after the call was stopped. */
function contextSetTimeout(
  run: (...args: readonly unknown[]) => void,
  ms?: number,
  ...args: readonly unknown[]
): unknown {
  const start = originalTimeout ?? globalThis.setTimeout;
  const call = currentCall();
  if (call === undefined) {
    return start(run, ms, ...args);
  }
  return start(() => {
    if (!isStopped(call)) {
      run(...args);
    }
  }, ms);
}

async function wixFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const send = originalFetch ?? globalThis.fetch;
  if (installCount === 0) return send(input, init);
  if (isFetchOfWix(input)) return fetchFromContext(input, init);
  const site = currentSite();
  return site ? fetchOutside(site, new Request(input, init), send) : send(input, init);
}
