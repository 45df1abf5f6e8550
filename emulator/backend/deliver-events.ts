// Emulates Wix's delivery of events to a site's `events.js`. Not emulated: retries. The order of events is
// undocumented. The outbox applies the time limit.
import type { ModuleExports } from '../site/web-methods.ts';
import type { Subscriber } from '../wix/core/events.ts';
import type { Assumptions } from '../wix/core/assumptions.ts';
import { runInContext, runOutsideContext, type WixRequestHandler } from './request-context.ts';
import { getHandlerName, toVeloEvent } from './velo-event.ts';

/** Options of {@link createEventDelivery}. */
export interface EventDeliveryOptions {
  /** The path of the site's `events.js` or `events.ts`; undefined if it has none. */
  eventsFile(): string | undefined;
  load(file: string): Promise<ModuleExports>;
  /** The token of the app that the backend runs as. */
  elevatedToken(): string;
  readonly handleRequest: WixRequestHandler;
  /** The form of the metadata that handlers get; `velo` by default. */
  readonly eventMetadata?: () => Assumptions['eventMetadata'];
  /** Whether the runtime has no global `crypto`. */
  readonly hidesWebCrypto?: () => boolean;
  /** Called with each error of the handler or of loading its file; the emulator prints it to the terminal. */
  readonly onError?: (error: unknown, where: string) => void;
}

/**
 * Creates the subscriber that delivers Wix's events to the site. An event handler can make elevated calls only.
 * Its result is awaited; its error is rethrown, so that the outbox stores it with the event.
 *
 * @returns a subscriber that returns `delivered`, or `no-handler` if the site exports no handler
 * @see https://dev.wix.com/docs/develop-websites-sdk/code-your-site/backend-code/backend-events/about-backend-events
 */
export function createEventDelivery(options: EventDeliveryOptions): Subscriber {
  return async (event) => {
    const file = options.eventsFile();
    const name = getHandlerName(event);
    if (file === undefined || event.withheld !== undefined) {
      return 'no-handler';
    }
    try {
      const exports = await runOutsideContext(options.handleRequest, () => options.load(file));
      const handler = Object.hasOwn(exports, name) ? exports[name] : undefined;
      if (!isHandler(handler)) {
        return 'no-handler';
      }
      const { handleRequest } = options;
      const context = {
        elevatedToken: options.elevatedToken(),
        handleRequest,
        hidesWebCrypto: options.hidesWebCrypto?.() ?? false,
      };
      await runInContext(context, async () =>
        handler(toVeloEvent(event, options.eventMetadata?.())),
      );
      return 'delivered';
    } catch (error) {
      options.onError?.(error, name);
      throw error;
    }
  };
}

function isHandler(it: unknown): it is (event: unknown) => unknown {
  return typeof it === 'function';
}
