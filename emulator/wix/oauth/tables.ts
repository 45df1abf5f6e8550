// Defines the tables of Wix's tokens, codes and API keys.

/**
 * The tables of opaque access and refresh tokens, each with its identity and lifetime; of codes that are exchanged for
 * tokens; and of API keys. The column `identity` holds the client that a token was issued to, too.
 */
export const OAUTH_TABLES = [
  `create table if not exists tokens (
    token text primary key, kind text not null, subject_id text not null, identity text not null,
    refresh_token text, issued_at integer not null, expires_at integer not null) without rowid`,
  `create unique index if not exists tokens_refresh on tokens (refresh_token) where refresh_token is not null`,
  `create table if not exists oauth_codes (
    code text primary key, kind text not null, grant_data text not null, expires_at integer not null) without rowid`,
  `create table if not exists api_keys (key text primary key, id text not null, name text) without rowid`,
];
