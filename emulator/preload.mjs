// Redirects a Node program's `fetch` requests for Wix to the emulator. Not supported: WebSockets, node:https.
// `WIX_EMULATOR=http://127.0.0.1:PORT node --import ./emulator/preload.mjs app.mjs`

import process from 'node:process';

/** The pattern of `backend/wix-hosts.ts`, which a program without TypeScript cannot import; a test compares the two. */
const WIX_HOST =
  /^(?:.+\.)?(?:wixapis|wix|wix-code|wixstatic|wixmp|wixsite|parastorage|editorx)\.com$/i;

/** Hosts of Wix's APIs. Requests to other Wix hosts throw. */
const EMULATED_HOST = /^(?:.+\.)?(?:wixapis|wix)\.com$/i;

/** The global key under which Node stores the dispatcher of its built-in `fetch`. */
const DISPATCHER = Symbol.for('undici.globalDispatcher.1');

const emulator = process.env['WIX_EMULATOR'];
if (emulator === undefined || emulator === '') {
  throw new Error(
    'WIX_EMULATOR is not set. Set it to the URL that the emulator prints, for example http://127.0.0.1:8787.',
  );
}
await redirectWixRequests(requireLoopbackOrigin(emulator));

/**
 * Returns the origin of a URL of this machine. Throws for other URLs, so that no token leaves the machine.
 *
 * @param {string} address
 */
function requireLoopbackOrigin(address) {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url?.hostname ?? '');
  if (url === undefined || url.protocol !== 'http:' || !isLoopback) {
    throw new Error(
      `WIX_EMULATOR is ${JSON.stringify(address)}. Set it to an http:// URL of this machine, for example http://127.0.0.1:8787.`,
    );
  }
  return url.origin;
}

/**
 * The object that sends the requests of Node's `fetch` (undici's dispatcher).
 *
 * @typedef {object} Dispatcher
 * @property {(request: Dispatched, handler: unknown) => boolean} dispatch
 *
 * @typedef {{ origin: string | URL, headers?: unknown }} Dispatched
 */

/** @param {string} origin */
async function redirectWixRequests(origin) {
  // Node creates the dispatcher on the first fetch.
  await fetch('data:,');
  /** @type {unknown} */
  const inner = Reflect.get(globalThis, DISPATCHER);
  if (!isDispatcher(inner)) {
    throw new Error(
      `Cannot redirect fetch: Node ${process.version} has no global undici dispatcher.`,
    );
  }
  /** @type {Dispatcher} */
  const outer = {
    dispatch(request, handler) {
      const { host, hostname } = new URL(request.origin);
      const name = hostname.replace(/\.$/, '');
      if (!WIX_HOST.test(name)) {
        return inner.dispatch(request, handler);
      }
      if (!EMULATED_HOST.test(name)) {
        throw new Error(`Failed to reach ${host}: this host of Wix is not emulated`);
      }
      const headers = withHost(request.headers, host);
      return inner.dispatch({ ...request, origin, headers }, handler);
    },
  };
  // `outer` inherits the other methods. The property must be assigned, because it cannot be redefined.
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

/**
 * Adds the header `x-original-host` and removes the `sec-fetch-*` headers, which Node's fetch sends as browsers do: the
 * emulator accepts `x-original-host` only without them.
 *
 * @param {unknown} headers undici's: a flat list of names and values, or an object
 * @param {string} host
 */
function withHost(headers, host) {
  /** @type {[string, unknown][]} */
  const pairs = [];
  if (Array.isArray(headers)) {
    for (let index = 0; index < headers.length; index += 2) {
      pairs.push([String(headers[index]), headers[index + 1]]);
    }
  } else if (typeof headers === 'object' && headers !== null) {
    pairs.push(...Object.entries(headers));
  }
  const kept = pairs.filter(([name]) => !name.toLowerCase().startsWith('sec-fetch-'));
  return [...kept, ['x-original-host', host]].flat();
}
