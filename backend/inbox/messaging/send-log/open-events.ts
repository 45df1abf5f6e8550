import { GUARD_MS, SETTLE_MS } from 'backend/inbox/messaging/send-log/resolve-entry';
import { withoutEvent, type SendLogEntry, type SendLogRows } from 'backend/inbox/send-log-entry';

/** Lists the events whose message was not sent, but can be. */
export interface OpenEvents {
  /**
   * Lists the entries of unfinished events that are old enough to be resolved, up to `limit`. Without `now`, it lists
   * none within a minute of the last call in this container.
   */
  list(limit: number, options: { readonly now?: boolean }): Promise<readonly SendLogEntry[]>;
  /** Records that an event is finished. */
  finish(entry: SendLogEntry): Promise<void>;
}

const INTERVAL_MS = 60 * 1000;
/** An event is given up after this time, in ms. */
const MAX_AGE_MS = 24 * 60 * 60 * 1000;

/** Creates the list of one container. */
export function createOpenEvents(
  rows: Pick<SendLogRows, 'listOpenEvents' | 'updateSendLog'>,
  now: () => number,
): OpenEvents {
  let nextAt = -Infinity;
  return {
    async list(limit, options) {
      if (options.now !== true && now() < nextAt) return [];
      nextAt = now() + INTERVAL_MS;
      const entries = await rows.listOpenEvents();
      return entries
        .filter(({ createdAt }) => {
          const age = now() - createdAt;
          return age > GUARD_MS + SETTLE_MS && age < MAX_AGE_MS;
        })
        .slice(0, limit);
    },

    async finish(entry) {
      // The state of an open entry was recorded when its message was sent or looked for.
      if (entry.state === 'none') await rows.updateSendLog(withoutEvent(entry));
    },
  };
}
