import { createBoundedMap } from 'backend/inbox/bounded-map';
import type { Notify } from 'backend/inbox/settings';

/** Decides whether Wix notifies the other side of a message. */
export interface QuietHour {
  /**
   * Claims a notification for a message of a conversation, by the rule of the settings. Wix's own default is
   * no notification. The claim precedes the send, so that of several messages at once only one notifies.
   *
   * @returns whether the message notifies, and a function that gives the claim back if nothing was sent.
   */
  claim(rule: Notify, conversationId: string): { readonly notify: boolean; release(): void };
}

const HOUR_MS = 60 * 60 * 1000;
const MAX_CONVERSATIONS = 10_000;

/** Creates the record of when each conversation last notified. It is per container and holds 10,000 of them. */
export function createQuietHour(now: () => number): QuietHour {
  const lastNotified = createBoundedMap<number>(MAX_CONVERSATIONS);
  return {
    claim(rule, conversationId) {
      const last = lastNotified.get(conversationId) ?? -Infinity;
      const claimed = now();
      const isQuiet = claimed - last >= HOUR_MS;
      const notify = rule === 'always' || (rule === 'quiet-hour' && isQuiet);
      if (notify) lastNotified.set(conversationId, claimed);
      return {
        notify,
        release() {
          if (notify && lastNotified.get(conversationId) === claimed) {
            lastNotified.set(conversationId, last);
          }
        },
      };
    },
  };
}
