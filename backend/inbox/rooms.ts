import type { Log } from 'backend/inbox/log';
import { createRecent, type Recent } from 'backend/inbox/recent';
import type { SendLog } from 'backend/inbox/send-log';
import type { InboxSettings } from 'backend/inbox/settings';
import type { Wix } from 'backend/inbox/wix';

/** What the inbox is made of; tests give their own. */
export interface InboxDeps {
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
export interface Rooms extends InboxDeps {
  /** When somebody's chat last notified, by whose it is. */
  readonly lastNotified: Recent<number>;
  /** The fingerprint of the one address that a visitor's session may become a contact with. */
  readonly addressOfVisitor: Recent<string>;
  /** Resolvers whose failure has been logged by this container. */
  readonly loggedResolvers: Set<string>;
}

/** People whose last chat or address a container remembers. */
const MAX_REMEMBERED = 10_000;

/** Gives the rooms their memory. It decides nothing about who somebody is or what he may see. */
export function createRooms(deps: InboxDeps): Rooms {
  return {
    ...deps,
    lastNotified: createRecent(MAX_REMEMBERED),
    addressOfVisitor: createRecent(MAX_REMEMBERED),
    loggedResolvers: new Set(),
  };
}
