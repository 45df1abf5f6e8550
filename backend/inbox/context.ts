import type { Log } from 'backend/inbox/log';
import { createBoundedMap, type BoundedMap } from 'backend/inbox/bounded-map';
import { createKeys, type Keys } from 'backend/inbox/access/secret';
import type { SendLog } from 'backend/inbox/messaging/send-log';
import type { InboxSettings } from 'backend/inbox/settings';
import { limited } from 'backend/inbox/time-limit';
import type { Wix } from 'backend/inbox/wix/port';
import type { ParticipantIds } from 'public/inbox-shapes';

/** What the inbox is made of; tests give their own. */
export interface InboxDependencies {
  readonly wix: Wix;
  readonly settings: InboxSettings;
  readonly sendLog: SendLog;
  readonly log: Log;
  /** The time, in ms since 1970. */
  readonly now: () => number;
  /** A random GUID. */
  readonly id: () => string;
}

/** What every room gets: the above, and the little that is remembered between calls. */
export interface InboxContext extends InboxDependencies {
  /** Wix, each call given up after `limits.callMs`: TRY_LATER. */
  readonly wix: Wix;
  /** Wix without that limit, for what must be known however late it comes. */
  readonly patientWix: Wix;
  /** When somebody's chat last notified, by whose it is. */
  readonly lastNotified: BoundedMap<number>;
  /** The fingerprint of the one address that a visitor's session may become a contact with. */
  readonly addressOfVisitor: BoundedMap<string>;
  /** The secret's keys. */
  readonly keys: Keys;
  /** When each channel was pinged last, or will be next, in ms since 1970. */
  readonly pinged: BoundedMap<number>;
  /** Messages of which pages were told when they were sent, `<conversation>:<id>`: their events are no news. */
  readonly told: BoundedMap<true>;
  /** Whose conversation an event of the last second was about, and when Wix was asked, in ms since 1970. */
  readonly whose: BoundedMap<Whose>;
  /** How often somebody read in the minute that began then, by whose reading it is. */
  readonly readings: BoundedMap<{ readonly since: number; readonly count: number }>;
  /** What this container has logged once, by what it was. */
  readonly logged: Set<string>;
}

/** Whose conversation it is, as Wix answers it; `undefined` where it does not. */
interface Whose {
  readonly asked: number;
  readonly participant: Promise<ParticipantIds | undefined>;
}

/** Conversations whose participant a container remembers, for a second, and messages that were just sent. */
const MAX_JUST_NOW = 100;
/** People and channels that a container remembers. */
const MAX_REMEMBERED = 10_000;

/** Gives the context their memory. It decides nothing about who somebody is or what he may see. */
export function createContext(deps: InboxDependencies): InboxContext {
  const logged = new Set<string>();
  const wix = limited(deps.wix, deps.settings.limits.callMs);
  return {
    ...deps,
    wix,
    patientWix: deps.wix,
    lastNotified: createBoundedMap(MAX_REMEMBERED),
    addressOfVisitor: createBoundedMap(MAX_REMEMBERED),
    keys: createKeys({ ...deps, wix, logged }),
    pinged: createBoundedMap(MAX_REMEMBERED),
    told: createBoundedMap(MAX_JUST_NOW),
    whose: createBoundedMap(MAX_JUST_NOW),
    readings: createBoundedMap(MAX_REMEMBERED),
    logged,
  };
}
