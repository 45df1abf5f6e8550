// Defines the tables of Wix Inbox.

/**
 * The tables of conversations, messages and Inbox's settings. A conversation belongs to one participant: a visitor, a
 * contact or a member. A merged conversation keeps its row and points to the one that has its messages. Sequences are in
 * microseconds and unique on the site, as Wix's are.
 */
export const INBOX_TABLES = [
  `create table if not exists conversations (
    key integer primary key, id text not null unique, kind text not null, participant_id text not null,
    merged_into integer, owned integer not null default 1, last_sequence integer not null default 0, unread integer not null default 0)`,
  `create unique index if not exists conversations_open on conversations (kind, participant_id) where merged_into is null`,
  `create index if not exists conversations_merged on conversations (kind, participant_id, merged_into)`,
  `create index if not exists conversations_list on conversations (last_sequence desc) where merged_into is null`,
  `create table if not exists messages (
    sequence integer primary key, conversation integer not null, public integer not null, notified integer not null,
    document text not null)`,
  `create index if not exists messages_all on messages (conversation, sequence)`,
  `create index if not exists messages_public on messages (conversation, sequence) where public = 1`,
  `create table if not exists inbox_site (name text primary key, value text not null) without rowid`,
];
