// Emulates the codes that are exchanged for tokens: each is valid once, for a short time, for one client.
import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { Database } from '../../database/database.ts';
import { StoredIdentity } from './tokens.ts';

const Id = v.string();
/** The schemas of what a code grants. */
const GRANTS = {
  /** The installation of an app. */
  install: v.object({ clientId: Id }),
  /** A visitor on the way to the log-in page. */
  session: v.object({
    clientId: Id,
    redirectUri: v.string(),
    responseMode: v.picklist(['query', 'fragment']),
    state: v.string(),
    codeChallenge: v.string(),
    isSilent: v.boolean(),
    visitor: v.nullable(StoredIdentity),
  }),
  /** A member who has logged in. */
  login: v.object({
    clientId: Id,
    member: StoredIdentity,
    redirectUri: v.string(),
    codeChallenge: v.string(),
  }),
} as const;

/** What a code of a kind grants. */
export type CodeGrant<Kind extends keyof typeof GRANTS> = v.InferOutput<(typeof GRANTS)[Kind]>;

/**
 * The lifetime of a code, in seconds: ten minutes.
 * @see https://dev.wix.com/docs/rest/app-management/oauth-2/introduction for the code of an installation; assumed for a log-in
 */
const CODE_SECONDS = 600;

interface CodeContext {
  readonly database: Database;
  now(): Date;
}

/** Issues a code; call it inside a transaction. */
export function issueCode<Kind extends keyof typeof GRANTS>(
  { database, now }: CodeContext,
  kind: Kind,
  grant: CodeGrant<Kind>,
): string {
  const code = `${kind}.${randomBytes(24).toString('base64url')}`;
  database.run(
    'insert into oauth_codes (code, kind, grant_data, expires_at) values (?, ?, ?, ?)',
    code,
    kind,
    JSON.stringify(grant),
    Math.floor(now().getTime() / 1000) + CODE_SECONDS,
  );
  return code;
}

/** Returns what a code grants, and uses it up; undefined if it is unknown, used or expired. Call it inside a transaction. */
export function redeemCode<Kind extends keyof typeof GRANTS>(
  context: CodeContext,
  kind: Kind,
  code: string,
): CodeGrant<Kind> | undefined {
  const grant = readCode(context, kind, code);
  context.database.run('delete from oauth_codes where code = ?', code);
  return grant;
}

/** Returns what a code grants, and leaves it as it is; undefined if it is unknown, used or expired. */
export function readCode<Kind extends keyof typeof GRANTS>(
  { database, now }: CodeContext,
  kind: Kind,
  code: string,
): CodeGrant<Kind> | undefined {
  const row = database.get<{ readonly grant_data: string; readonly expires_at: number }>(
    'select grant_data, expires_at from oauth_codes where code = ? and kind = ?',
    code,
    kind,
  );
  if (!row || row.expires_at * 1000 <= now().getTime()) {
    return undefined;
  }
  const schema: v.GenericSchema<unknown, CodeGrant<Kind>> = GRANTS[kind];
  return v.parse(schema, JSON.parse(row.grant_data));
}
