// Defines the table of registered apps.

/** The table of the apps that are installed on the emulated site, each with its secret and its key pair. */
export const APPS_TABLES = [
  `create table if not exists apps (
    id text primary key, secret text not null, instance_id text not null, name text, scopes text not null,
    redirect_uris text not null, webhooks text not null, public_key text not null, private_key text not null) without rowid`,
  `create unique index if not exists apps_instance on apps (instance_id)`,
];
