// Defines the table of Wix's email subscriptions.

/** The table of email subscriptions, by email address in lower case. */
export const EMAIL_SUBSCRIPTIONS_TABLES: readonly string[] = [
  `create table if not exists email_subscriptions (
    sequence integer primary key, email text not null unique, document text not null)`,
];
