// Serves programs with a hard-coded host as a proxy: it ends TLS for Wix's hosts and answers as the emulated Wix. All other
// hosts are refused, so that nothing that such a program sends leaves this machine.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { listenOn, stop } from '../http/listen.ts';
import { createNotEmulated, isEmulatedHost, isWixHost } from '../network/wix-hosts.mjs';
import type { Certificates } from './certificates.ts';

/** A running proxy. */
export interface Proxy {
  /** `http://127.0.0.1:PORT`, the value of `HTTPS_PROXY`. */
  readonly url: string;
  /** The file with the certificate that a program must trust, in PEM. */
  readonly certificate: string;
  close(): Promise<void>;
}

/** What the proxy needs. */
export interface ProxyOptions {
  /** The port on 127.0.0.1; 0 picks a free one. */
  readonly port: number;
  readonly certificates: Certificates;
  /** Serves a request for a host of Wix. The path is in `request.url`. */
  serve(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** A host name without a port, in ASCII. */
const HOST_NAME = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;
/** How long a client may take for the TLS handshake, in milliseconds. */
const HANDSHAKE_MS = 10_000;

/**
 * Starts the proxy. It serves `CONNECT` requests, and requests with an absolute `http://` URL.
 *
 * - Hosts of Wix's APIs (`wixapis.com`, `wix.com`): served by the emulator.
 * - Other hosts, also Wix's: 403 with a reason.
 * - Requests with a path only, such as those of a website in a browser: 400.
 *
 * @throws {Error} if the port cannot be opened
 */
export async function startProxy({ port, certificates, serve }: ProxyOptions): Promise<Proxy> {
  const tunnels = new Set<Socket>();
  const requests = createServer((request, response) => {
    respond(request, response, readHost(request.headers.host ?? ''));
  });

  function respond(request: IncomingMessage, response: ServerResponse, host: string): void {
    const refusal = findRefusal(host);
    if (refusal !== undefined) {
      refuse(response, 403, refusal);
    } else if (request.headers['content-encoding'] !== undefined) {
      refuse(response, 415, 'Content-Encoding is not supported');
    } else {
      serve(request, response).catch(() => response.destroy());
    }
  }

  async function openTunnel(host: string, client: Socket, head: Buffer): Promise<void> {
    tunnels.add(client);
    client.once('close', () => tunnels.delete(client));
    const secureContext = await certificates.contextFor(host);
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    client.unshift(head);
    const secure = new TLSSocket(client, {
      isServer: true,
      secureContext,
      ALPNProtocols: ['http/1.1'],
    });
    const timer = setTimeout(() => client.destroy(), HANDSHAKE_MS);
    secure.once('secure', () => clearTimeout(timer));
    secure.once('close', () => clearTimeout(timer));
    // A client that does not trust the certificate ends the connection; it reports the reason itself.
    secure.on('error', () => client.destroy());
    requests.emit('connection', secure);
  }

  const proxy = createServer((request, response) => {
    const url = URL.canParse(request.url ?? '') ? new URL(request.url ?? '') : undefined;
    if (url?.protocol !== 'http:') {
      const hint =
        'This is a proxy. Set HTTPS_PROXY to its address, and call https://www.wixapis.com.';
      refuse(response, 400, hint);
      return;
    }
    request.url = url.pathname + url.search;
    respond(request, response, url.hostname);
  });
  proxy.on('connect', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    const host = readHost(request.url ?? '');
    const refusal = findRefusal(host);
    client.on('error', () => client.destroy());
    if (refusal !== undefined || !(client instanceof Socket)) {
      const body = JSON.stringify({ error: refusal });
      const headers = [
        'HTTP/1.1 403 Refused by the Wix emulator',
        'Content-Type: application/json',
        `Content-Length: ${String(Buffer.byteLength(body))}`,
        'Connection: close',
      ];
      client.end(`${headers.join('\r\n')}\r\n\r\n${body}`);
      return;
    }
    openTunnel(host, client, head).catch(() => client.destroy());
  });
  const url = await listenOn(proxy, port, '--proxy');
  return {
    url,
    certificate: certificates.file,
    async close() {
      for (const tunnel of tunnels) tunnel.destroy();
      await stop(proxy);
    },
  };
}

/** Reads the host of `www.wixapis.com:443`, in lower case and without a dot at the end. */
function readHost(authority: string): string {
  return authority
    .replace(/:\d{1,5}$/, '')
    .replace(/\.$/, '')
    .toLowerCase();
}

/** Returns why a host is not served; undefined for the hosts of Wix's APIs. */
function findRefusal(host: string): string | undefined {
  if (HOST_NAME.test(host) && isEmulatedHost(host)) return undefined;
  const shown = host.slice(0, 100);
  return isWixHost(host)
    ? createNotEmulated(shown).message
    : `Failed to reach ${shown}: this proxy serves the hosts of Wix only; add other hosts to NO_PROXY`;
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify({ error: message }));
}
