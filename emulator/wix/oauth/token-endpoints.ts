// `POST /oauth2/token` and `POST /oauth2/token-info`, as Wix's auth strategies call them. Leaves out authorization codes and API keys.
import * as v from 'valibot';
import { SITE_ID, VELO_APP_ID, type Call, type Identity } from '../core/context.ts';
import { describedByHand } from '../core/schema-operation.ts';
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

interface TokenAnswer {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly token_type: 'Bearer';
  readonly expires_in: number;
}

function answerToken(call: Call, identity: Identity): TokenAnswer {
  const { token, refreshToken, expiresIn } = issueToken(call, identity);
  return {
    access_token: token,
    refresh_token: refreshToken,
    token_type: 'Bearer',
    expires_in: expiresIn,
  };
}

function createToken(call: Call, input: v.InferOutput<typeof TokenInput>): TokenAnswer {
  const grant = input.grantType ?? input.grant_type;
  switch (grant) {
    case 'anonymous':
      return answerToken(call, { kind: 'visitor', id: call.id() });
    case 'refresh_token': {
      const known = readRefreshToken(call, input.refreshToken ?? input.refresh_token ?? '');
      if (!known) {
        throw new WixApiError(401, 'INVALID_REFRESH_TOKEN', 'Refresh token is not known');
      }
      return answerToken(call, known.identity);
    }
    case 'client_credentials':
      return answerToken(call, {
        kind: 'app',
        id: input.client_id ?? input.clientId ?? VELO_APP_ID,
      });
    default:
      throw notEmulated(`grant type "${String(grant).slice(0, 40)}" of POST /oauth2/token`);
  }
}

const SUBJECT_TYPES = { visitor: 'VISITOR', member: 'MEMBER', user: 'USER', app: 'APP' } as const;

function tokenInfo(call: Call, { token }: v.InferOutput<typeof TokenInfoInput>): object {
  const known = token === undefined ? undefined : readToken(call, token);
  if (!known) {
    return { active: false };
  }
  return {
    active: known.active,
    subjectType: SUBJECT_TYPES[known.identity.kind],
    subjectId: known.identity.id,
    exp: known.expiresAt,
    iat: known.issuedAt,
    // An app's token names that app; for whom else a site's token is issued is not documented (assumed).
    clientId: known.identity.kind === 'app' ? known.identity.id : VELO_APP_ID,
    siteId: SITE_ID,
  };
}

/** What every token endpoint has in common. */
const COMMON = {
  api: 'oauth',
  httpMethod: 'POST',
  who: ['none', 'visitor', 'member', 'user', 'app'],
  grade: 'seen',
  source: SOURCE,
} as const;

/** The token endpoints. They are in no package's `/meta`: bodies and answers are those seen from @wix/sdk's strategies. */
export const OAUTH_OPERATIONS: readonly Operation[] = [
  describedByHand({
    ...COMMON,
    name: 'OAuth2.Token',
    paths: ['/oauth2/token'],
    schema: TokenInput,
    run: createToken,
  }),
  describedByHand({
    ...COMMON,
    name: 'OAuth2.TokenInfo',
    paths: ['/oauth2/token-info'],
    schema: TokenInfoInput,
    run: tokenInfo,
  }),
];
