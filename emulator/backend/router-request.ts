// Emulates the request that Wix gives to routers. Not emulated: the member's address and pricing plans.
import type { Identity } from '../wix/core/context.ts';
import { olderModule } from './velo/older-module.ts';

/** A page request, as the site's server gets it. */
export interface RouterCall {
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly session: { readonly token: string; readonly identity: Identity };
}

/** A request, as routers get it. @see https://dev.wix.com/docs/velo/apis/wix-router/wix-router-request/introduction */
export interface RouterRequest {
  readonly url: string;
  readonly baseUrl: string;
  readonly prefix: string;
  readonly path: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  readonly protocol: string;
  /** The names of the pages that the router can show: all of the site (assumed). */
  readonly pages: readonly string[];
  readonly formFactor: 'Desktop' | 'Mobile';
  readonly env: string;
  readonly ip: string;
  readonly referrer: string;
  readonly userAgent: string;
  readonly user: object;
}

/** Creates the request. The environment `live` and the address 127.0.0.1 are assumed. */
export function createRouterRequest(
  { url, headers, session }: RouterCall,
  {
    prefix,
    path,
    pages,
  }: {
    readonly prefix: string;
    readonly path: readonly string[];
    readonly pages: readonly string[];
  },
): RouterRequest {
  const userAgent = headers['user-agent'] ?? '';
  return {
    url: url.href,
    baseUrl: url.origin,
    prefix,
    path,
    query: Object.fromEntries(url.searchParams),
    protocol: url.protocol.replace(':', ''),
    pages,
    formFactor: /Mobi/.test(userAgent) ? 'Mobile' : 'Desktop',
    env: 'live',
    ip: '127.0.0.1',
    referrer: headers['referer'] ?? '',
    userAgent,
    user: createUser(session.identity),
  };
}

/** Creates the user. Its role is `Admin` for the site owner, `Member` or `Visitor`. */
function createUser(identity: Identity): object {
  const roles = identity.kind === 'member' ? identity.roles : [];
  const isAdmin = identity.kind === 'user' || roles.includes('Admin');
  const isMember = identity.kind === 'member';
  return olderModule('the user of a router', {
    id: 'id' in identity ? identity.id : '',
    role: isAdmin ? 'Admin' : isMember ? 'Member' : 'Visitor',
    loggedIn: identity.kind !== 'visitor',
    getRoles: async () => roles.map((name) => ({ name })),
  });
}
