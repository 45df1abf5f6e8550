// Stores the deliveries of webhooks, so that they are continued after a restart.
import type { Database } from '../../database/database.ts';
import { readDocument } from '../../database/documents.ts';
import type { EventName } from '../core/event-types.ts';
import { readStoredEvent, type WixEvent } from '../core/events.ts';
import { toEventType } from './envelope.ts';

/** One attempt to deliver an event. */
export interface Attempt {
  /** When it started: ISO 8601, by the emulator's clock. */
  readonly at: string;
  /**
   * `accepted` is an answer with status 200 in time, `refused` one with another status. Nothing was sent if the app lacks
   * a permission scope for the event (`not-permitted`; `error` names the scopes) or no longer has the webhook (`removed`).
   */
  readonly outcome:
    'accepted' | 'refused' | 'timed-out' | 'unreachable' | 'not-permitted' | 'removed';
  /** The HTTP status of the answer; absent without one. */
  readonly status?: number;
  /** Why there was no answer, or why nothing was sent. */
  readonly error?: string;
}

/** What becomes of a delivery: a `waiting` one has a next attempt. */
export type DeliveryStatus = 'waiting' | 'delivered' | 'failed';

/** A delivery, as `GET /_emulator/webhooks` shows it. */
export interface WebhookDelivery {
  readonly id: number;
  readonly event: {
    readonly id: string;
    readonly name: EventName;
    /** Wix's type, such as `wix.contacts.v4.contact_created`. */
    readonly type: string;
    readonly entityId: string;
  };
  readonly appId: string;
  readonly url: string;
  readonly status: DeliveryStatus;
  /** The oldest first. */
  readonly attempts: readonly Attempt[];
  /** ISO 8601, by the emulator's clock; null if no attempt follows. */
  readonly nextAttempt: string | null;
}

/** A delivery whose next attempt is due. */
export interface DueDelivery {
  readonly id: number;
  readonly appId: string;
  readonly url: string;
  readonly event: WixEvent;
  /** The number of the event in the outbox. */
  readonly sequence: number;
  readonly attempts: readonly Attempt[];
}

interface DeliveryRow {
  readonly id: number;
  readonly event_sequence: number;
  readonly app_id: string;
  readonly url: string;
  readonly status: DeliveryStatus;
  readonly next_attempt_at: number | null;
  readonly attempts: string;
  readonly document: string;
}

/** Adds a delivery of the newest event in the outbox; call it in the transaction that wrote the event. */
export function addDelivery(
  database: Database,
  { appId, url, dueAt }: { readonly appId: string; readonly url: string; readonly dueAt: number },
): void {
  database.run(
    `insert into webhook_deliveries (event_sequence, app_id, url, status, next_attempt_at, attempts)
     values ((select max(sequence) from events), ?, ?, 'waiting', ?, '[]')`,
    appId,
    url,
    dueAt,
  );
}

/** A URL with deliveries that wait. */
interface WaitingUrl {
  readonly url: string;
  /** Whether one of them is due. */
  readonly isDue: boolean;
  /** When the first of the others is due, in milliseconds of the emulator's clock; Infinity without others. */
  readonly nextDueAt: number;
}

/** Returns the URLs with deliveries that wait. Takes one search in the index for each URL, however many deliveries wait. */
export function listWaitingUrls(database: Database, now: Date): readonly WaitingUrl[] {
  const time = now.getTime();
  return database
    .all<{ readonly url: string; readonly first: number; readonly next: number | null }>(
      `with recursive urls(url) as (
         select min(url) from webhook_deliveries where status = 'waiting'
         union all
         select (select min(url) from webhook_deliveries where status = 'waiting' and url > urls.url)
         from urls where url is not null)
       select url,
         (select min(next_attempt_at) from webhook_deliveries
          where status = 'waiting' and url = urls.url) as first,
         (select min(next_attempt_at) from webhook_deliveries
          where status = 'waiting' and url = urls.url and next_attempt_at > ?) as next
       from urls where url is not null`,
      time,
    )
    .map(({ url, first, next }) => ({ url, isDue: first <= time, nextDueAt: next ?? Infinity }));
}

/** Returns the delivery to a URL that is due the longest. */
export function findDue(database: Database, url: string, now: Date): DueDelivery | undefined {
  const row = database.get<DeliveryRow>(
    `select webhook_deliveries.*, events.document from webhook_deliveries
     join events on events.sequence = event_sequence
     where webhook_deliveries.status = 'waiting' and url = ? and next_attempt_at <= ?
     order by next_attempt_at, webhook_deliveries.id limit 1`,
    url,
    now.getTime(),
  );
  return (
    row && {
      id: row.id,
      appId: row.app_id,
      url,
      event: readStoredEvent(row.document),
      sequence: row.event_sequence,
      attempts: readDocument<readonly Attempt[]>(row.attempts),
    }
  );
}

/** Stores the attempts of a delivery, and what follows; call it inside a transaction. */
export function recordAttempts(
  database: Database,
  id: number,
  attempts: readonly Attempt[],
  { status, dueAt }: { readonly status: DeliveryStatus; readonly dueAt?: number },
): void {
  database.run(
    'update webhook_deliveries set attempts = ?, status = ?, next_attempt_at = ? where id = ?',
    JSON.stringify(attempts),
    status,
    dueAt ?? null,
    id,
  );
}

/** Returns the newest deliveries, the newest first. */
export function listDeliveries(database: Database, limit: number): readonly WebhookDelivery[] {
  return database
    .all<DeliveryRow>(
      `select webhook_deliveries.*, events.document from webhook_deliveries
       join events on events.sequence = event_sequence order by webhook_deliveries.id desc limit ?`,
      limit,
    )
    .map((row) => {
      const event = readStoredEvent(row.document);
      const { id, name, entityId } = event;
      return {
        id: row.id,
        event: { id, name, type: toEventType(event), entityId },
        appId: row.app_id,
        url: row.url,
        status: row.status,
        attempts: readDocument<readonly Attempt[]>(row.attempts),
        nextAttempt:
          row.next_attempt_at === null ? null : new Date(row.next_attempt_at).toISOString(),
      };
    });
}
