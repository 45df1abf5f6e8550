// Decides about the requests of a site's code to hosts other than Wix's: Wix sends them, the emulator only if the network
// is allowed. Covers `fetch`, and every connection and DNS query of packages. Not covered: UDP, other processes and threads.
import type { Identity } from '../wix/core/context.ts';
import { currentSite, type RunningCall, type WixRequestHandler } from './request-context.ts';

/** A request to a host that is not Wix's, for the request log. Without its query and body, which may have secrets. */
export interface OutsideRequest {
  readonly method: string;
  /** `https://api.example.com/v1/orders`. */
  readonly url: string;
  /** 0 without a response. */
  readonly status: number;
  readonly ms: number;
  readonly identity: Identity | null;
  /** `NETWORK_OFF`, or the message of the error. */
  readonly error?: string;
}

/** The network of an emulator. */
export interface OutsideNetwork {
  /** Whether requests may leave this machine. */
  readonly isAllowed: boolean;
  record(request: OutsideRequest): void;
}

/** Thrown for a request while the network is off. */
export class NetworkOffError extends Error {
  override readonly name = 'NETWORK_OFF';
  readonly code = 'NETWORK_OFF';
}

const networks = new WeakMap<WixRequestHandler, OutsideNetwork>();

/** Sets the network of an emulator. Without it, requests are sent and not recorded. */
export function setNetwork(handleRequest: WixRequestHandler, network: OutsideNetwork): void {
  networks.set(handleRequest, network);
}

/** What of a call the network is chosen by, and who made it. */
type Caller = Pick<RunningCall, 'handleRequest' | 'caller'>;

/**
 * Fetches a URL for a call of a site's code, and records it. Hosts of this machine are always allowed.
 * @throws {NetworkOffError} if the network is off, with the host and what to do
 */
export async function fetchOutside(
  { handleRequest, caller }: Caller,
  request: Request,
  send: (request: Request) => Promise<Response>,
): Promise<Response> {
  const network = networks.get(handleRequest);
  const { origin, pathname, hostname, protocol } = new URL(request.url);
  if (!network || !/^https?:$/.test(protocol)) return send(request);
  const startedAt = performance.now();
  const record = (status: number, error?: string): void =>
    network.record({
      method: request.method,
      url: origin + pathname,
      status,
      ms: performance.now() - startedAt,
      identity: caller ?? null,
      ...(error === undefined ? {} : { error }),
    });
  if (!network.isAllowed && !isThisMachine(hostname)) {
    record(0, 'NETWORK_OFF');
    throw new NetworkOffError(
      `Failed to fetch ${origin}${pathname}: the network is off. Start the emulator with --allow-network, or call a server on this machine.`,
    );
  }
  try {
    const response = await send(request);
    record(response.status);
    return response;
  } catch (error) {
    // A redirect to another host is refused when `fetch` connects.
    const refused = error instanceof Error && error.cause instanceof NetworkOffError;
    const reason: unknown = refused ? error.cause : error;
    record(0, reason instanceof Error ? reason.message : String(reason));
    throw reason;
  }
}

/**
 * Returns why the running code of a site may not connect to a host or look it up, and records it; undefined if it may, or if
 * other code is running.
 * @param attempt such as `connect to api.example.com:443`
 * @param host a name or an address
 */
export function refuseOutside(attempt: string, host: string): Error | undefined {
  const site = currentSite();
  const network = site && networks.get(site.handleRequest);
  if (!network || network.isAllowed || isThisMachine(host)) return undefined;
  network.record({
    method: 'CONNECT',
    url: `tcp://${host.includes(':') ? `[${host}]` : encodeURIComponent(host)}`,
    status: 0,
    ms: 0,
    identity: site.caller ?? null,
    error: 'NETWORK_OFF',
  });
  return new NetworkOffError(
    `Failed to ${attempt}: the network is off. Start the emulator with --allow-network, or call a server on this machine.`,
  );
}

function isThisMachine(hostname: string): boolean {
  return /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[?::1\]?)$/i.test(hostname);
}
