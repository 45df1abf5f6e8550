// Wix's domain events: written in the transaction that caused them, delivered after it. Leaves out webhooks and back-off.
import { clearTimeout, setTimeout } from 'node:timers';
import { readDocument } from '../../database/documents.ts';
import type { Database } from '../../database/database.ts';
import type { Identity } from './context.ts';
import { type EmittedEvent, type EventName } from './event-types.ts';

/** An event as it is delivered: one neutral shape, from which each kind of subscriber makes its own. */
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
  /** True once every subscriber was told and none failed. */
  readonly delivered: boolean;
  /**
   * `no-handler`: the site has no function for it. `timed-out`: its function had not ended within the time limit; what it
   * does later is not awaited. `withheld`: Wix tells no site of it.
   */
  readonly outcome: 'waiting' | 'delivered' | 'no-handler' | 'failed' | 'timed-out' | 'withheld';
  /** Why it was withheld. */
  readonly withheld?: 'preview' | 'api';
  readonly error?: string;
}

/** A subscriber: answers whether it had a handler, or throws what the handler threw. */
export type Subscriber = (event: WixEvent) => Promise<'delivered' | 'no-handler'>;

/** The outbox of one emulated Wix. */
export interface Events {
  /** Writes an event; call it inside the work that causes it. */
  write(event: WixEvent): void;
  /** Delivers what was written and committed; call it after the commit. */
  deliver(): void;
  subscribe(subscriber: Subscriber): () => void;
  /** Calls back after each change of what `list` says of an event's delivery. Answers how to stop. */
  watch(changed: () => void): () => void;
  /** Answers when nothing waits and no handler runs within its time limit, those caused by handlers included. */
  settled(): Promise<void>;
  /** The newest first. */
  list(limit: number): readonly EventRecord[];
}

/** Tables of the events room. */
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

interface Told {
  readonly outcome: Exclude<EventRecord['outcome'], 'waiting'>;
  readonly error: string | null;
}

/**
 * How long the delivery of an event waits for a subscriber, in milliseconds, unless told otherwise. Wix documents no limit
 * for `events.js`; this one is the emulator's own (assumed), so that a handler that never ends holds up nothing for good.
 */
const TIME_LIMIT_MS = 10_000;

/** How an outbox delivers. */
export interface DeliveryOptions {
  /** How long it waits for each subscriber, in milliseconds. */
  readonly timeLimitMs?: number | undefined;
  /** Told of an event whose subscriber was given up. */
  readonly timedOut?: ((event: WixEvent, error: Error) => void) | undefined;
}

/** Opens the outbox over a database. Events that a killed process left waiting are delivered by the next `deliver()`. */
export function createEvents(
  database: Database,
  { timeLimitMs = TIME_LIMIT_MS, timedOut }: DeliveryOptions = {},
): Events {
  const subscribers = new Set<Subscriber>();
  const watchers = new Set<() => void>();
  let running: Promise<void> | undefined;
  let wanted = false;

  async function tellSubscribers(event: WixEvent): Promise<Told> {
    let outcome: Told['outcome'] = event.withheld === undefined ? 'no-handler' : 'withheld';
    let error: string | null = null;
    for (const subscriber of subscribers) {
      try {
        const told = await inTime(timeLimitMs, subscriber(event));
        if (told === 'timed-out') {
          const late = new Error(`No answer within ${String(timeLimitMs)} ms`);
          timedOut?.(event, late);
          outcome = outcome === 'failed' ? outcome : told;
          error ??= late.message;
        } else if (told === 'delivered' && error === null) {
          outcome = told;
        }
      } catch (thrown) {
        outcome = 'failed';
        error = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
      }
    }
    return { outcome, error };
  }

  async function note(sequences: readonly number[], { outcome, error }: Told): Promise<void> {
    if (sequences.length === 0) {
      return;
    }
    await database.durable(() => {
      for (const sequence of sequences) {
        database.run(
          'update events set outcome = ?, error = ? where sequence = ?',
          outcome,
          error,
          sequence,
        );
      }
    });
    watchers.forEach((changed) => changed());
  }

  // Reading inside durable() answers after the commit of what it saw: no handler hears of what may still be undone.
  const nextWaiting = () =>
    database.durable(() =>
      database.all<EventRow>(
        `select sequence, document, outcome, error from events where outcome = 'waiting' order by sequence limit 100`,
      ),
    );

  async function drain(): Promise<void> {
    for (let rows = await nextWaiting(); rows.length > 0; rows = await nextWaiting()) {
      const unheard: number[] = [];
      for (const row of rows) {
        const told = await tellSubscribers(readEvent(row.document));
        if (told.outcome === 'no-handler') {
          unheard.push(row.sequence);
        } else {
          // At once: what a handler did must not be done again after a crash.
          await note([row.sequence], told);
        }
      }
      await note(unheard, { outcome: 'no-handler', error: null });
    }
  }

  async function deliverAll(): Promise<void> {
    try {
      while (wanted) {
        wanted = false;
        await drain();
      }
    } finally {
      running = undefined;
    }
  }

  function deliver(): void {
    wanted = true;
    running ??= deliverAll();
  }

  return {
    write(event) {
      database.run(
        'insert into events (id, name, entity_id, document, outcome) values (?, ?, ?, ?, ?)',
        event.id,
        event.name,
        event.entityId,
        JSON.stringify(event),
        'waiting',
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
    list(limit) {
      return database
        .all<EventRow>(
          'select sequence, document, outcome, error from events order by sequence desc limit ?',
          limit,
        )
        .map(({ document, outcome, error }) => {
          const { id, name, entityId, body, eventTime, withheld } = readEvent(document);
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

/** What work answers, unless it takes longer. The timer is Node's own: it runs on where a call's timers are ended. */
async function inTime<T>(ms: number, work: Promise<T>): Promise<T | 'timed-out'> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<'timed-out'>((give) => {
    timer = setTimeout(give, ms, 'timed-out');
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

function readEvent(document: string): WixEvent {
  const stored = readDocument<Omit<WixEvent, 'eventTime'> & { readonly eventTime: string }>(
    document,
  );
  return { ...stored, eventTime: new Date(stored.eventTime) };
}
