// Defines the tables of Wix Blog.

/** The table of likes: at most one for each visitor or member and entity. */
export const LIKES_TABLES: readonly string[] = [
  `create table if not exists likes (
    id text primary key, fqdn text not null, entity_id text not null, person_kind text not null,
    person_id text not null, created_date text not null, unique (person_kind, person_id, fqdn, entity_id))`,
];

/** The table of the documents of posts. */
export const POSTS_TABLES: readonly string[] = [
  `create table if not exists posts (id text primary key, document text not null)`,
];
