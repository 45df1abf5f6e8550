import { AsyncLocalStorage } from 'node:async_hooks';
import { OAuthStrategy } from '@wix/sdk/auth/oauth2';
import { createClient, type WixClient } from '@wix/sdk/client';
import { TokenRole } from '@wix/sdk';
import type { RESTFunctionDescriptor } from '@wix/sdk';
import type { WixCalls } from 'backend/inbox/wix/calls';

/** A client with any auth strategy, as far as it is used here. */
export type Client = Pick<WixClient, 'use' | 'fetchWithAuth'>;

/** The clients of the running request. */
export interface Callers {
  /** The client of the running request's visitor or member. Throws outside of `runAs`. */
  current(): Client;
  /** Runs work as the visitor or member with this access token. */
  runAs<Result>(accessToken: string, work: () => Promise<Result>): Promise<Result>;
}

/**
 * Creates the clients of visitors and members. The access token comes from the page, whose `OAuthStrategy` also renews
 * it: this program has no refresh token, and never turns an expired session into a new visitor.
 *
 * @param clientId - the id of the OAuth app that the page's strategy uses.
 * @see https://dev.wix.com/docs/go-headless/develop-your-project/self-managed-headless/authentication/visitors/handle-visitors-using-the-js-sdk
 */
export function createCallers(clientId: string): Callers {
  const running = new AsyncLocalStorage<Client>();
  return {
    current() {
      const client = running.getStore();
      if (!client) throw new Error('There is no caller: call Wix as a visitor inside runAs().');
      return client;
    },
    runAs(accessToken, work) {
      const auth = OAuthStrategy({
        clientId,
        tokens: {
          accessToken: { value: accessToken, expiresAt: Number.POSITIVE_INFINITY },
          refreshToken: { value: '', role: TokenRole.NONE },
        },
      });
      return running.run(createClient({ auth }), work);
    },
  };
}

/**
 * Creates the calls of the bundle's adapters: the app's client in place of `auth.elevate`, which Wix does not offer
 * outside of its own servers, and the client of the running request.
 *
 * @see https://dev.wix.com/docs/sdk/core-modules/essentials/auth
 */
export function createCalls(app: Client, callers: Callers): WixCalls {
  return {
    elevate: (method) => bind(app, method),
    asCaller: (method) => bind(callers.current(), method),
  };
}

/** Returns the method with the authorization of a client. Its type stays the same. */
function bind<Method>(client: Client, method: Method): Method;
function bind(client: Client, method: RESTFunctionDescriptor): unknown {
  return client.use(method);
}
