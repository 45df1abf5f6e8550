import { createPostTitles, type PostTitles } from 'backend/inbox/messaging/post-titles';
import { createCaptcha } from 'backend/inbox/access/captcha';
import { createReadRate, type ReadRate } from 'backend/inbox/access/read-rate';
import { createKeys, type Keys } from 'backend/inbox/access/secret';
import { createLogOnce, type Log, type LogOnce } from 'backend/inbox/log';
import { createFormContacts, type FormContacts } from 'backend/inbox/messaging/form-contacts';
import { createSender, type Send } from 'backend/inbox/messaging/send';
import { createOpenEvents, type OpenEvents } from 'backend/inbox/messaging/send-log/open-events';
import { createSiteBudget } from 'backend/inbox/messaging/send-log/site-budget';
import { createCleanUp } from 'backend/inbox/messaging/send-log/clean-up';
import { createLogViews } from 'backend/inbox/messaging/send-log/log-views';
import { createMemoryRows } from 'backend/inbox/messaging/send-log/memory-rows';
import {
  createVisitorHistory,
  type VisitorHistory,
} from 'backend/inbox/messaging/send-log/visitor-history';
import { createPageNotifier, type PageNotifier } from 'backend/inbox/realtime/page-notifier';
import type { InboxSettings } from 'backend/inbox/settings';
import { limitCalls } from 'backend/inbox/time-limit';
import type { Wix } from 'backend/inbox/wix/port';

/** The dependencies of the inbox. `site.ts` passes the Wix implementations; tests pass fakes. */
export interface InboxDependencies {
  readonly wix: Wix;
  readonly settings: InboxSettings;
  readonly log: Log;
  /** Returns the time, in ms since 1970. */
  readonly now: () => number;
  /** Returns the time of a clock that is never set, in ms. */
  readonly monotonic: () => number;
  /** Returns a random GUID. */
  readonly id: () => string;
}

/**
 * The dependencies of use cases and event handlers. Each function lists the ones that it uses:
 * `Pick<InboxContext, 'wix' | 'settings'>`.
 *
 * Some services keep state per container (see each). Identity and access never depend on it.
 */
export interface InboxContext {
  /** The Wix APIs. A call that takes longer than `settings.limits.callMs` fails with TRY_LATER. */
  readonly wix: Wix;
  readonly settings: InboxSettings;
  readonly log: Log;
  readonly logOnce: LogOnce;
  readonly now: () => number;
  readonly id: () => string;
  /** The site's secret keys. */
  readonly keys: Keys;
  /** Notifies pages of changes through Wix Realtime. */
  readonly pages: PageNotifier;
  /** Sends a message. All messages are sent through this function. */
  readonly send: Send;
  /** Tells which visitors have a conversation. */
  readonly visitorHistory: VisitorHistory;
  /** Lists the events whose message is unresolved. */
  readonly openEvents: OpenEvents;
  /** Limits how often a caller reads. */
  readonly readRate: ReadRate;
  /** Creates contacts for the addresses typed into forms. */
  readonly formContacts: FormContacts;
  /** The forms of Realtime subscribers that this container has seen, for `checkInbox`. */
  readonly subscriberForms: Set<string>;
  /** Returns the titles of blog posts. */
  readonly postTitles: PostTitles;
}

/** Creates the context. Makes no calls to Wix. */
export function createContext({ wix: unlimitedWix, ...given }: InboxDependencies): InboxContext {
  const { settings, log, now, monotonic, id } = given;
  const wix = limitCalls(unlimitedWix, settings.limits.callMs);
  const logOnce = createLogOnce(log);
  const keys = createKeys({ wix, now, logOnce });
  const pages = createPageNotifier({ wix, settings, keys, now, logOnce });
  const formContacts = createFormContacts({ wix, settings, log });
  const rows = settings.sendLog === 'memory' ? createMemoryRows(now) : wix;
  const views = createLogViews(rows, now);
  const siteBudget = createSiteBudget({ rows, settings, now });
  const captcha = createCaptcha({ wix, now });
  const cleanUp = createCleanUp(rows, { now, logOnce });
  const services = { wix, settings, formContacts, pages, log, logOnce, now, id };
  return {
    wix,
    settings,
    log,
    logOnce,
    now,
    id,
    keys,
    pages,
    send: createSender({
      ...services,
      unlimitedWix,
      views,
      siteBudget,
      captcha,
      cleanUp,
      monotonic,
    }),
    visitorHistory: createVisitorHistory({ wix, settings, views }),
    openEvents: createOpenEvents(rows, now),
    readRate: createReadRate(now),
    formContacts,
    subscriberForms: new Set(),
    postTitles: createPostTitles({ wix, now, logOnce }),
  };
}
