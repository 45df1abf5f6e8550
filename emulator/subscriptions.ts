// Connects a site and the screens to what happens in the emulated Wix: events, data hooks, deliveries, code changes.
import { createDataHooks, HOOK_QUERIES } from './backend/data-hooks.ts';
import { createEventDelivery } from './backend/deliver-events.ts';
import type { Jobs } from './backend/jobs.ts';
import type { LiveEvents } from './control/live-events.ts';
import { JOBS_FILE, toSitePath } from './site/site-folder.ts';
import type { SiteServer } from './site/vite-server.ts';
import type { Identity } from './wix/core/context.ts';
import { createHookError } from './wix/data/hooked-run.ts';
import type { Wix } from './wix/server.ts';

/** What subscriptions connect. */
interface SubscriptionOptions {
  readonly wix: Wix;
  readonly site: SiteServer | undefined;
  /** Returns the token for elevated calls of the site's backend. */
  elevatedToken(caller?: Identity): string;
  /** Called with each error of the site's code and the place where it was thrown. */
  onError(error: unknown, where: string): void;
}

/**
 * Subscribes the inbox screen to messages and deliveries, the site to Wix's events and its data hooks to requests about
 * items, and pages to code changes.
 *
 * @returns a function that ends the subscriptions
 */
export function subscribeToChanges(
  { wix, site, elevatedToken, onError }: SubscriptionOptions,
  liveEvents: LiveEvents,
  jobs: Jobs | undefined,
): () => void {
  const refreshInbox = () => liveEvents.push({ event: 'change', data: {} });
  const stops = [wix.events, wix.channels, wix.webhooks, wix.requests].map((log) =>
    log.watch(refreshInbox),
  );
  if (site) {
    wix.useDataHooks(
      createDataHooks({
        dataFile: () => site.folder().data,
        load: (file) => site.load(file),
        loadQueries: () => site.load(HOOK_QUERIES),
        elevatedToken,
        handleRequest: wix.handleRequest,
        refuse: createHookError,
        onError,
      }),
    );
    const delivery = createEventDelivery({
      eventsFile: () => site.folder().events,
      load: (file) => site.load(file),
      elevatedToken,
      handleRequest: wix.handleRequest,
      eventMetadata: () => wix.assumptions.eventMetadata,
      hidesWebCrypto: () => wix.assumptions.webCrypto === 'module',
      onError,
    });
    stops.push(
      wix.events.subscribe(delivery),
      site.onChange(({ file, reload }) => {
        if (reload) liveEvents.push({ event: 'reload', data: {} });
        if (toSitePath(site.folder().root, file) === JOBS_FILE) void jobs?.restart();
      }),
    );
  }
  return () => stops.forEach((stop) => stop());
}
