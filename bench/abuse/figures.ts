// What an attack caused: counted in the tables of the emulated Wix, not in what the site returned.
import type { Database } from '../../emulator/database/database.ts';

/** What is stored in the emulated Wix. */
export interface Stored {
  /** Messages of visitors and members in the inbox. */
  readonly messages: number;
  /** Those of them that Wix notified the business about. */
  readonly notifications: number;
  /** Thank-you messages of the business. */
  readonly thanks: number;
  readonly contacts: number;
  /** Conversations that were opened, merged ones included. */
  readonly conversations: number;
  /** Rows of InboxSendLog that are entries of senders. */
  readonly entries: number;
  /** Rows of InboxSendLog that are leases of a budget. */
  readonly leases: number;
}

/** Counts what is stored. */
export function countStored(database: Database): Stored {
  const count = (sql: string) => database.get<{ readonly n: number }>(sql)?.n ?? 0;
  const messages = (direction: string, condition: string) =>
    count(
      `select count(*) as n from messages where json_extract(document, '$.direction') = '${direction}' and ${condition}`,
    );
  const rows = (condition: string) =>
    count(
      `select count(*) as n from data_items where collection = 'InboxSendLog' and ${condition}`,
    );
  return {
    messages: messages('PARTICIPANT_TO_BUSINESS', '1'),
    notifications: messages('PARTICIPANT_TO_BUSINESS', 'notified = 1'),
    thanks: messages('BUSINESS_TO_PARTICIPANT', '1'),
    contacts: count('select count(*) as n from contacts'),
    conversations: count('select count(*) as n from conversations'),
    entries: rows(`id not like 'b-%'`),
    leases: rows(`id like 'b-%'`),
  };
}

/** Subtracts what was stored before. */
export function subtract(after: Stored, before: Stored): Stored {
  return {
    messages: after.messages - before.messages,
    notifications: after.notifications - before.notifications,
    thanks: after.thanks - before.thanks,
    contacts: after.contacts - before.contacts,
    conversations: after.conversations - before.conversations,
    entries: after.entries - before.entries,
    leases: after.leases - before.leases,
  };
}
