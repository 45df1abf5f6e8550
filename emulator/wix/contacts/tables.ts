// Defines the tables of Wix's contacts.

/**
 * The tables of contact documents, of their lookup keys (email addresses in lower case, phone numbers as digits), of the
 * visitors associated with a contact, of merged contacts with their targets, and of the labels and extended fields that
 * the site defines.
 */
export const CONTACTS_TABLES: readonly string[] = [
  `create table if not exists contacts (
    sequence integer primary key, id text not null unique, document text not null)`,
  `create table if not exists contact_emails (
    email text not null, contact_id text not null, primary key (email, contact_id)) without rowid`,
  `create index if not exists contact_emails_of on contact_emails (contact_id)`,
  `create table if not exists contact_phones (
    phone text not null, contact_id text not null, primary key (phone, contact_id)) without rowid`,
  `create index if not exists contact_phones_of on contact_phones (contact_id)`,
  `create table if not exists visitor_contacts (
    visitor_id text primary key, contact_id text not null) without rowid`,
  `create index if not exists visitor_contacts_of on visitor_contacts (contact_id)`,
  `create table if not exists merged_contacts (
    id text primary key, target_id text not null) without rowid`,
  `create table if not exists contact_definitions (
    sequence integer primary key, kind text not null, key text not null, document text not null, unique (kind, key))`,
  `create index if not exists merged_contacts_into on merged_contacts (target_id)`,
];
