// Redirects the requests of `node:http` and `node:https` for Wix's hosts to the emulator. Clients such as axios, got and
// node-fetch use these modules. HTTP/2 and WebSockets are rejected.

import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { urlToHttpOptions } from 'node:url';
import { toForwardedHeaders } from './forwarded-headers.mjs';
import { createRefusedSocket } from './guard-connections.mjs';
import { replaceMethod } from './replace-method.mjs';
import { createNotHttp, isWixHost } from './wix-hosts.mjs';

/**
 * The destination of a request.
 *
 * @typedef {object} Target
 * @property {string} hostname
 * @property {string} host the name, and the port if it is not the default one
 *
 * @typedef {object} Outgoing A request to a host of Wix.
 * @property {Target} target
 * @property {string} path
 * @property {Readonly<Record<string, unknown>>} options the options of the call
 * @property {unknown} callback
 */

/** The options of a request that hold whatever the connection is. The others are about the connection to Wix. */
const KEPT_OPTIONS = [
  'auth',
  'insecureHTTPParser',
  'joinDuplicateHeaders',
  'maxHeaderSize',
  'method',
  'signal',
  'timeout',
  'uniqueHeaders',
];

/**
 * Redirects the requests of `http.request`, `http.get` and those of `https`. A WebSocket, a tunnel, and a request whose
 * `route` throws fail as a refused connection does: the request emits `error`.
 *
 * @param {(target: Target) => http.RequestOptions} route returns how to connect instead; an error that it throws is the
 *   error of the request
 * @returns {() => void} restores Node's functions
 */
export function redirectRequests(route) {
  const { request: open } = http;

  /** @param {Outgoing} outgoing */
  function send({ target, path, options, callback }) {
    const headers = toHeadersObject(toForwardedHeaders(options['headers'], target.host));
    const kept = Object.fromEntries(
      Object.entries(options).filter(([name]) => KEPT_OPTIONS.includes(name)),
    );
    const request = open({ ...kept, ...connectionTo(target, options), path, headers });
    if (typeof callback === 'function') {
      request.once('response', (...args) => void Reflect.apply(callback, request, args));
    }
    return request;
  }

  /**
   * @param {Target} target
   * @param {Readonly<Record<string, unknown>>} options
   * @returns {http.RequestOptions}
   */
  function connectionTo(target, options) {
    try {
      const protocol = readProtocol(options);
      if (protocol !== undefined) throw createNotHttp(target.host, protocol);
      return route(target);
    } catch (error) {
      return { createConnection: () => createRefusedSocket(error) };
    }
  }

  const restores = [http, https].flatMap((module) => [
    replaceMethod(module, 'request', (_module, args, request) => {
      const outgoing = readOutgoing(args, module);
      return outgoing ? send(outgoing) : request(args);
    }),
    replaceMethod(module, 'get', (_module, args, get) => {
      const outgoing = readOutgoing(args, module);
      return outgoing ? send(outgoing).end() : get(args);
    }),
  ]);
  syncBuiltinESMExports();
  return () => {
    for (const restore of restores) restore();
    syncBuiltinESMExports();
  };
}

/**
 * Reads the arguments of `http.request`: `(options, callback)` or `(url, options, callback)`, as Node does.
 *
 * @param {readonly unknown[]} args
 * @param {typeof http | typeof https} module
 * @returns {Outgoing | undefined} undefined if the host is none of Wix's, or if Node refuses the arguments
 */
function readOutgoing([input, ...rest], module) {
  const url = readUrl(input);
  const [given, callback] = url && typeof rest[0] === 'function' ? [undefined, ...rest] : rest;
  const options = url ? { ...urlToHttpOptions(url), ...toRecord(given) } : toRecord(input);
  const protocol = String(options['protocol'] ?? (module === https ? 'https:' : 'http:'));
  // Node throws for the other module's protocol, unless an agent is given for it.
  if (!options['agent'] && protocol !== (module === https ? 'https:' : 'http:')) return undefined;
  const target = readTarget(options, protocol);
  return target && { ...target, options, callback: url ? callback : rest[0] };
}

/**
 * @param {Readonly<Record<string, unknown>>} options
 * @param {string} protocol
 * @returns {{ target: Target, path: string } | undefined}
 */
function readTarget(options, protocol) {
  const { hostname, host, port, path } = options;
  const name = String(hostname || host || '');
  if (isWixHost(name)) {
    const isDefault = !port || Number(port) === (protocol === 'https:' ? 443 : 80);
    return {
      target: { hostname: name, host: isDefault ? name : `${name}:${String(port)}` },
      path: typeof path === 'string' ? path : '/',
    };
  }
  const url = readProxiedUrl(options);
  return url && isWixHost(url.hostname)
    ? { target: url, path: url.pathname + url.search }
    : undefined;
}

/**
 * Returns the URL in a request to a proxy: the path is the whole URL, or only host and port with the method CONNECT.
 *
 * @param {Readonly<Record<string, unknown>>} options
 */
function readProxiedUrl({ method, path }) {
  const url = isConnect(method) ? `https://${String(path)}` : String(path);
  return /^https?:\/\//i.test(url) && URL.canParse(url) ? new URL(url) : undefined;
}

/**
 * Returns the protocol that a request switches to: the first WebSocket handshake, or a tunnel.
 *
 * @param {Readonly<Record<string, unknown>>} options
 */
function readProtocol({ method, headers }) {
  if (isConnect(method)) return 'CONNECT';
  const upgrade = toForwardedHeaders(headers, '').find(([name]) => /^upgrade$/i.test(name));
  return upgrade && String(upgrade[1]);
}

/** @param {unknown} method */
function isConnect(method) {
  return typeof method === 'string' && method.toUpperCase() === 'CONNECT';
}

/**
 * @param {unknown} input
 * @returns {URL | undefined}
 * @throws TypeError for a text that is not a URL, as Node does
 */
function readUrl(input) {
  if (typeof input === 'string') return new URL(input);
  // A URL of any class. The result of the deprecated `url.parse` has a path and is an object of options.
  const { href, path } = toRecord(input);
  return typeof href === 'string' && path === undefined ? new URL(href) : undefined;
}

/**
 * @param {unknown} it
 * @returns {Readonly<Record<string, unknown>>}
 */
function toRecord(it) {
  return isObject(it) ? it : {};
}

/**
 * @param {unknown} it
 * @returns {it is Readonly<Record<string, unknown>>}
 */
function isObject(it) {
  return typeof it === 'object' && it !== null;
}

/**
 * Converts a list of headers to an object; the values of a repeated name become a list.
 *
 * @param {readonly (readonly [string, unknown])[]} pairs
 */
function toHeadersObject(pairs) {
  /** @type {http.OutgoingHttpHeaders} */
  const headers = {};
  for (const [name, value] of pairs) {
    // Node throws for an undefined value.
    const texts = value === undefined ? value : [value].flat().map(String);
    const former = headers[name];
    headers[name] = Array.isArray(former) && texts ? [...former, ...texts] : texts;
  }
  return headers;
}
