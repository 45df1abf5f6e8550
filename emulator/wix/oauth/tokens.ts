// Emulates Wix's tokens, as opaque rows instead of signed tokens, so that deleting a row revokes its token. Not
// emulated: consent.
import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { Database } from '../../database/database.ts';
import { keepReads } from '../../database/kept-reads.ts';
import type { Identity } from '../core/context.ts';

/** The lifetime of an access token, in seconds. @see https://dev.wix.com/docs/api-reference/app-management/oauth-2/create-access-token (four hours) */
const TOKEN_SECONDS = 14_400;

const Id = v.string();
/** The schema of an identity that a token or a code stores. */
export const StoredIdentity = v.variant('kind', [
  v.object({ kind: v.literal('visitor'), id: Id }),
  v.object({
    kind: v.literal('member'),
    id: Id,
    contactId: Id,
    roles: v.pipe(v.array(v.string()), v.readonly()),
    visitorId: v.exactOptional(Id),
  }),
  v.object({ kind: v.literal('user'), id: Id, preview: v.exactOptional(v.literal(true)) }),
  v.object({
    kind: v.literal('app'),
    id: Id,
    preview: v.exactOptional(v.literal(true)),
    instanceId: v.exactOptional(Id),
  }),
]);
/** The client of a token, in the column of its identity. Absent in tokens of the site's pages. */
const StoredClient = v.object({ clientId: v.exactOptional(Id) });

/** A newly issued token. */
export interface IssuedToken {
  readonly token: string;
  readonly refreshToken: string;
  /** Seconds until the access token expires. */
  readonly expiresIn: number;
}

interface TokenRow {
  readonly identity: string;
  readonly issued_at: number;
  readonly expires_at: number;
}

/** The state of a token. */
export interface TokenState {
  readonly identity: Identity;
  /** The client that the token was issued to: an app, or an OAuth client. Undefined for tokens of the site's pages. */
  readonly clientId?: string;
  /** False once the token has expired. */
  readonly active: boolean;
  /** Unix seconds. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/**
 * Issues a token for an identity; call it inside a transaction.
 * @param seconds the lifetime of the access token
 * @param clientId the client that the token is issued to; an app's token is issued to the app without it
 */
export function issueToken(
  { database, now }: { readonly database: Database; now(): Date },
  identity: Identity,
  seconds: number = TOKEN_SECONDS,
  clientId?: string,
): IssuedToken {
  const token = `emulated.${randomBytes(24).toString('base64url')}`;
  const refreshToken = `refresh.${randomBytes(24).toString('base64url')}`;
  const issuedAt = Math.floor(now().getTime() / 1000);
  database.run(
    'insert into tokens (token, kind, subject_id, identity, refresh_token, issued_at, expires_at) values (?, ?, ?, ?, ?, ?, ?)',
    token,
    identity.kind,
    identity.id,
    JSON.stringify(clientId === undefined ? identity : { ...identity, clientId }),
    refreshToken,
    issuedAt,
    issuedAt + seconds,
  );
  return { token, refreshToken, expiresIn: seconds };
}

/** Reads an access token's row. Kept, because every request has a token. */
const readIssued = keepReads('tokens', (database, token) =>
  toIssued(
    database.get<TokenRow>(
      'select identity, issued_at, expires_at from tokens where token = ?',
      token,
    ),
  ),
);

/** Reads an access token; undefined if it was never issued. */
export function readToken(
  { database, now }: { readonly database: Database; now(): Date },
  token: string,
): TokenState | undefined {
  return toTokenState(readIssued(database, token), now());
}

/** Reads a refresh token; undefined if it was never issued. Refresh tokens do not expire in the emulator. */
export function readRefreshToken(
  { database, now }: { readonly database: Database; now(): Date },
  refreshToken: string,
): TokenState | undefined {
  const row = database.get<TokenRow>(
    'select identity, issued_at, expires_at from tokens where refresh_token = ?',
    refreshToken,
  );
  return toTokenState(toIssued(row), now());
}

function toIssued(row: TokenRow | undefined): Omit<TokenState, 'active'> | undefined {
  if (!row) {
    return undefined;
  }
  const stored: unknown = JSON.parse(row.identity);
  return {
    identity: v.parse(StoredIdentity, stored),
    ...v.parse(StoredClient, stored),
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
  };
}

function toTokenState(
  issued: Omit<TokenState, 'active'> | undefined,
  now: Date,
): TokenState | undefined {
  return issued && { ...issued, active: issued.expiresAt * 1000 > now.getTime() };
}
