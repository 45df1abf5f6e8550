// Defines the table of Wix's Media Manager.

/** The table of uploaded files, by media id. Contents are stored as base64: the database stores no bytes. */
export const MEDIA_TABLES = [
  `create table if not exists media (id text primary key, content text not null) without rowid`,
];
