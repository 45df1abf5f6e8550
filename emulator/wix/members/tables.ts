// Defines the table of Wix's members.

/** The table of member documents. Login emails are in lower case; `roles` is a JSON list of role names. */
export const MEMBERS_TABLES: readonly string[] = [
  `create table if not exists members (
    sequence integer primary key, id text not null unique, login_email text not null unique,
    contact_id text not null unique, slug text not null unique, roles text not null, document text not null)`,
];
