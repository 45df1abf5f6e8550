// Lists the host names of Wix, and creates the error of a rejected call. It is plain JavaScript, because `preload.mjs`
// runs in programs without a TypeScript loader.

import { domainToASCII } from 'node:url';

/** The hosts of Wix's APIs, editor, files and hosting, which no program under the emulator may reach. */
const WIX_HOST =
  /^(?:.+\.)?(?:(?:wixapis|wix|wix-code|wixstatic|wixmp|wixsite|wixstudio|wixpress|wixanswers|filesusr|usrfiles|parastorage|editorx)\.com|wixapps\.net|wixstudio\.io)$/i;

/** The hosts that are emulated: Wix's APIs. */
const EMULATED_HOST = /^(?:.+\.)?(?:wixapis|wix)\.com$/i;

/** The `code` of the error of a refused call. */
const WIX_HOST_REFUSED = 'WIX_HOST_REFUSED';

/**
 * Returns whether a host name belongs to Wix.
 *
 * @param {string} hostname without a port; in any case and script, with or without dots at the end, as DNS accepts it
 */
export function isWixHost(hostname) {
  return WIX_HOST.test(normalize(hostname));
}

/**
 * Returns whether the emulator serves a host. Wix's other hosts are refused.
 *
 * @param {string} hostname as for `isWixHost`
 */
export function isEmulatedHost(hostname) {
  return EMULATED_HOST.test(normalize(hostname));
}

/**
 * Creates the error of a refused call, with the code `WIX_HOST_REFUSED`.
 *
 * @param {string} attempt what was refused: "connect to www.wixapis.com"
 * @param {string} reason why, and what to do instead
 */
export function createRefusal(attempt, reason) {
  return Object.assign(new Error(`Failed to ${attempt}: ${reason}`), { code: WIX_HOST_REFUSED });
}

/**
 * Creates the error of a request to a host of Wix that the emulator does not serve.
 *
 * @param {string} host
 */
export function createNotEmulated(host) {
  return createRefusal(
    `reach ${host}`,
    'this host of Wix is not emulated; only wixapis.com and wix.com are',
  );
}

/**
 * Creates the error of a WebSocket or a tunnel to a host of Wix.
 *
 * @param {string} host
 * @param {string} protocol the value of the header `Upgrade`, or `CONNECT`
 */
export function createNotHttp(host, protocol) {
  return createRefusal(
    `open a connection for ${protocol} to ${host}`,
    'the emulator serves HTTP requests only; use fetch, node:http or node:https, without a proxy',
  );
}

/** @param {string} hostname */
function normalize(hostname) {
  // Only names outside of ASCII change: `ｗｉｘ。com` is `wix.com`.
  const ascii = /^[\x00-\x7f]*$/.test(hostname) ? hostname : domainToASCII(hostname);
  return ascii.replace(/\.+$/, '');
}
