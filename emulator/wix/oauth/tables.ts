// Defines the table of Wix's tokens.

/** The table of opaque access and refresh tokens, each with its identity and lifetime. */
export const OAUTH_TABLES = [
  `create table if not exists tokens (
    token text primary key, kind text not null, subject_id text not null, identity text not null,
    refresh_token text, issued_at integer not null, expires_at integer not null) without rowid`,
  `create unique index if not exists tokens_refresh on tokens (refresh_token) where refresh_token is not null`,
];
