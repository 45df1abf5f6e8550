// The table of Wix's Secrets Manager. Leaves out encryption: what stands here is made up for a test or a developer.

/** The site's secrets, by name. */
export const SECRETS_TABLES = [
  `create table if not exists secrets (name text primary key, value text not null) without rowid`,
];
