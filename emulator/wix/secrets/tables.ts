// Defines the table of Wix's Secrets Manager. Values are not encrypted: they are made up, for tests and
// development only.

/** The table of the site's secrets, by name. */
export const SECRETS_TABLES = [
  `create table if not exists secrets (name text primary key, value text not null) without rowid`,
];
