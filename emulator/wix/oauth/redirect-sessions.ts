// Emulates Create Redirect Session for the log-in and log-out of members of a self-hosted site. Not emulated: check-out
// and other pages of Wix.
import * as meta from '@wix/auto_sdk_redirects_redirects/meta';
import { findApp, type App } from '../apps/apps.ts';
import type { OperationContext } from '../core/context.ts';
import { defineOperation, type Operation, type RestRequest } from '../core/operation.ts';
import { notEmulated, WixValidationError } from '../core/wix-error.ts';
import { loadRules } from '../rules/rules.ts';
import { issueCode } from './codes.ts';

type Request = RestRequest<typeof meta.createRedirectSession>;
type AuthRequest = NonNullable<NonNullable<Request['auth']>['authRequest']>;

/** The path of the log-in page. @see `urlDetails.endpoint` in the package: "https://mysite.com/_api/oauth2/authorize" */
const LOG_IN_PATH = '/_api/oauth2/authorize';
/** The path of the log-out page. Wix does not document it; assumed. */
const LOG_OUT_PATH = '/_api/oauth2/logout';
const INTENTS = new Set(['auth', 'logout', 'callbacks', 'preferences', 'origin']);

/** A page to redirect a visitor to. */
interface Target {
  readonly path: string;
  readonly searchParams: Readonly<Record<string, string>>;
}

function refuse(field: string, description: string): WixValidationError {
  return new WixValidationError([{ field, description, violatedRule: 'VALIDATION' }]);
}

/** Returns the registered client of a request. @throws {WixValidationError} that says how to register it */
function requireClient(context: OperationContext, field: string, id: string | undefined): App {
  const client = findApp(context, id ?? '');
  if (!client) {
    throw refuse(field, 'is not registered: add it to `apps` in the seed, or POST /_emulator/apps');
  }
  return client;
}

function logIn(context: OperationContext, request: AuthRequest, prompt: string): Target {
  const field = (name: string): string => `auth.authRequest.${name}`;
  const { id, redirectUris } = requireClient(context, field('clientId'), request.clientId);
  const redirectUri = request.redirectUri ?? '';
  if (!redirectUris.includes(redirectUri)) {
    const allowed = redirectUris.join(', ') || 'none';
    throw refuse(field('redirectUri'), `must be one of the client's redirectUris: ${allowed}`);
  }
  const { responseMode = 'query', responseType, codeChallenge, codeChallengeMethod } = request;
  if (responseType !== 'code') {
    throw refuse(field('responseType'), 'must be code');
  }
  if (!codeChallenge || (codeChallengeMethod !== 'S256' && codeChallengeMethod !== 'S512')) {
    throw refuse(field('codeChallenge'), 'is required, with the codeChallengeMethod S256 or S512');
  }
  if (codeChallengeMethod === 'S512' || request.sessionToken) {
    throw notEmulated(
      'A redirect session with codeChallengeMethod S512 or a sessionToken',
      'Log in through the log-in page, with S256.',
    );
  }
  if (responseMode !== 'query' && responseMode !== 'fragment') {
    throw notEmulated(
      `responseMode "${String(responseMode).slice(0, 40)}" of a redirect session`,
      'Supported are "query" and "fragment".',
    );
  }
  const { identity } = context;
  const sessionToken = issueCode(context, 'session', {
    clientId: id,
    redirectUri,
    responseMode,
    state: request.state ?? '',
    codeChallenge,
    isSilent: prompt === 'none',
    visitor: identity?.kind === 'visitor' ? identity : null,
  });
  return { path: LOG_IN_PATH, searchParams: { sessionToken } };
}

function logOut(context: OperationContext, request: Request): Target {
  const client = requireClient(context, 'logout.clientId', request.logout?.clientId);
  const returnUrl = request.callbacks?.postFlowUrl ?? '';
  const origins = client.redirectUris.map((uri) => new URL(uri).origin);
  if (!URL.canParse(returnUrl) || !origins.includes(new URL(returnUrl).origin)) {
    const allowed = origins.join(', ') || 'none';
    throw refuse(
      'callbacks.postFlowUrl',
      `must be on a host of the client's redirectUris: ${allowed}`,
    );
  }
  return { path: LOG_OUT_PATH, searchParams: { clientId: client.id, returnUrl } };
}

/** The emulated operations of redirect sessions. */
export const REDIRECT_OPERATIONS: readonly Operation[] = [
  defineOperation({
    rules: loadRules('redirects'),
    method: 'createRedirectSession',
    meta: meta.createRedirectSession,
    callers: ['visitor', 'member', 'user', 'app'],
    grade: 'documented',
    source:
      'https://dev.wix.com/docs/go-headless/coding/rest-api/visitors-and-members/handle-members-with-wix-managed-login',
    notes:
      'Only `auth` and `logout`; others get 501. Assumed: 400 for an unknown client or address, the query parameters of `fullUrl`, and the path of the log-out. The link is valid for ten minutes.',
    run(context, request) {
      const other = Object.keys(request).find((name) => !INTENTS.has(name));
      const authRequest = request.auth?.authRequest;
      if (other !== undefined || (!authRequest && !request.logout)) {
        throw notEmulated(
          `A redirect session for "${other ?? 'nothing'}"`,
          'Supported are "auth" (with an authRequest) and "logout".',
        );
      }
      const { path, searchParams } = authRequest
        ? logIn(context, authRequest, request.auth?.prompt ?? 'login')
        : logOut(context, request);
      const endpoint = `${context.origin()}${path}`;
      const fullUrl = `${endpoint}?${new URLSearchParams(searchParams).toString()}`;
      return {
        redirectSession: { id: context.id(), fullUrl, urlDetails: { endpoint, searchParams } },
      };
    },
  }),
];
