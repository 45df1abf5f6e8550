// Emulates the two clients of Wix's backend runtime that `@wix/*` packages use, the caller's and the elevated one, and
// the request headers that Wix's runtime keeps. Not emulated: host modules.
import { createClient } from '@wix/sdk/client';
import type { Identity } from '../wix/core/context.ts';
import { currentCall, requireContext } from './request-context.ts';

/** The error message of Wix's runtime when an event handler calls Wix without `elevate()`. */
export const NO_CALLER_CLIENT =
  'Contextual client is not available for events and service plugins, please use elevate() instead.';

/** The error message of Wix's packages when page code elevates. */
const NO_ELEVATED_CLIENT =
  'An elevated client is required to use elevated modules. Make sure to initialize the Wix context with an elevated client before using elevated SDK modules';

/** Installs both clients in this process, for the running call's context. @returns a function that removes them */
export function installClients(): () => void {
  createClient({ auth: createCallerStrategy, host: HOST }).enableContext('global');
  createClient({ auth: createElevatedStrategy }).enableContext('global', { elevated: true });
  Reflect.set(globalThis, '__requestContext', { getStore: currentRequest });
  return () => {
    Reflect.deleteProperty(globalThis, '__wix_context__');
    Reflect.deleteProperty(globalThis, '__requestContext');
  };
}

/**
 * Returns the request of the running call in the form that Wix's runtime for sites keeps. `roles` is the emulator's own, for
 * the older modules: Wix's headers do not have them.
 * @see the package @wix/realtime-common, `getCurrentVeloRequestFromBackend`
 */
function currentRequest():
  | {
      readonly request: { readonly headers: Readonly<Record<string, string>> };
      readonly roles: readonly string[];
    }
  | undefined {
  const caller = currentCall()?.caller;
  if (caller === undefined) {
    return undefined;
  }
  const headers = {
    'x-wix-view-mode': caller.kind === 'user' ? 'Preview' : 'Site',
    [caller.kind === 'visitor' ? 'x-wix-aid' : 'x-wix-user-id']: caller.id,
  };
  return { request: { headers }, roles: rolesOf(caller) };
}

function rolesOf(caller: Identity): readonly string[] {
  if (caller.kind === 'member') return caller.roles;
  return caller.kind === 'user' ? ['Admin'] : [];
}

// Wix's packages call the strategy's methods without `this`, so they are closures, not class methods.
function createCallerStrategy(): Omit<AuthStrategy, 'getActiveToken'> & Partial<AuthStrategy> {
  const { token, hidesToken } = requireContext('a call to Wix');
  if (token === undefined) {
    throw new Error(NO_CALLER_CLIENT);
  }
  return hidesToken ? createHeadersOnlyStrategy(token) : createStrategy(token);
}

function createElevatedStrategy(): AuthStrategy {
  if (requireContext('an elevated call to Wix').pageHost) throw new Error(NO_ELEVATED_CLIENT);
  return createStrategy(requireContext('an elevated call to Wix').elevatedToken);
}

/** The SDK host of pages that run on the server. Backend code has no SDK host: `@wix/site-*` calls throw. */
const HOST = {
  name: 'local',
  essentials: { language: 'en', locale: 'en-US', timezone: 'UTC' },
  channel: {
    invoke(call: { readonly namespace: string; readonly method: string }): unknown {
      const host = currentCall()?.pageHost;
      if (!host) {
        throw new TypeError(
          "Cannot destructure property 'channel' of 'undefined' as it is undefined.",
        );
      }
      return host(call);
    },
    observeState: () => ({ disconnect: () => undefined }),
  },
};

interface AuthStrategy {
  getAuthHeaders(): Promise<{ headers: { Authorization: string } }>;
  getActiveToken(): string;
}

function createHeadersOnlyStrategy(token: string): Omit<AuthStrategy, 'getActiveToken'> {
  return { getAuthHeaders: () => Promise.resolve({ headers: { Authorization: token } }) };
}

function createStrategy(token: string): AuthStrategy {
  return {
    getAuthHeaders: () => Promise.resolve({ headers: { Authorization: token } }),
    getActiveToken: () => token,
  };
}
