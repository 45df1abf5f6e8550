// Determines the caller of a request by its `Authorization` header: an access token or an API key.
import type { Database } from '../../database/database.ts';
import type { Caller } from '../server.ts';
import { readApiKey } from './api-keys.ts';
import { readToken, type TokenState } from './tokens.ts';

interface CallerContext {
  readonly database: Database;
  now(): Date;
}

/**
 * Returns the state of the token or API key of a request; undefined if it is unknown.
 * @param headers names in lower case
 * @throws {WixApiError} 403 for an API key without the header that names the site
 */
export function readCaller(
  context: CallerContext,
  headers: Readonly<Record<string, string | undefined>>,
): TokenState | undefined {
  const token = toToken(headers['authorization']);
  return readToken(context, token) ?? readApiKey(context, token, headers);
}

/** Returns the caller of a page by an `Authorization` header; undefined if the token is unknown or expired. */
export function authenticate(
  context: CallerContext,
  authorization: string | undefined,
): Caller | undefined {
  const token = toToken(authorization);
  const state = readToken(context, token);
  return state?.active ? { token, identity: state.identity } : undefined;
}

/**
 * Reads the token of an `Authorization` header. Wix's packages send the bare token; plain REST clients usually write
 * "Bearer" before it, in any case (RFC 9110, section 11.1).
 */
function toToken(authorization: string | undefined): string {
  return authorization?.replace(/^bearer +/i, '') ?? '';
}
