// Defines the tables of Wix Data. A collection accepts any item: fields that its schema does not list are stored, too.

/**
 * The tables of collections and their items. Live and sandbox items are separate. The sequence is the order of insertion,
 * which is the order of a query without a sort. `data_values` is the index of the items' values, `data_references` has the
 * references of fields with several (`target` is their collection), and `data_history` the documents that recent writes
 * replaced (null: there was none).
 */
export const DATA_TABLES = [
  `create table if not exists data_collections (name text primary key) without rowid`,
  `create table if not exists data_schemas (name text primary key, document text not null) without rowid`,
  `create table if not exists data_items (
    sequence integer primary key, collection text not null, environment text not null, id text not null,
    document text not null)`,
  `create unique index if not exists data_items_id on data_items (collection, environment, id)`,
  `create index if not exists data_items_order on data_items (collection, environment, sequence)`,
  `create table if not exists data_values (
    collection text not null, environment text not null, field text not null, value not null, item integer not null,
    primary key (collection, environment, field, value, item)) without rowid`,
  `create table if not exists data_references (
    sequence integer primary key, collection text not null, environment text not null, field text not null,
    item text not null, target text not null, referenced text not null)`,
  `create unique index if not exists data_references_item
    on data_references (collection, environment, item, field, referenced)`,
  `create index if not exists data_references_target on data_references (target, environment, referenced)`,
  `create table if not exists data_history (
    key integer primary key, collection text not null, environment text not null, item integer not null,
    replaced_at integer not null, document text)`,
  `create index if not exists data_history_age on data_history (replaced_at)`,
];
