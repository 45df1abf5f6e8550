import { createBoundedMap } from 'backend/inbox/bounded-map';
import type { Notify } from 'backend/inbox/settings';

/** Decides whether Wix notifies the other side of a message. */
export interface QuietHour {
  /**
   * Claims a notification for a message of this scope, by the rule of the settings. Wix's own default is no
   * notification. The claim precedes the send, so that of several messages at once only one notifies.
   *
   * @returns whether the message notifies, and a function that gives the claim back if nothing was sent.
   */
  claim(rule: Notify, scope: string): { readonly notify: boolean; release(): void };
}

const HOUR_MS = 60 * 60 * 1000;
const MAX_SCOPES = 10_000;

/** Creates the record of when each scope last notified. It is per container and holds 10,000 scopes. */
export function createQuietHour(now: () => number): QuietHour {
  const lastNotified = createBoundedMap<number>(MAX_SCOPES);
  return {
    claim(rule, scope) {
      const last = lastNotified.get(scope) ?? -Infinity;
      const claimed = now();
      const isQuiet = claimed - last >= HOUR_MS;
      const notify = rule === 'always' || (rule === 'quiet-hour' && isQuiet);
      if (notify) lastNotified.set(scope, claimed);
      return {
        notify,
        release() {
          if (notify && lastNotified.get(scope) === claimed) lastNotified.set(scope, last);
        },
      };
    },
  };
}
