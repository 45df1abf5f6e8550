// Emulates `POST /oauth2/token` and `POST /oauth2/token-info`, as Wix's auth strategies call them. Not emulated:
// authorization codes, API keys.
import * as v from 'valibot';
import { SITE_ID, VELO_APP_ID, type OperationContext, type Identity } from '../core/context.ts';
import { defineSchemaOperation } from '../core/schema-operation.ts';
import type { Operation } from '../core/operation.ts';
import { WixApiError, notEmulated } from '../core/wix-error.ts';
import { issueToken, readRefreshToken, readToken } from './tokens.ts';

const SOURCE = 'https://dev.wix.com/docs/api-reference/app-management/oauth-2/introduction';

const TokenInput = v.looseObject({
  grantType: v.optional(v.string()),
  grant_type: v.optional(v.string()),
  clientId: v.optional(v.string()),
  client_id: v.optional(v.string()),
  refreshToken: v.optional(v.string()),
  refresh_token: v.optional(v.string()),
});

const TokenInfoInput = v.looseObject({ token: v.optional(v.string()) });

interface TokenResponse {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly token_type: 'Bearer';
  readonly expires_in: number;
}

function createTokenResponse(context: OperationContext, identity: Identity): TokenResponse {
  const { token, refreshToken, expiresIn } = issueToken(context, identity);
  return {
    access_token: token,
    refresh_token: refreshToken,
    token_type: 'Bearer',
    expires_in: expiresIn,
  };
}

function createToken(
  context: OperationContext,
  input: v.InferOutput<typeof TokenInput>,
): TokenResponse {
  const grant = input.grantType ?? input.grant_type;
  switch (grant) {
    case 'anonymous':
      return createTokenResponse(context, { kind: 'visitor', id: context.id() });
    case 'refresh_token': {
      const state = readRefreshToken(context, input.refreshToken ?? input.refresh_token ?? '');
      if (!state) {
        throw new WixApiError(401, 'INVALID_REFRESH_TOKEN', 'Unknown refresh token');
      }
      return createTokenResponse(context, state.identity);
    }
    case 'client_credentials':
      return createTokenResponse(context, {
        kind: 'app',
        id: input.client_id ?? input.clientId ?? VELO_APP_ID,
      });
    default:
      throw notEmulated(
        `Grant type "${String(grant).slice(0, 40)}" of POST /oauth2/token`,
        'Supported are "anonymous", "refresh_token" and "client_credentials".',
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
  return {
    active: state.active,
    subjectType: SUBJECT_TYPES[state.identity.kind],
    subjectId: state.identity.id,
    exp: state.expiresAt,
    iat: state.issuedAt,
    // An app's token carries the id of that app; the client id of other tokens is not documented (assumed).
    clientId: state.identity.kind === 'app' ? state.identity.id : VELO_APP_ID,
    siteId: SITE_ID,
  };
}

/** The properties that both token endpoints share. */
const COMMON = {
  api: 'oauth',
  httpMethod: 'POST',
  callers: ['none', 'visitor', 'member', 'user', 'app'],
  grade: 'seen',
  source: SOURCE,
} as const;

/** The token endpoints. No package's `/meta` describes them; requests and responses follow @wix/sdk's auth strategies. */
export const OAUTH_OPERATIONS: readonly Operation[] = [
  defineSchemaOperation({
    ...COMMON,
    name: 'OAuth2.Token',
    paths: ['/oauth2/token'],
    schema: TokenInput,
    run: createToken,
  }),
  defineSchemaOperation({
    ...COMMON,
    name: 'OAuth2.TokenInfo',
    paths: ['/oauth2/token-info'],
    schema: TokenInfoInput,
    run: getTokenInfo,
  }),
];
