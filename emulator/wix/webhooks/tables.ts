// Defines the table of webhook deliveries.

/**
 * The table of deliveries: one row for each copy of an event and each webhook it goes to. `attempts` is a list of
 * attempts as JSON; `next_attempt_at` is in milliseconds of the emulator's clock, and null when no attempt follows.
 */
export const WEBHOOKS_TABLES = [
  `create table if not exists webhook_deliveries (
    id integer primary key, event_sequence integer not null, app_id text not null, url text not null,
    status text not null, next_attempt_at integer, attempts text not null)`,
  `create index if not exists webhook_deliveries_waiting on webhook_deliveries (url, next_attempt_at)
    where status = 'waiting'`,
];
