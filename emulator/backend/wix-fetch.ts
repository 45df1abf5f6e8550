// Sends `fetch` calls and Node requests of a site's backend to the handler of the running call instead of Wix's hosts.
import type { RequestOptions } from 'node:http';
import { toFetchError } from '../http/connection-lost.ts';
import { isWixHost } from '../network/wix-hosts.mjs';
import type { WixRequest, WixResponse } from '../wix/core/http.ts';
import { connectTo } from './node-requests.ts';
import { isStopped, requireContext } from './request-context.ts';

/** Connects a request of `node:http` or `node:https` to the handler of the running call. */
export function routeToContext({ host }: { readonly host: string }): RequestOptions {
  const context = requireContext(`a request to ${host}`);
  return connectTo(async (request) =>
    isStopped(context) ? undefined : context.handleRequest(request),
  );
}

/** Returns whether a `fetch` call goes to one of Wix's hosts. */
export function isFetchOfWix(input: string | URL | Request): boolean {
  return isWixHost(toUrl(input).hostname);
}

function toUrl(input: string | URL | Request): URL {
  return new URL(input instanceof Request ? input.url : input);
}

/**
 * Fetches a URL of one of Wix's hosts from the handler of the running call. After the call was stopped, the promise never
 * settles.
 */
export async function fetchFromContext(
  input: string | URL | Request,
  init?: RequestInit,
): Promise<Response> {
  const url = toUrl(input);
  const context = requireContext(`a request to ${url.hostname}`);
  const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
  signal?.throwIfAborted();
  const request = await toWixRequest(url, input, init);
  if (isStopped(context)) {
    return new Promise(() => undefined);
  }
  try {
    return toResponse(await raceWithAbort(context.handleRequest(request), signal));
  } catch (error) {
    throw toFetchError(error);
  }
}

async function toWixRequest(
  url: URL,
  input: string | URL | Request,
  init: RequestInit | undefined,
): Promise<WixRequest> {
  const headers = init?.headers ?? {};
  const body = init?.body ?? '';
  if (input instanceof Request || typeof body !== 'string' || !isPlainHeaders(headers)) {
    const request = new Request(input, init);
    return {
      method: request.method,
      host: url.host,
      path: url.pathname + url.search,
      headers: Object.fromEntries(request.headers),
      body: await request.text(),
    };
  }
  // Wix's packages send plain headers and a string body. Skipping Request and Headers saves 20 us per call.
  return {
    method: (init?.method ?? 'GET').toUpperCase(),
    host: url.host,
    path: url.pathname + url.search,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
    ),
    body,
  };
}

function isPlainHeaders(headers: object): headers is Record<string, unknown> {
  return !Array.isArray(headers) && Object.getPrototypeOf(headers) === Object.prototype;
}

function toResponse({ status, headers, body }: WixResponse): Response {
  const hasNoBody = status === 204 || status === 304;
  return new Response(hasNoBody ? null : body, { status, headers: { ...headers } });
}

async function raceWithAbort<T>(work: T | Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) {
    return work;
  }
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
