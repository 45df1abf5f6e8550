// Defines the tables of Wix's Media Manager.

/**
 * The tables of files: contents by media id, stored as base64 because the database stores no bytes; the descriptors of the
 * files that were uploaded by the Files API; and the upload URLs that were issued and not used yet.
 */
export const MEDIA_TABLES = [
  `create table if not exists media (id text primary key, content text not null) without rowid`,
  `create table if not exists media_files (id text primary key, document text not null) without rowid`,
  `create table if not exists media_uploads (token text primary key, document text not null) without rowid`,
];
