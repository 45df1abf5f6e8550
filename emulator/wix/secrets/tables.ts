// Defines the table of Wix's Secrets Manager. Values are not encrypted: they are made up, for tests and
// development only.

/** The table of the site's secrets. `id` is the GUID by which the API updates and deletes; dates are ISO strings. */
export const SECRETS_TABLES = [
  `create table if not exists secrets (
    name text primary key, id text not null unique, value text not null, description text,
    created_date text not null, updated_date text not null) without rowid`,
];
