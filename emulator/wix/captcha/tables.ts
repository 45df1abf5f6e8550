// Defines the table of solved CAPTCHAs.

/** The table of solved CAPTCHAs, by token. `expires_at` is in milliseconds since 1970. */
export const CAPTCHA_TABLES = [
  `create table if not exists captchas (
    token text primary key, expires_at integer not null, is_used integer not null default 0
  ) without rowid`,
];
