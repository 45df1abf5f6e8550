// Defines the table of triggered emails.

/** The table of the triggered emails that were sent or withheld, as documents. */
export const TRIGGERED_EMAIL_TABLES: readonly string[] = [
  `create table if not exists triggered_emails (
    sequence integer primary key, document text not null)`,
];
