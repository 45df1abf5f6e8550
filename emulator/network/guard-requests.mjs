// Rejects HTTP requests of this process that name a host of Wix and are sent over another connection: to a proxy, or to an
// IP address. It sees HTTP/1 without TLS, and HTTP/2; what HTTP/1 sends in TLS is rejected by its server name.

import http2 from 'node:http2';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { replaceMethod } from './replace-method.mjs';
import { createRefusal, isWixHost } from './wix-hosts.mjs';

const REASON =
  'it would leave for Wix through a proxy or an IP address; use fetch, node:http or node:https without either, whose requests go to the emulator';

/** How much of what is sent is searched for the host, in characters: more than Node's limit of headers. */
const HEAD_CHARS = 65_536;

/**
 * Makes the sockets and the calls that send such a request fail with the code `WIX_HOST_REFUSED`, before any of it is sent.
 *
 * @returns {() => void} restores Node's functions
 */
export function guardRequests() {
  const restores = [
    replaceMethod(net.Socket.prototype, '_write', (_socket, args, write) => {
      const [chunk, , callback] = args;
      return refuse(chunk, callback) || write(args);
    }),
    replaceMethod(net.Socket.prototype, '_writev', (_socket, args, write) => {
      const [chunks, callback] = args;
      const isRefused =
        Array.isArray(chunks) &&
        chunks.some((/** @type {{ chunk?: unknown }} */ it) => refuse(it.chunk, callback));
      return isRefused || write(args);
    }),
    // A session over a connection that the program opened writes to it without these methods.
    replaceMethod(http2, 'connect', (_module, args, connect) => {
      const session = connect(args);
      if (isObject(session)) guardSession(session, String(args[0]));
      return session;
    }),
  ];
  syncBuiltinESMExports();
  return () => {
    for (const restore of restores) restore();
    syncBuiltinESMExports();
  };
}

/**
 * @param {object} session a client's session of HTTP/2
 * @param {string} authority the URL that it was opened for
 */
function guardSession(session, authority) {
  replaceMethod(session, 'request', (_session, args, request) => {
    const named = toRecord(args[0]);
    const [host = authority] = [named[':authority'], named['host']].filter(
      (it) => it !== undefined,
    );
    const url = String(host).includes('://') ? String(host) : `https://${String(host)}`;
    const hostname = URL.canParse(url) ? new URL(url).hostname : '';
    if (isWixHost(hostname)) throw createRefusal(`send a request to ${hostname}`, REASON);
    return request(args);
  });
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
 * Fails a write that starts a request to a host of Wix. Returns whether it did.
 *
 * @param {unknown} chunk
 * @param {unknown} callback
 */
function refuse(chunk, callback) {
  const host = readHost(chunk);
  if (host === undefined || !isWixHost(host) || typeof callback !== 'function') return false;
  Reflect.apply(callback, undefined, [createRefusal(`send a request to ${host}`, REASON)]);
  return true;
}

/**
 * Returns the host that a request names: of its target, if that is a URL or the host of a tunnel, or else of the header.
 *
 * @param {unknown} chunk what is written to a socket
 * @returns {string | undefined} undefined if no HTTP request starts with it
 */
function readHost(chunk) {
  const start = toText(chunk, 16);
  if (start === undefined || !/^[A-Z]{3,10} \S/.test(start)) return undefined;
  const head = toText(chunk, HEAD_CHARS) ?? '';
  const [, method, target = ''] = /^([A-Z]+) (\S+) HTTP\/1\.[01]\r\n/.exec(head) ?? [];
  if (method === undefined) return undefined;
  const url = method === 'CONNECT' ? `http://${target}` : target;
  if (/^https?:\/\//i.test(url)) return URL.canParse(url) ? new URL(url).hostname : undefined;
  const [fields = ''] = head.split('\r\n\r\n', 1);
  return /\r\nhost:[ \t]*([^\s:]+)/i.exec(fields)?.[1];
}

/**
 * @param {unknown} chunk
 * @param {number} chars
 */
function toText(chunk, chars) {
  if (typeof chunk === 'string') return chunk.slice(0, chars);
  return chunk instanceof Uint8Array
    ? Buffer.from(chunk.buffer, chunk.byteOffset, Math.min(chunk.byteLength, chars)).toString(
        'latin1',
      )
    : undefined;
}
