// Stands for Wix's hosts as another Node program sees them: `WIX_EMULATOR=http://127.0.0.1:PORT node --import ./emulator/preload.mjs app.mjs`. Leaves out WebSockets and node:https.

import process from 'node:process';

/** Same pattern as in `backend/wix-hosts.ts`, which a program without TypeScript cannot load; a test compares. */
const WIX_HOST =
  /^(?:.+\.)?(?:wixapis|wix|wix-code|wixstatic|wixmp|wixsite|parastorage|editorx)\.com$/i;

/** Hosts that the emulator answers for: Wix's APIs. Any other of Wix's hosts is refused. */
const ANSWERED = /^(?:.+\.)?(?:wixapis|wix)\.com$/i;

/** Where Node keeps the dispatcher that every built-in `fetch` uses, whoever holds on to it. */
const DISPATCHER = Symbol.for('undici.globalDispatcher.1');

const emulator = process.env['WIX_EMULATOR'];
if (emulator === undefined || emulator === '') {
  throw new Error(
    'Failed to send calls to the emulator: WIX_EMULATOR is not set; it is the address after "ready", such as http://127.0.0.1:4321',
  );
}
await reroute(loopbackOrigin(emulator));

/**
 * Refuses any address but one of this machine, so that no token ever leaves it.
 *
 * @param {string} address
 */
function loopbackOrigin(address) {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url?.hostname ?? '');
  if (url === undefined || url.protocol !== 'http:' || !isLoopback) {
    throw new Error(
      `Failed to send calls to the emulator: WIX_EMULATOR is ${JSON.stringify(address)}; an http:// address of this machine is allowed`,
    );
  }
  return url.origin;
}

/**
 * What a program's requests go through.
 *
 * @typedef {object} Dispatcher
 * @property {(request: Dispatched, handler: unknown) => boolean} dispatch
 *
 * @typedef {{ origin: string | URL, headers?: unknown }} Dispatched
 */

/** @param {string} origin */
async function reroute(origin) {
  // Node loads its HTTP client, and with it the dispatcher, on the first fetch.
  await fetch('data:,');
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
      const name = hostname.replace(/\.$/, '');
      if (!WIX_HOST.test(name)) {
        return inner.dispatch(request, handler);
      }
      if (!ANSWERED.test(name)) {
        throw new Error(`Failed to reach ${host}: it is a host of Wix that is not emulated`);
      }
      const headers = withHost(request.headers, host);
      return inner.dispatch({ ...request, origin, headers }, handler);
    },
  };
  // Everything else of a dispatcher stays as it was. The property can be written but not defined anew.
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
 * Adds the host that was meant, and drops what Node's fetch says of itself as if it were a browser:
 * the emulator believes the former only where the latter is absent.
 *
 * @param {unknown} headers undici's: a flat list of names and values, or an object
 * @param {string} host
 */
function withHost(headers, host) {
  /** @type {[string, unknown][]} */
  const pairs = [];
  if (Array.isArray(headers)) {
    for (let at = 0; at < headers.length; at += 2) {
      pairs.push([String(headers[at]), headers[at + 1]]);
    }
  } else if (typeof headers === 'object' && headers !== null) {
    pairs.push(...Object.entries(headers));
  }
  const kept = pairs.filter(([name]) => !name.toLowerCase().startsWith('sec-fetch-'));
  return [...kept, ['x-original-host', host]].flat();
}
