// Chooses whose permissions a call of an older module has. Like Wix's packages, it reads the call's request from
// `globalThis`.
import { auth } from '@wix/essentials';

/** Options of many methods of the older modules. */
export interface AuthOptions {
  /** Whether the call has the permissions of the site instead of the caller's. */
  readonly suppressAuth?: boolean;
}

/**
 * Returns a method of a package with the permissions of the caller, or of the site with `suppressAuth`. Event handlers and
 * jobs have no caller, so that their calls run as the site (assumed).
 */
export function callAs<Method extends Parameters<typeof auth.elevate>[0]>(
  method: Method,
  options: AuthOptions | undefined,
): Method {
  return options?.suppressAuth === true || readCaller() === undefined
    ? auth.elevate(method)
    : method;
}

/** The caller of the running call. */
export interface Caller {
  readonly kind: 'visitor' | 'member';
  readonly id: string;
  /** The titles of a member's roles. */
  readonly roles: readonly string[];
}

/** Returns the caller; undefined in event handlers and jobs. A Wix user in preview counts as a member. */
export function readCaller(): Caller | undefined {
  const getStore = getMember(Reflect.get(globalThis, '__requestContext'), 'getStore');
  const store: unknown = typeof getStore === 'function' ? Reflect.apply(getStore, null, []) : null;
  const headers = getMember(getMember(store, 'request'), 'headers');
  const roles = getMember(store, 'roles');
  const names = Array.isArray(roles) ? roles.filter((it) => typeof it === 'string') : [];
  const user = getMember(headers, 'x-wix-user-id');
  if (typeof user === 'string') return { kind: 'member', id: user, roles: names };
  const visitor = getMember(headers, 'x-wix-aid');
  return typeof visitor === 'string' ? { kind: 'visitor', id: visitor, roles: [] } : undefined;
}

function getMember(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, name) : undefined;
}
