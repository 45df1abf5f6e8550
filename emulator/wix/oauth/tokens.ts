// Wix's tokens: opaque rows instead of signed ones, so that one ends the moment it is revoked. Leaves out consent and scopes.
import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { Database } from '../../database/database.ts';
import type { Identity } from '../core/context.ts';

/** Seconds that an access token lives. @see https://dev.wix.com/docs/api-reference/app-management/oauth-2/create-access-token (four hours) */
const TOKEN_SECONDS = 14_400;

const Id = v.string();
const StoredIdentity = v.variant('kind', [
  v.object({ kind: v.literal('visitor'), id: Id }),
  v.object({
    kind: v.literal('member'),
    id: Id,
    contactId: Id,
    roles: v.array(v.string()),
    visitorId: v.exactOptional(Id),
  }),
  v.object({ kind: v.literal('user'), id: Id, preview: v.exactOptional(v.literal(true)) }),
  v.object({ kind: v.literal('app'), id: Id, preview: v.exactOptional(v.literal(true)) }),
]);

/** A token just issued. */
export interface IssuedToken {
  readonly token: string;
  readonly refreshToken: string;
  readonly expiresIn: number;
}

interface TokenRow {
  readonly identity: string;
  readonly issued_at: number;
  readonly expires_at: number;
}

/** What a token says. `active` is false once it has expired. */
export interface TokenState {
  readonly identity: Identity;
  readonly active: boolean;
  /** Unix seconds. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** Issues a token for an identity. Call it inside durable work. */
export function issueToken(
  { database, now }: { readonly database: Database; now(): Date },
  identity: Identity,
  seconds: number = TOKEN_SECONDS,
): IssuedToken {
  const token = `emulated.${randomBytes(24).toString('base64url')}`;
  const refreshToken = `refresh.${randomBytes(24).toString('base64url')}`;
  const issuedAt = Math.floor(now().getTime() / 1000);
  database.run(
    'insert into tokens (token, kind, subject_id, identity, refresh_token, issued_at, expires_at) values (?, ?, ?, ?, ?, ?, ?)',
    token,
    identity.kind,
    identity.id,
    JSON.stringify(identity),
    refreshToken,
    issuedAt,
    issuedAt + seconds,
  );
  return { token, refreshToken, expiresIn: seconds };
}

/** Reads a token; undefined where nobody issued it. */
export function readToken(
  { database, now }: { readonly database: Database; now(): Date },
  token: string,
): TokenState | undefined {
  return state(
    database.get<TokenRow>(
      'select identity, issued_at, expires_at from tokens where token = ?',
      token,
    ),
    now(),
  );
}

/** The identity behind a refresh token; undefined where nobody issued it. Refresh tokens do not expire here. */
export function readRefreshToken(
  { database, now }: { readonly database: Database; now(): Date },
  refreshToken: string,
): TokenState | undefined {
  return state(
    database.get<TokenRow>(
      'select identity, issued_at, expires_at from tokens where refresh_token = ?',
      refreshToken,
    ),
    now(),
  );
}

function state(row: TokenRow | undefined, now: Date): TokenState | undefined {
  if (!row) {
    return undefined;
  }
  return {
    identity: v.parse(StoredIdentity, JSON.parse(row.identity)),
    active: row.expires_at * 1000 > now.getTime(),
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
  };
}
