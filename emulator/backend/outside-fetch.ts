// Decides about the `fetch` calls of a site's backend to hosts other than Wix's: Wix sends them, the emulator only if
// the network is allowed. Not covered: the requests of `node:http`, which packages make.
import type { Identity } from '../wix/core/context.ts';
import type { RunningCall, WixRequestHandler } from './request-context.ts';

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
    record(0, error instanceof Error ? error.message : String(error));
    throw error;
  }
}

function isThisMachine(hostname: string): boolean {
  return /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/i.test(hostname);
}
