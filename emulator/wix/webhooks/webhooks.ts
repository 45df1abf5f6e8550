// Emulates the delivery of events to the webhooks of apps: signed, repeated by Wix's schedule, by the emulator's clock.
// Webhooks are on this machine only. Not emulated: the copies and the order that Wix's redundancy causes; see the
// switches.
import { setImmediate } from 'node:timers/promises';
import type { Database } from '../../database/database.ts';
import { findApp, listApps, type App } from '../apps/apps.ts';
import type { Clock } from '../core/clock.ts';
import type { EventName } from '../core/event-types.ts';
import type { WixEvent } from '../core/events.ts';
import {
  addDelivery,
  findDue,
  listDeliveries,
  listWaitingUrls,
  recordAttempts,
  type Attempt,
  type DueDelivery,
  type WebhookDelivery,
} from './delivery-store.ts';
import { DEFAULT_SWITCHES, valueFor, type DeliverySwitches } from './delivery-switches.ts';
import { toEnvelope } from './envelope.ts';
import { findLackingScopes } from './event-scopes.ts';
import { post } from './post.ts';
import { ANSWER_LIMIT_MS, delayAfterFailure } from './schedule.ts';
import { signEnvelope } from './sign.ts';

/** The webhooks of the registered apps. */
export interface Webhooks {
  /** Adds the deliveries of an event; call it in the transaction that wrote the event to the outbox. */
  add(event: WixEvent): void;
  /** Starts the deliveries that are due; call it after the commit. */
  deliver(): void;
  /** Resolves when no delivery is due or under way. Rejects if the database fails. */
  settled(): Promise<void>;
  /** Returns the newest deliveries, the newest first. */
  list(limit: number): readonly WebhookDelivery[];
  /** Calls `changed` after each attempt. Returns a function that stops it. */
  watch(changed: () => void): () => void;
  switches(): DeliverySwitches;
  /** Replaces the switches. The lists in them start at their first value. */
  setSwitches(switches: DeliverySwitches): void;
  /** Ends the attempts that are under way, without a trace, and sets the switches to their defaults. */
  reset(): Promise<void>;
  /** Ends the attempts that are under way; they are made again when the data is opened. */
  close(): void;
}

/** What delivering needs. */
export interface WebhookDependencies {
  readonly database: Database;
  readonly clock: Clock;
  /** Called when the database failed during delivery. The deliveries stay due. */
  readonly onFailure?: ((error: unknown) => void) | undefined;
}

/** A webhook and its app. */
interface Target {
  readonly appId: string;
  readonly url: string;
  readonly events: readonly EventName[] | undefined;
}

/** The time until delivery is tried again after a failure of the database, in milliseconds. */
const RETRY_MS = 1000;

/** Creates the webhooks over a database. The first `deliver()` continues what another process left. */
export function createWebhooks({ database, clock, onFailure }: WebhookDependencies): Webhooks {
  const watchers = new Set<() => void>();
  /** The running delivery to each URL: one request at a time. */
  const running = new Map<string, Promise<void>>();
  let stop = new AbortController();
  let alarm = new AbortController();
  let isClosed = false;
  /** Whether deliveries may be due that no one has looked at. */
  let isUnseen = true;
  let switches = DEFAULT_SWITCHES;
  let eventCount = 0;
  let known: { readonly revision: number; readonly targets: readonly Target[] } | undefined;

  /** Returns the webhooks of all apps. Reads them only after a change, as every event asks for them. */
  function listTargets(): readonly Target[] {
    const revision = database.revision('apps');
    if (known?.revision === revision) {
      return known.targets;
    }
    const targets = listApps({ database }).flatMap(({ id, webhooks }) =>
      webhooks.map(({ url, events }) => ({ appId: id, url, events })),
    );
    known = { revision, targets };
    return targets;
  }

  function add(event: WixEvent): void {
    const targets = listTargets().filter(
      ({ events }) => event.withheld === undefined && (events?.includes(event.name) ?? true),
    );
    if (targets.length === 0) {
      return;
    }
    const dueAt = event.eventTime.getTime() + valueFor(switches.delayMs, eventCount);
    const copies = valueFor(switches.copies, eventCount);
    eventCount += 1;
    isUnseen = true;
    for (let copy = 0; copy < copies; copy += 1) {
      targets.forEach(({ appId, url }) => addDelivery(database, { appId, url, dueAt }));
    }
  }

  /** Sends a webhook once. Returns undefined if `stopped` ended the attempt. */
  async function attempt(
    { event, sequence, url }: DueDelivery,
    { instanceId, privateKey }: App,
    stopped: AbortSignal,
  ): Promise<Attempt | undefined> {
    const now = clock.now();
    const at = now.toISOString();
    const envelope = toEnvelope(event, instanceId, sequence);
    const token = await signEnvelope(envelope, { privateKey, now, form: switches.token });
    const answered = new AbortController();
    const late = new AbortController();
    void clock
      .wait(ANSWER_LIMIT_MS, answered.signal)
      .then((outcome) => outcome === 'due' && late.abort());
    const answer = await post(url, token, AbortSignal.any([stopped, late.signal]));
    answered.abort();
    if (stopped.aborted) {
      return undefined;
    }
    if (late.signal.aborted) {
      return { at, outcome: 'timed-out', error: `no answer in ${String(ANSWER_LIMIT_MS)} ms` };
    }
    return 'error' in answer
      ? { at, outcome: 'unreachable', error: answer.error }
      : { at, outcome: answer.status === 200 ? 'accepted' : 'refused', status: answer.status };
  }

  /** Returns why nothing is sent to an app: it has no such webhook, or no permission scope for the event. */
  function findObstacle(
    { event, appId, url }: DueDelivery,
    app: App | undefined,
  ): Attempt | undefined {
    const at = clock.now().toISOString();
    if (!app?.webhooks.some((webhook) => webhook.url === url)) {
      return { at, outcome: 'removed' };
    }
    const scopes = findLackingScopes(app, event.name);
    return (
      scopes && {
        at,
        outcome: 'not-permitted',
        error: `The app ${appId} lacks a scope for ${event.name}: ${scopes.join(' or ')}`,
      }
    );
  }

  function record({ id, attempts }: DueDelivery, result: Attempt): Promise<void> {
    const made = [...attempts, result];
    const isFinal = result.outcome === 'removed' || result.outcome === 'not-permitted';
    const delayMs = isFinal ? undefined : delayAfterFailure(made.length);
    const dueAt = delayMs === undefined ? undefined : clock.now().getTime() + delayMs;
    return database.transaction(() =>
      recordAttempts(
        database,
        id,
        made,
        result.outcome === 'accepted'
          ? { status: 'delivered' }
          : dueAt === undefined
            ? { status: 'failed' }
            : { status: 'waiting', dueAt },
      ),
    );
  }

  /** Delivers what is due to a URL, one after the other. */
  async function deliverTo(url: string, stopped: AbortSignal): Promise<void> {
    // The response to the call that caused the event goes first.
    await setImmediate();
    while (!stopped.aborted) {
      const due = findDue(database, url, clock.now());
      if (due === undefined) {
        return;
      }
      const app = findApp({ database }, due.appId);
      const obstacle = findObstacle(due, app);
      const result = obstacle ?? (app && (await attempt(due, app, stopped)));
      if (result === undefined) {
        return;
      }
      await record(due, result);
      watchers.forEach((changed) => changed());
    }
  }

  function deliver(): void {
    if (!isUnseen || isClosed || stop.signal.aborted) {
      return;
    }
    isUnseen = false;
    try {
      const now = clock.now();
      const waiting = listWaitingUrls(database, now);
      waiting.filter(({ url, isDue }) => isDue && !running.has(url)).forEach(start);
      setAlarm(Math.min(...waiting.map(({ nextDueAt }) => nextDueAt)) - now.getTime());
    } catch (error) {
      retryLater(error);
    }
  }

  function start({ url }: { readonly url: string }): void {
    const delivery = deliverTo(url, stop.signal).finally(() => running.delete(url));
    running.set(url, delivery);
    delivery.then(deliverUnseen, retryLater);
  }

  function deliverUnseen(): void {
    isUnseen = true;
    deliver();
  }

  function isAnyDue(): boolean {
    return !isClosed && listWaitingUrls(database, clock.now()).some((waiting) => waiting.isDue);
  }

  function retryLater(error: unknown): void {
    if (isClosed) return;
    onFailure?.(error);
    setAlarm(RETRY_MS);
  }

  /** Looks for due deliveries in some milliseconds of the emulator's clock, instead of at the time set before. */
  function setAlarm(ms: number): void {
    alarm.abort();
    alarm = new AbortController();
    if (ms < Infinity) {
      void clock.wait(ms, alarm.signal).then((outcome) => outcome === 'due' && deliverUnseen());
    }
  }

  return {
    add,
    deliver,
    async settled() {
      do {
        deliverUnseen();
        await Promise.all(running.values());
      } while (isAnyDue());
    },
    list: (limit) => listDeliveries(database, limit),
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    switches: () => switches,
    setSwitches(given) {
      switches = given;
      eventCount = 0;
    },
    async reset() {
      alarm.abort();
      stop.abort();
      await Promise.allSettled(running.values());
      stop = new AbortController();
      switches = DEFAULT_SWITCHES;
      eventCount = 0;
      known = undefined;
    },
    close() {
      isClosed = true;
      alarm.abort();
      stop.abort();
    },
  };
}
