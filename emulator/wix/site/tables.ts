// Defines the table of the site's properties.

/** The table of the site's properties: one row with a document, and how often it was changed. */
export const SITE_TABLES: readonly string[] = [
  `create table if not exists site_properties (
    name text primary key, version integer not null, document text not null) without rowid`,
];
