import type { RecentEvent } from 'public/inbox-shapes';
import { tryStorage } from 'public/inbox-storage';
import type { StoragePort } from 'public/inbox-storage';

/** The part of `local` of `@wix/site-storage` that a dashboard needs. */
export type DashboardStorage = Omit<StoragePort, 'removeItem'>;

/** Which events of participants the user of a dashboard has not seen. */
export interface UnreadEvents {
  /**
   * Takes the newest events. The events after the last look are unread; without a stored look, those after the first
   * call.
   *
   * @param openId - the id of the open conversation, whose events are seen
   */
  update(events: readonly RecentEvent[], openId: string | undefined): Promise<void>;
  /** Marks the events of a conversation as seen. */
  markSeen(conversationId: string): void;
  isUnread(event: RecentEvent): boolean;
}

const STORAGE_KEY = 'velo-inbox-last-look';

/** Creates unread events. Without storage, they are counted from the opening of the page. */
export function createUnreadEvents(storage: DashboardStorage | undefined): UnreadEvents {
  /** Time of the newest event at the last look (ISO 8601). */
  let lastLook: string | undefined;
  let newest = '';
  /** Time of the newest event when a conversation was seen, by its id. */
  const seen = new Map<string, string>();

  async function readLastLook(): Promise<string | undefined> {
    const stored = await tryStorage(() => storage?.getItem(STORAGE_KEY));
    return typeof stored === 'string' ? stored : undefined;
  }

  return {
    async update(events, openId) {
      const { at = newest } = events[0] ?? {};
      lastLook ??= (await readLastLook()) ?? at;
      if (at > newest) {
        newest = at;
        // If it fails, the next visit shows no unread events.
        void tryStorage(() => storage?.setItem(STORAGE_KEY, at));
      }
      if (openId !== undefined) seen.set(openId, newest);
    },
    markSeen(conversationId) {
      seen.set(conversationId, newest);
    },
    isUnread({ kind, direction, conversationId = '', at }) {
      const isReceived =
        kind === 'message'
          ? direction === 'PARTICIPANT_TO_BUSINESS'
          : kind === 'form' || kind === 'button';
      return isReceived && at > (seen.get(conversationId) ?? lastLook ?? at);
    },
  };
}
