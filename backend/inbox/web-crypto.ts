// oxlint-disable-next-line unicorn/prefer-node-protocol -- without it, as in the public sites that import it on Wix
import * as nodeCrypto from 'crypto';

/**
 * Where WebCrypto was found: the global `crypto`, the module `crypto` of Node.js, or nowhere. Wix does not document
 * which of them a site's backend has.
 */
export type WebCryptoSource = 'global' | 'module' | 'none';

type WebCrypto = typeof globalThis.crypto;

/** WebCrypto, and where it was found. */
export interface FoundWebCrypto {
  readonly source: WebCryptoSource;
  readonly crypto?: WebCrypto;
}

/**
 * Finds WebCrypto. Node.js has the global since version 19, and `webcrypto` in its module since version 15.
 *
 * @param runtimeGlobal - replaces `globalThis` in tests.
 * @param module - replaces the module `crypto` in tests.
 * @see https://nodejs.org/api/webcrypto.html
 */
export function findWebCrypto(
  runtimeGlobal: { readonly crypto?: WebCrypto | undefined } = globalThis,
  module: { readonly webcrypto?: WebCrypto | undefined } = nodeCrypto,
): FoundWebCrypto {
  if (runtimeGlobal.crypto?.subtle) return { source: 'global', crypto: runtimeGlobal.crypto };
  // `in`, because a module namespace of an older Node.js has no such export.
  const { webcrypto } = 'webcrypto' in module ? module : {};
  return webcrypto?.subtle ? { source: 'module', crypto: webcrypto } : { source: 'none' };
}

/**
 * Returns WebCrypto. It is looked up on every call: Wix can add the global to a running container.
 *
 * @throws {Error} if the runtime has none. `checkInbox` reports it.
 */
export function webCrypto(): WebCrypto {
  const { crypto } = findWebCrypto();
  if (!crypto) throw new Error('This runtime has no WebCrypto');
  return crypto;
}
