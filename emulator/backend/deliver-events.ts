// How Wix calls a site's `events.js`. Leaves out retries and their order, which Wix does not document for sites; the time limit is the outbox's.
import type { ModuleExports } from '../site/entry-points.ts';
import type { Subscriber } from '../wix/core/events.ts';
import type { Assumptions } from '../wix/core/assumptions.ts';
import { callAs, outsideCalls, type Answer } from './call-as.ts';
import { handlerNameOf, toVeloEvent } from './velo-event.ts';

/** What delivery needs of the emulator. */
export interface EventDeliveryOptions {
  /** The site's `events.js` or `.ts`; undefined if it has none. */
  eventsFile(): string | undefined;
  load(file: string): Promise<ModuleExports>;
  /** The token of the app under which the backend runs. */
  elevatedToken(): string;
  readonly answer: Answer;
  /** Which form of metadata handlers get; Velo's without it. */
  readonly eventMetadata?: () => Assumptions['eventMetadata'];
  /** Told what a handler threw, or why the file did not load: for the developer's terminal. */
  readonly failed?: (error: unknown, where: string) => void;
}

/**
 * Makes the subscriber that gives Wix's events to the site. A handler runs with the elevated client
 * only, and what it returns is awaited; what it throws is thrown on, to be kept with the event.
 *
 * @returns a subscriber: `delivered`, or `no-handler` if the site has no function for the event
 * @see https://dev.wix.com/docs/develop-websites-sdk/code-your-site/backend-code/backend-events/about-backend-events
 */
export function createEventDelivery(options: EventDeliveryOptions): Subscriber {
  return async (event) => {
    const file = options.eventsFile();
    const name = handlerNameOf(event);
    if (file === undefined || event.withheld !== undefined) {
      return 'no-handler';
    }
    try {
      const exports = await outsideCalls(() => options.load(file));
      const handler = Object.hasOwn(exports, name) ? exports[name] : undefined;
      if (!isHandler(handler)) {
        return 'no-handler';
      }
      const session = { elevatedToken: options.elevatedToken(), answer: options.answer };
      await callAs(session, async () => handler(toVeloEvent(event, options.eventMetadata?.())));
      return 'delivered';
    } catch (error) {
      options.failed?.(error, name);
      throw error;
    }
  };
}

function isHandler(it: unknown): it is (event: unknown) => unknown {
  return typeof it === 'function';
}
