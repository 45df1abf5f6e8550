// Emulates `POST /oauth2/token`, `/oauth2/token-info` and `/oauth/access`, as Wix's auth strategies call them. Not
// emulated: log-in with a password, external log-in (`authorized_client`), device codes.
import * as v from 'valibot';
import { findApp } from '../apps/apps.ts';
import { SITE_ID, VELO_APP_ID, type OperationContext } from '../core/context.ts';
import { defineSchemaOperation } from '../core/schema-operation.ts';
import type { Operation } from '../core/operation.ts';
import { notEmulated, OAuthError } from '../core/wix-error.ts';
import {
  exchangeInstallation,
  exchangeLogIn,
  grantToApp,
  grantToVisitor,
  refreshAppToken,
  refreshToken,
  stripBoundSession,
  TokenInput,
  type TokenResponse,
} from './grants.ts';
import { readToken } from './tokens.ts';

const SOURCE = 'https://dev.wix.com/docs/api-reference/app-management/oauth-2/introduction';

const TokenInfoInput = v.looseObject({ token: v.optional(v.string()) });

function createToken(context: OperationContext, input: TokenInput): TokenResponse {
  const grant = input.grantType ?? input.grant_type;
  switch (grant) {
    case 'anonymous':
      return grantToVisitor(context, input);
    case 'refresh_token':
      return refreshToken(context, input);
    case 'client_credentials':
      return grantToApp(context, input);
    case 'strip_bound_session':
      return stripBoundSession(context, input);
    case 'authorization_code':
      return exchangeLogIn(context, input);
    case undefined:
      throw new OAuthError('invalid_request', 'grantType is missing');
    default:
      throw notEmulated(
        `Grant type "${grant.slice(0, 40)}" of POST /oauth2/token`,
        'Supported are "anonymous", "refresh_token", "client_credentials", "authorization_code" and "strip_bound_session".',
      );
  }
}

function createLegacyToken(context: OperationContext, input: TokenInput): object {
  const grant = input.grantType ?? input.grant_type;
  switch (grant) {
    case 'authorization_code':
      return exchangeInstallation(context, input);
    case 'refresh_token':
      return refreshAppToken(context, input);
    case undefined:
      throw new OAuthError('invalid_request', 'grantType is missing');
    default:
      throw notEmulated(
        `Grant type "${grant.slice(0, 40)}" of POST /oauth/access`,
        'Supported are "authorization_code" and "refresh_token". POST /oauth2/token supports others.',
      );
  }
}

const SUBJECT_TYPES = { visitor: 'VISITOR', member: 'MEMBER', user: 'USER', app: 'APP' } as const;

function getTokenInfo(
  context: OperationContext,
  { token }: v.InferOutput<typeof TokenInfoInput>,
): object {
  const state = token === undefined ? undefined : readToken(context, token);
  if (!state) {
    return { active: false };
  }
  const { identity, active, issuedAt, expiresAt } = state;
  const ownId = identity.kind === 'app' ? identity.id : undefined;
  const clientId = state.clientId ?? ownId ?? VELO_APP_ID;
  const instanceId = findApp(context, clientId)?.instanceId;
  return {
    active,
    subjectType: SUBJECT_TYPES[identity.kind],
    subjectId: identity.id,
    exp: expiresAt,
    iat: issuedAt,
    clientId,
    siteId: SITE_ID,
    ...(instanceId === undefined ? {} : { instanceId }),
  };
}

/** The properties that the token endpoints share. */
const COMMON = {
  api: 'oauth',
  httpMethod: 'POST',
  callers: ['none', 'visitor', 'member', 'user', 'app'],
  grade: 'seen',
  source: SOURCE,
} as const;

/** The token endpoints. Their `/meta` describes raw HTTP; requests and responses follow @wix/sdk's auth strategies. */
export const OAUTH_OPERATIONS: readonly Operation[] = [
  defineSchemaOperation({
    ...COMMON,
    name: 'OAuth2.Token',
    paths: ['/oauth2/token'],
    notes:
      'Errors are those of RFC 6749, as Wix documents. Assumed: which error; any client ID gets visitors; a refresh token without a client ID is accepted, as SiteSessionAuth sends none.',
    schema: TokenInput,
    run: createToken,
  }),
  defineSchemaOperation({
    ...COMMON,
    name: 'OAuth2.TokenInfo',
    paths: ['/oauth2/token-info'],
    notes:
      "Assumed: `clientId` is the Velo backend's app for tokens of the site's pages; `instanceId` is that of the client, if it is a registered app.",
    schema: TokenInfoInput,
    run: getTokenInfo,
  }),
  defineSchemaOperation({
    ...COMMON,
    name: 'OAuth.Access',
    paths: ['/oauth/access'],
    source: 'https://dev.wix.com/docs/rest/app-management/oauth-2/request-an-access-token',
    notes:
      'Wix offers it to apps that already use it. Assumed: errors of RFC 6749, and that a refresh token can be used again.',
    schema: TokenInput,
    run: createLegacyToken,
  }),
];
