// Lets another Node program use the emulator instead of Wix: `WIX_EMULATOR=http://127.0.0.1:PORT node --import ./emulator/preload.mjs app.mjs`. HTTP requests to Wix's hosts go to the emulator; every other connection to them is refused. Worker threads and child processes inherit it.

import { Agent } from 'node:http';
import process from 'node:process';
import { guardConnections } from './network/guard-connections.mjs';
import { inheritPreload } from './network/inherit-preload.mjs';
import { redirectFetch } from './network/redirect-fetch.mjs';
import { redirectRequests } from './network/redirect-requests.mjs';
import { createNotEmulated, isEmulatedHost } from './network/wix-hosts.mjs';

const emulator = process.env['WIX_EMULATOR'];
if (emulator === undefined || emulator === '') {
  throw new Error(
    'Failed to send calls to the emulator: WIX_EMULATOR is not set; set it to the address that the emulator prints after "ready", such as http://127.0.0.1:4321',
  );
}
const { origin, hostname, port } = requireLoopbackUrl(emulator);
const agent = new Agent({ keepAlive: true });
redirectFetch(origin);
guardConnections();
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
      `Failed to send calls to the emulator: WIX_EMULATOR is ${JSON.stringify(address)}; set it to an http:// address of this machine`,
    );
  }
  return url;
}
