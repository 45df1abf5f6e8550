// Types of the used part of Node's module `crypto`. The other types of Node.js are not available to a site's code.

declare module 'crypto' {
  /** WebCrypto; absent before Node.js 15. */
  export const webcrypto: Crypto | undefined;
}
