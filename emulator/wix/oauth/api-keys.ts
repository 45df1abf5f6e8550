// Emulates API keys, with which a server acts as the site's owner. Not emulated: a key's permissions and its list of
// sites; account-level methods.
import * as v from 'valibot';
import { ACCOUNT_ID, SITE_ID, type DatabaseContext } from '../core/context.ts';
import { WixApiError } from '../core/wix-error.ts';
import type { TokenState } from './tokens.ts';

/** The schema of an API key, by the seed or by a control route. */
export const ApiKeyInput = v.strictObject({
  /** The text that a program sends in the `Authorization` header. */
  key: v.pipe(
    v.string(),
    v.regex(
      /^[\x21-\x2b\x2d-\x7e]{8,4000}$/,
      'must have 8 to 4000 ASCII characters without space and comma',
    ),
  ),
  name: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(100))),
});
/** An API key. */
export type ApiKeyInput = v.InferOutput<typeof ApiKeyInput>;

/** The schema of several API keys. */
export const ApiKeysInput = v.pipe(
  v.array(ApiKeyInput),
  v.maxLength(100),
  v.check((keys) => new Set(keys.map(({ key }) => key)).size === keys.length, 'two keys are equal'),
);

interface ApiKeyRow {
  readonly key: string;
  readonly id: string;
  readonly name: string | null;
}

/** The headers of a request with an API key. Names in lower case. */
type Headers = Readonly<Record<string, string | undefined>>;

/** Replaces every API key; call it inside a transaction. */
export function writeApiKeys(
  { database, id }: DatabaseContext & { id(): string },
  keys: readonly ApiKeyInput[],
): void {
  database.run('delete from api_keys');
  for (const { key, name } of keys) {
    database.run('insert into api_keys (key, id, name) values (?, ?, ?)', key, id(), name ?? null);
  }
}

/** Returns the API keys, ordered by their text. */
export function listApiKeys({ database }: DatabaseContext): readonly ApiKeyInput[] {
  return database
    .all<ApiKeyRow>('select key, id, name from api_keys order by key')
    .map(({ key, name }) => ({ key, ...(name === null ? {} : { name }) }));
}

/**
 * Returns the identity of a request with an API key: the site's owner, on the live site. Undefined if the text is no key.
 * @throws {WixApiError} 403 if the headers do not name the site
 * @see https://dev.wix.com/docs/develop-websites/articles/coding-with-velo/authorization/make-rest-api-calls-with-an-api-key ("403 forbidden")
 */
export function readApiKey(
  { database }: DatabaseContext,
  key: string,
  headers: Headers,
): TokenState | undefined {
  const row = database.get<ApiKeyRow>('select key, id, name from api_keys where key = ?', key);
  if (!row) {
    return undefined;
  }
  checkSite(headers['wix-site-id'], headers['wix-account-id']);
  return {
    identity: { kind: 'user', id: row.id, apiKey: true },
    active: true,
    issuedAt: 0,
    expiresAt: Number.MAX_SAFE_INTEGER,
  };
}

/** @throws {WixApiError} 403 PERMISSION_DENIED */
function checkSite(siteId: string | undefined, accountId: string | undefined): void {
  const problem =
    siteId === undefined
      ? accountId === undefined
        ? `a call with an API key needs the header wix-site-id: ${SITE_ID}`
        : `the header wix-account-id is for account-level methods; this method needs wix-site-id: ${SITE_ID}`
      : siteId !== SITE_ID
        ? `the header wix-site-id must be ${SITE_ID}, the emulated site`
        : accountId !== undefined && accountId !== ACCOUNT_ID
          ? `the header wix-account-id must be ${ACCOUNT_ID}, the account of the emulated site, or absent`
          : undefined;
  if (problem !== undefined) {
    throw new WixApiError(403, 'PERMISSION_DENIED', `The API key is valid, but ${problem}`);
  }
}
