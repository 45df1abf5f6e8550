// Redirects a Node program's HTTP requests for Wix to the emulator, and rejects its other connections to Wix's hosts.
// Worker threads and child processes inherit it. Run a program with
// `WIX_EMULATOR=http://127.0.0.1:PORT node --import ./emulator/preload.mjs app.mjs`.

import { Agent } from 'node:http';
import process from 'node:process';
import { guardConnections } from './network/guard-connections.mjs';
import { guardRequests } from './network/guard-requests.mjs';
import { inheritPreload } from './network/inherit-preload.mjs';
import { redirectFetch } from './network/redirect-fetch.mjs';
import { redirectRequests } from './network/redirect-requests.mjs';
import { createNotEmulated, isEmulatedHost } from './network/wix-hosts.mjs';

const emulator = process.env['WIX_EMULATOR'];
if (emulator === undefined || emulator === '') {
  throw new Error(
    'WIX_EMULATOR is not set. Set it to the URL that the emulator prints, for example http://127.0.0.1:8787.',
  );
}
const { origin, hostname, port } = requireLoopbackUrl(emulator);
const agent = new Agent({ keepAlive: true });
redirectFetch(origin);
guardConnections();
guardRequests();
redirectRequests((target) => {
  if (!isEmulatedHost(target.hostname)) throw createNotEmulated(target.host);
  return { hostname: hostname.replace(/^\[|\]$/g, ''), port, agent };
});
inheritPreload(import.meta.url);

/**
 * Returns an address of this machine as a URL. Other addresses are refused, so that no token leaves it.
 *
 * @param {string} address
 */
function requireLoopbackUrl(address) {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url?.hostname ?? '');
  if (url === undefined || url.protocol !== 'http:' || !isLoopback) {
    throw new Error(
      `WIX_EMULATOR is ${JSON.stringify(address)}. Set it to an http:// URL of this machine, for example http://127.0.0.1:8787.`,
    );
  }
  return url;
}
