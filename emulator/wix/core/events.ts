// Emulates Wix's delivery of domain events with an outbox: events are written in the transaction that caused them
// and delivered after its commit. Not emulated: retries.
import { readDocument } from '../../database/documents.ts';
import type { Database } from '../../database/database.ts';
import type { Identity } from './context.ts';
import type { EmittedEvent, EventName } from './event-types.ts';
import { withTimeLimit } from './time-limit.ts';

/** An event in the emulator's format. Subscribers convert it. */
export interface WixEvent extends EmittedEvent {
  readonly id: string;
  readonly fqdn: string;
  readonly slug: string;
  readonly eventTime: Date;
  readonly identity: Identity | undefined;
  readonly triggeredByAnonymizeRequest: boolean;
}

/** An event as `GET /_emulator/events` shows it. */
export interface EventRecord {
  readonly id: string;
  readonly name: EventName;
  readonly entityId: string;
  /** The entity or the data of the event. */
  readonly data: unknown;
  readonly eventTime: string;
  /** True once at least one subscriber handled the event and none failed. */
  readonly delivered: boolean;
  /**
   * `no-handler`: the site has no handler for the event. `timed-out`: the handler did not finish within the time limit
   * and is no longer awaited. `withheld`: Wix does not send the event to sites.
   */
  readonly outcome: 'waiting' | 'delivered' | 'no-handler' | 'failed' | 'timed-out' | 'withheld';
  /** Why the event was withheld. */
  readonly withheld?: 'preview' | 'api';
  readonly error?: string;
}

/** Handles an event. Returns whether it has a handler for the event. Throws the handler's error. */
export type Subscriber = (event: WixEvent) => Promise<'delivered' | 'no-handler'>;

/** The outbox of the emulated Wix APIs. */
export interface Events {
  /** Writes an event; call it in the transaction that causes the event. Without a subscriber its outcome is known at once. */
  write(event: WixEvent): void;
  /** Delivers the committed events; call it after the commit. */
  deliver(): void;
  /** Adds a subscriber. Returns a function that removes it. */
  subscribe(subscriber: Subscriber): () => void;
  /** Calls `changed` after new events and after each change of an outcome. Returns a function that stops it. */
  watch(changed: () => void): () => void;
  /**
   * Resolves when no event is waiting and no handler is awaited, events raised by handlers included. Rejects if the
   * database fails.
   */
  settled(): Promise<void>;
  /** Returns the newest events, newest first. */
  list(limit: number): readonly EventRecord[];
  /** Stops trying to deliver after a failure of the database. */
  close(): void;
}

/** The table of the outbox. */
export const EVENTS_TABLES = [
  `create table if not exists events (
    sequence integer primary key, id text not null, name text not null, entity_id text not null,
    document text not null, outcome text not null, error text)`,
  `create index if not exists events_waiting on events (sequence) where outcome = 'waiting'`,
];

interface EventRow {
  readonly sequence: number;
  readonly document: string;
  readonly outcome: EventRecord['outcome'];
  readonly error: string | null;
}

interface DeliveryResult {
  readonly outcome: Exclude<EventRecord['outcome'], 'waiting'>;
  readonly error: string | null;
}

/**
 * The default time that delivery waits for a subscriber, in milliseconds. Wix documents no limit for `events.js`; this
 * one is the emulator's own (assumed), so that a handler that never finishes does not block delivery forever.
 */
const TIME_LIMIT_MS = 10_000;

/** Options of event delivery. */
export interface DeliveryOptions {
  /** How long delivery waits for each subscriber, in milliseconds; default 10,000. */
  readonly timeLimitMs?: number | undefined;
  /** Called when a subscriber did not finish within the time limit. */
  readonly onTimeout?: ((event: WixEvent, error: Error) => void) | undefined;
  /** Called when the database failed during delivery. Delivery is tried again after a second. */
  readonly onFailure?: ((error: unknown) => void) | undefined;
}

/** The time until delivery is tried again after a failure of the database, in milliseconds. */
const RETRY_MS = 1000;

/** Creates the outbox over a database. The next `deliver()` also delivers events that a killed process left waiting. */
export function createEvents(
  database: Database,
  { timeLimitMs = TIME_LIMIT_MS, onTimeout, onFailure }: DeliveryOptions = {},
): Events {
  const subscribers = new Set<Subscriber>();
  const watchers = new Set<() => void>();
  let running: Promise<void> | undefined;
  let isRequested = false;
  let hasNewEvents = false;
  let retry: NodeJS.Timeout | undefined;
  let isClosed = false;
  /** Results that are not recorded because the database failed. Their handlers do not run again. */
  const unrecorded = new Map<number, DeliveryResult>();

  async function notifySubscribers(event: WixEvent): Promise<DeliveryResult> {
    let outcome = outcomeWithoutHandler(event);
    let error: string | null = null;
    for (const subscriber of subscribers) {
      try {
        const result = await withTimeLimit(timeLimitMs, subscriber(event));
        if (result === 'timed-out') {
          const timeout = new Error(`The handler did not finish within ${String(timeLimitMs)} ms`);
          onTimeout?.(event, timeout);
          outcome = outcome === 'failed' ? outcome : result;
          error ??= timeout.message;
        } else if (result === 'delivered' && error === null) {
          outcome = result;
        }
      } catch (thrown) {
        outcome = 'failed';
        error = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
      }
    }
    return { outcome, error };
  }

  async function recordResult(
    sequences: readonly number[],
    { outcome, error }: DeliveryResult,
  ): Promise<void> {
    if (sequences.length === 0) {
      return;
    }
    await database.transaction(() => {
      for (const sequence of sequences) {
        database.run(
          'update events set outcome = ?, error = ? where sequence = ?',
          outcome,
          error,
          sequence,
        );
      }
    });
    sequences.forEach((sequence) => unrecorded.delete(sequence));
    watchers.forEach((changed) => changed());
  }

  // Reads in a transaction, so that only committed events are delivered: a read inside transaction() resolves after
  // the commit of the rows it saw.
  const readWaiting = () =>
    database.transaction(() =>
      database.all<EventRow>(
        `select sequence, document, outcome, error from events where outcome = 'waiting' order by sequence limit 100`,
      ),
    );

  async function drain(): Promise<void> {
    for (let rows = await readWaiting(); rows.length > 0; rows = await readWaiting()) {
      const unhandled: number[] = [];
      for (const row of rows) {
        const result =
          unrecorded.get(row.sequence) ?? (await notifySubscribers(readStoredEvent(row.document)));
        unrecorded.set(row.sequence, result);
        if (result.outcome === 'no-handler') {
          unhandled.push(row.sequence);
        } else {
          // Recorded at once, so that a handler does not run twice after a crash.
          await recordResult([row.sequence], result);
        }
      }
      await recordResult(unhandled, { outcome: 'no-handler', error: null });
    }
  }

  async function deliverAll(): Promise<void> {
    try {
      while (isRequested) {
        isRequested = false;
        await drain();
      }
    } finally {
      running = undefined;
    }
  }

  function deliver(): void {
    if (hasNewEvents) {
      hasNewEvents = false;
      watchers.forEach((changed) => changed());
    }
    isRequested = true;
    if (!running) {
      running = deliverAll();
      running.catch(retryLater);
    }
  }

  function retryLater(error: unknown): void {
    if (isClosed) return;
    onFailure?.(error);
    clearTimeout(retry);
    retry = setTimeout(deliver, RETRY_MS).unref();
  }

  return {
    write(event) {
      hasNewEvents = true;
      database.run(
        'insert into events (id, name, entity_id, document, outcome) values (?, ?, ?, ?, ?)',
        event.id,
        event.name,
        event.entityId,
        JSON.stringify(event),
        subscribers.size > 0 ? 'waiting' : outcomeWithoutHandler(event),
      );
    },
    deliver,
    subscribe(subscriber) {
      subscribers.add(subscriber);
      return () => subscribers.delete(subscriber);
    },
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    async settled() {
      do {
        deliver();
        await running;
      } while (database.get(`select 1 from events where outcome = 'waiting' limit 1`));
    },
    close() {
      isClosed = true;
      clearTimeout(retry);
    },
    list(limit) {
      return database
        .all<EventRow>(
          'select sequence, document, outcome, error from events order by sequence desc limit ?',
          limit,
        )
        .map(({ document, outcome, error }) => {
          const { id, name, entityId, body, eventTime, withheld } = readStoredEvent(document);
          const data =
            body.kind === 'action' ? body.data : body.kind === 'deleted' ? {} : body.entity;
          return {
            id,
            name,
            entityId,
            data,
            eventTime: eventTime.toISOString(),
            delivered: outcome === 'delivered',
            outcome,
            ...(withheld === undefined ? {} : { withheld }),
            ...(error === null ? {} : { error }),
          };
        });
    },
  };
}

function outcomeWithoutHandler({ withheld }: WixEvent): DeliveryResult['outcome'] {
  return withheld === undefined ? 'no-handler' : 'withheld';
}

/** Reads an event of the outbox from its column `document`. */
export function readStoredEvent(document: string): WixEvent {
  const stored = readDocument<Omit<WixEvent, 'eventTime'> & { readonly eventTime: string }>(
    document,
  );
  return { ...stored, eventTime: new Date(stored.eventTime) };
}
