// Redirects the requests of `fetch` for Wix's hosts to the emulator: Node's own, and that of the package undici with the
// default dispatcher. Connections of other dispatchers are rejected.

import process from 'node:process';
import { toForwardedHeaders } from './forwarded-headers.mjs';
import { createNotEmulated, createNotHttp, isEmulatedHost, isWixHost } from './wix-hosts.mjs';

/** The global key under which Node and the package undici store the dispatcher of `fetch`. */
const DISPATCHER = Symbol.for('undici.globalDispatcher.1');

/**
 * The object that sends the requests of `fetch` (undici's dispatcher).
 *
 * @typedef {object} Dispatcher
 * @property {(request: Dispatched, handler: unknown) => boolean} dispatch
 *
 * @typedef {object} Dispatched
 * @property {string | URL} origin
 * @property {string} method
 * @property {unknown} [headers]
 * @property {string | null} [upgrade]
 */

/**
 * Redirects the requests of `fetch`.
 *
 * @param {string} origin the emulator's
 */
export function redirectFetch(origin) {
  // Node creates the dispatcher when it loads undici, which the first use of a class of undici does.
  void new Headers();
  /** @type {unknown} */
  const inner = Reflect.get(globalThis, DISPATCHER);
  if (!isDispatcher(inner)) {
    throw new Error(
      `Failed to send calls to the emulator: Node ${process.version} has no dispatcher`,
    );
  }
  /** @type {Dispatcher} */
  const outer = {
    dispatch(request, handler) {
      const { host, hostname } = new URL(request.origin);
      if (!isWixHost(hostname)) {
        return inner.dispatch(request, handler);
      }
      if (request.upgrade || request.method === 'CONNECT') {
        const error = createNotHttp(host, request.upgrade || request.method);
        // The `error` event of a WebSocket has no reason.
        process.emitWarning(error);
        throw error;
      }
      if (!isEmulatedHost(hostname)) {
        throw createNotEmulated(host);
      }
      const headers = toForwardedHeaders(request.headers, host).flat();
      return inner.dispatch({ ...request, origin, headers }, handler);
    },
  };
  // The other methods are inherited. The global property is writable but cannot be redefined.
  Object.setPrototypeOf(outer, inner);
  Reflect.set(globalThis, DISPATCHER, outer);
}

/**
 * @param {unknown} it
 * @returns {it is Dispatcher}
 */
function isDispatcher(it) {
  return typeof it === 'object' && it !== null && 'dispatch' in it;
}
