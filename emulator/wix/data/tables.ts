// Defines the tables of Wix Data. A collection accepts any item: its fields, indexes and references are not
// stored.

/**
 * The tables of collections and their items. Live and sandbox items are separate. The sequence is the order of insertion,
 * which is the order of a query without a sort.
 */
export const DATA_TABLES = [
  `create table if not exists data_collections (name text primary key) without rowid`,
  `create table if not exists data_items (
    sequence integer primary key, collection text not null, environment text not null, id text not null,
    document text not null)`,
  `create unique index if not exists data_items_id on data_items (collection, environment, id)`,
  `create index if not exists data_items_order on data_items (collection, environment, sequence)`,
];
