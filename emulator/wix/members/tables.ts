// The tables of Wix's members. Leaves out followers, badges, roles' definitions and custom fields.

/** Members as documents; log-in addresses in lower case. `roles` is a JSON list of role names. */
export const MEMBERS_TABLES: readonly string[] = [
  `create table if not exists members (
    sequence integer primary key, id text not null unique, login_email text not null unique,
    contact_id text not null unique, slug text not null unique, roles text not null, document text not null)`,
];
