// The tables of Wix's tokens and visitors. Leaves out apps' secrets and revocation lists.

/** Opaque tokens, each naming its identity, and the visitors that were handed out (for "Visitor #8145"). */
export const OAUTH_TABLES = [
  `create table if not exists tokens (
    token text primary key, kind text not null, subject_id text not null, identity text not null,
    refresh_token text, issued_at integer not null, expires_at integer not null) without rowid`,
  `create unique index if not exists tokens_refresh on tokens (refresh_token) where refresh_token is not null`,
];
