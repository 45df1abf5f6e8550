// Reads what the inspector screen shows: requests with the evidence for their answers, deliveries, and the settings.
import { AssumptionsInput } from './core/assumptions.ts';
import type { EventRecord } from './core/events.ts';
import { Fault } from './core/faults.ts';
import type { Grade } from './core/operation.ts';
import type { RequestRecord } from './core/request-log.ts';
import { OPERATIONS } from './operations.ts';
import type { Wix } from './server.ts';
import { listTriggeredEmails, type ListedEmail } from './triggered-emails/triggered-emails.ts';
import type { WebhookDelivery } from './webhooks/delivery-store.ts';

/** A request to the emulated Wix, and the evidence for its answer. */
export interface InspectedRequest extends RequestRecord {
  /** The number of the request since the last reset, from 1. */
  readonly number: number;
  /** What the operation's behaviour is known from; absent if no operation has the path. */
  readonly evidence?: {
    readonly grade: Grade;
    readonly source: string;
    readonly notes?: string;
  };
}

/** An assumption, with its value and those that it may have. */
export interface InspectedAssumption {
  readonly name: string;
  readonly value: string;
  readonly allowed: readonly string[];
}

/** What the inspector shows. Lists are newest first. */
export interface InspectorView {
  readonly requests: readonly InspectedRequest[];
  readonly events: readonly EventRecord[];
  readonly deliveries: readonly WebhookDelivery[];
  readonly emails: readonly ListedEmail[];
  readonly faults: readonly Fault[];
  readonly clock: { readonly now: Date; readonly offsetMs: number };
  readonly assumptions: readonly InspectedAssumption[];
  /** The names of the operations, in alphabetical order. */
  readonly operations: readonly string[];
  readonly faultKinds: readonly Fault['kind'][];
}

/** Reads the view of the inspector. @param limit the maximum length of each list */
export type ReadInspector = (limit: number) => InspectorView;

/** Creates the reader of the inspector's view. */
export function createInspectorViewModel(wix: Wix): ReadInspector {
  const evidence = new Map(
    OPERATIONS.map(({ name, grade, source, notes }) => [
      name,
      { grade, source, ...(notes === undefined ? {} : { notes }) },
    ]),
  );
  const operations = [...evidence.keys()].toSorted();

  return (limit) => {
    const count = wix.requests.count();
    return {
      requests: wix.requests
        .list()
        .slice(-limit)
        .toReversed()
        .map((request, index) => {
          const known = evidence.get(request.operation);
          return { ...request, number: count - index, ...(known ? { evidence: known } : {}) };
        }),
      events: wix.events.list(limit),
      deliveries: wix.webhooks.list(limit),
      emails: listTriggeredEmails(wix, limit).toReversed(),
      faults: wix.faults.list(),
      clock: { now: wix.clock.now(), offsetMs: wix.clock.offset() },
      assumptions: Object.entries(AssumptionsInput.entries).map(([name, { wrapped }]) => ({
        name,
        value: String(Reflect.get(wix.assumptions, name)),
        allowed: wrapped.options,
      })),
      operations,
      faultKinds: Fault.entries.kind.options,
    };
  };
}
