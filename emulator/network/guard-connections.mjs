// Rejects every connection and DNS query of this process to a host of Wix, in the classes and functions that all
// clients use, and those to other hosts that a function refuses. It sees no programs other than Node, and no host of Wix
// behind an IP address.

import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import process from 'node:process';
import { TLSSocket } from 'node:tls';
import { replaceMethod } from './replace-method.mjs';
import { createRefusal, isWixHost } from './wix-hosts.mjs';

const REASON =
  'no connection leaves for Wix while a program runs with the emulator; use fetch, node:http or node:https, whose requests go to the emulator';

/** The host of connections that fail; a socket to it is never looked up. */
const REFUSED_HOST = 'refused.invalid';

/**
 * Makes connections and DNS queries to Wix's hosts fail with the code `WIX_HOST_REFUSED`. Sockets emit `error`,
 * callbacks receive the error, and promises reject.
 *
 * @param {(attempt: string, host: string) => Error | undefined} [refuseOther] returns why a connection to another host is
 *   refused; called with a name or an address
 * @returns {() => void} restores Node's functions
 */
export function guardConnections(refuseOther = () => undefined) {
  /**
   * @param {string} verb
   * @param {unknown} host
   */
  const refuse = (verb, host) => {
    if (typeof host !== 'string' || host === '' || host === REFUSED_HOST) return undefined;
    const attempt = `${verb} ${host}`;
    return isWixHost(host) ? createRefusal(attempt, REASON) : refuseOther(attempt, host);
  };

  /**
   * @param {string} verb
   * @param {unknown} host
   */
  const refuseWix = (verb, host) => (isWixName(host) ? refuse(verb, host) : undefined);

  /** @type {WeakSet<object>} */
  const failing = new WeakSet();
  const restores = [
    // `net.connect`, `tls.connect`, `http2.connect` and every agent call it; a `lookup` of their own changes nothing.
    replaceMethod(net.Socket.prototype, 'connect', (socket, args, connect) => {
      const { options, callback } = readConnectArguments(args);
      if (!isObject(socket) || failing.has(socket)) return connect(args);
      // The server name of TLS is that of an IP address, too.
      const error =
        refuse('connect to', options['host']) ?? refuseWix('connect to', options['servername']);
      if (!error) return connect(args);
      failing.add(socket);
      // A name, because an address is not looked up.
      return connect([{ ...options, host: REFUSED_HOST, lookup: failLookup(error) }, callback]);
    }),
    // The server name of TLS through the tunnel of a proxy.
    replaceMethod(TLSSocket.prototype, 'setServername', (socket, args, setServername) => {
      const [name] = args;
      if (!isWixName(name) || !(socket instanceof TLSSocket)) return setServername(args);
      // At once, so that no connection is opened.
      return failing.has(socket)
        ? undefined
        : void socket.destroy(createRefusal(`connect to ${name}`, REASON));
    }),
    ...[dns, dns.Resolver.prototype].flatMap((owner) => guardQueries(owner, refuse, failCallback)),
    ...[dns.promises, dns.promises.Resolver.prototype].flatMap((owner) =>
      guardQueries(owner, refuse, rejectPromise),
    ),
  ];
  syncBuiltinESMExports();
  return () => {
    for (const restore of restores) restore();
    syncBuiltinESMExports();
  };
}

/**
 * Creates a socket that fails as a refused connection does: with `error`, then `close`.
 *
 * @param {unknown} error
 */
export function createRefusedSocket(error) {
  const reason = error instanceof Error ? error : new Error(String(error));
  return net.connect({ host: REFUSED_HOST, port: 1, lookup: failLookup(reason) });
}

/**
 * Returns the option `lookup` of a connection that is to fail. The error takes Node's own way, so that clients see it as
 * they see any failed connection.
 *
 * @param {Error} error
 * @returns {net.LookupFunction}
 */
function failLookup(error) {
  return (_host, _options, callback) => process.nextTick(callback, error, '', 0);
}

/**
 * Reads the arguments of `Socket.connect`.
 *
 * @param {readonly unknown[]} args `(options, callback)`, `(port, host, callback)`, or the list of options and callback
 *   that `net.connect` passes
 * @returns {{ options: Readonly<Record<string, unknown>>, callback: unknown }}
 */
function readConnectArguments(args) {
  /** @type {readonly unknown[]} */
  const [first, second, third] = Array.isArray(args[0]) ? args[0] : args;
  return isObject(first)
    ? { options: first, callback: second }
    : { options: { port: first, host: second }, callback: third };
}

/**
 * @param {unknown} it
 * @returns {it is Readonly<Record<string, unknown>>}
 */
function isObject(it) {
  return typeof it === 'object' && it !== null;
}

/**
 * @param {object} owner an object with the methods `lookup`, `resolve` and `resolve*`
 * @param {(verb: string, host: unknown) => Error | undefined} refuse
 * @param {(error: Error, args: readonly unknown[]) => unknown} fail
 */
function guardQueries(owner, refuse, fail) {
  return Object.getOwnPropertyNames(owner)
    .filter((name) => /^(?:lookup$|resolve)/.test(name))
    .map((name) =>
      replaceMethod(owner, name, (_resolver, args, query) => {
        const error = refuse('look up', args[0]);
        return error ? fail(error, args) : query(args);
      }),
    );
}

/**
 * @param {Error} error
 * @param {readonly unknown[]} args
 */
function failCallback(error, args) {
  const callback = args.at(-1);
  if (typeof callback !== 'function') throw error;
  process.nextTick(() => void Reflect.apply(callback, undefined, [error]));
}

/** @param {Error} error */
function rejectPromise(error) {
  return Promise.reject(error);
}

/**
 * @param {unknown} name
 * @returns {name is string}
 */
function isWixName(name) {
  return typeof name === 'string' && isWixHost(name);
}
