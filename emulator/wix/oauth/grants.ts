// Emulates the grants of Wix's OAuth: how a client gets tokens for a visitor, a member or an app.
import { createHash, timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import { findApp, type App } from '../apps/apps.ts';
import type { Identity, OperationContext } from '../core/context.ts';
import { OAuthError } from '../core/wix-error.ts';
import { redeemCode } from './codes.ts';
import { issueToken, readRefreshToken, readToken, type TokenState } from './tokens.ts';

const Text = v.optional(v.string());

/**
 * The body of `POST /oauth2/token` and `/oauth/access`. OAuthStrategy writes names in camelCase, AppStrategy in
 * snake_case.
 */
export const TokenInput = v.looseObject({
  grantType: Text,
  grant_type: Text,
  clientId: Text,
  client_id: Text,
  clientSecret: Text,
  client_secret: Text,
  instanceId: Text,
  instance_id: Text,
  accessToken: Text,
  access_token: Text,
  refreshToken: Text,
  refresh_token: Text,
  code: Text,
  codeVerifier: Text,
  code_verifier: Text,
  redirectUri: Text,
  redirect_uri: Text,
});
/** The body of a request for a token. */
export type TokenInput = v.InferOutput<typeof TokenInput>;

/** The response of `POST /oauth2/token`. An app's token has no refresh token. */
export interface TokenResponse {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly token_type: 'Bearer';
  /** Seconds. */
  readonly expires_in: number;
}

/** The response of `POST /oauth/access`. */
interface LegacyTokenResponse {
  readonly access_token: string;
  readonly refresh_token: string;
}

/** The lifetime of an access token of `POST /oauth/access`, in seconds. @see https://dev.wix.com/api/rest/authorization ("only valid for 5 minutes") */
const LEGACY_TOKEN_SECONDS = 300;

/** Grants a token to a new visitor. */
export function grantToVisitor(context: OperationContext, input: TokenInput): TokenResponse {
  return respond(context, { kind: 'visitor', id: context.id() }, clientIdOf(input));
}

/** Grants a new token to the subject of a refresh token. @throws {OAuthError} if it was issued to another client */
export function refreshToken(context: OperationContext, input: TokenInput): TokenResponse {
  const state = findRefreshToken(context, input);
  const clientId = clientIdOf(input);
  if (clientId !== undefined && state.clientId !== undefined && clientId !== state.clientId) {
    throw new OAuthError('invalid_grant', 'The refresh token was issued to another client');
  }
  if (state.identity.kind === 'app') {
    checkClient(context, input);
  }
  return respond(context, state.identity, state.clientId);
}

/** Grants a token to an instance of an app. @throws {OAuthError} for an unknown app, a wrong secret or another's instance */
export function grantToApp(context: OperationContext, input: TokenInput): TokenResponse {
  const app = checkClient(context, input);
  const instanceId = input.instanceId ?? input.instance_id;
  if (instanceId !== app.instanceId) {
    throw new OAuthError(
      instanceId === undefined ? 'invalid_request' : 'invalid_grant',
      `instance_id must be the id of an instance of the app ${app.id}: GET /_emulator/apps lists it`,
    );
  }
  const { access_token, expires_in, token_type } = respond(context, toIdentity(app), app.id);
  return { access_token, token_type, expires_in };
}

/**
 * Exchanges an access token that a page got for one that a server can use.
 * @throws {OAuthError} if the token is not active, or its client has another secret
 */
export function stripBoundSession(context: OperationContext, input: TokenInput): TokenResponse {
  const state = readToken(context, input.accessToken ?? input.access_token ?? '');
  if (!state?.active || state.clientId === undefined) {
    throw new OAuthError(
      'invalid_grant',
      'access_token must be a valid token that was issued to an app',
    );
  }
  checkClient(context, { ...input, clientId: state.clientId });
  const { access_token, expires_in, token_type } = respond(context, state.identity, state.clientId);
  return { access_token, token_type, expires_in };
}

/** Exchanges the code of a log-in for the member's tokens. @throws {OAuthError} unless client, address and verifier match */
export function exchangeLogIn(context: OperationContext, input: TokenInput): TokenResponse {
  const grant = redeemCode(context, 'login', input.code ?? '');
  if (!grant) {
    throw new OAuthError('invalid_grant', 'The code is unknown, used or expired');
  }
  if (grant.clientId !== clientIdOf(input)) {
    throw new OAuthError('invalid_grant', 'The code was issued to another client');
  }
  if (grant.redirectUri !== (input.redirectUri ?? input.redirect_uri)) {
    throw new OAuthError('invalid_grant', 'redirectUri must be that of the log-in');
  }
  const verifier = input.codeVerifier ?? input.code_verifier ?? '';
  if (createHash('sha256').update(verifier).digest('base64url') !== grant.codeChallenge) {
    throw new OAuthError('invalid_grant', 'codeVerifier does not match the codeChallenge');
  }
  return respond(context, grant.member, grant.clientId);
}

/** Exchanges the code of an installation for an app's tokens. @throws {OAuthError} */
export function exchangeInstallation(
  context: OperationContext,
  input: TokenInput,
): LegacyTokenResponse {
  const app = checkClient(context, input);
  if (redeemCode(context, 'install', input.code ?? '')?.clientId !== app.id) {
    throw new OAuthError(
      'invalid_grant',
      'The code is unknown, used or expired, or belongs to another app',
    );
  }
  return respondToLegacyApp(context, app);
}

/** Grants a new token to an app by its refresh token. @throws {OAuthError} */
export function refreshAppToken(context: OperationContext, input: TokenInput): LegacyTokenResponse {
  const app = checkClient(context, input);
  const { identity } = findRefreshToken(context, input);
  if (identity.kind !== 'app' || identity.id !== app.id) {
    throw new OAuthError('invalid_grant', 'The refresh token was issued to another client');
  }
  return respondToLegacyApp(context, app);
}

/** Returns the identity of a registered app. */
export function toIdentity({ id, instanceId }: App): Identity {
  return { kind: 'app', id, instanceId };
}

function clientIdOf(input: TokenInput): string | undefined {
  return input.clientId ?? input.client_id;
}

/** Returns the app of a request by its id and secret. @throws {OAuthError} invalid_client */
function checkClient(context: OperationContext, input: TokenInput): App {
  const id = clientIdOf(input) ?? '';
  const app = findApp(context, id);
  if (!app) {
    throw new OAuthError(
      'invalid_client',
      `No app with the id "${id.slice(0, 40)}" is registered: add it to the seed, or POST /_emulator/apps`,
    );
  }
  if (!isEqual(input.clientSecret ?? input.client_secret ?? '', app.secret)) {
    throw new OAuthError('invalid_client', `client_secret is not the secret of the app ${app.id}`);
  }
  return app;
}

function isEqual(one: string, other: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}

/** @throws {OAuthError} invalid_grant */
function findRefreshToken(context: OperationContext, input: TokenInput): TokenState {
  const state = readRefreshToken(context, input.refreshToken ?? input.refresh_token ?? '');
  if (!state) {
    throw new OAuthError('invalid_grant', 'The refresh token is unknown');
  }
  return state;
}

function respond(
  context: OperationContext,
  identity: Identity,
  clientId: string | undefined,
): TokenResponse {
  const issued = issueToken(context, identity, undefined, clientId);
  return {
    access_token: issued.token,
    refresh_token: issued.refreshToken,
    token_type: 'Bearer',
    expires_in: issued.expiresIn,
  };
}

function respondToLegacyApp(context: OperationContext, app: App): LegacyTokenResponse {
  const issued = issueToken(context, toIdentity(app), LEGACY_TOKEN_SECONDS, app.id);
  return { access_token: issued.token, refresh_token: issued.refreshToken };
}
