import { createBoundedMap } from 'backend/inbox/bounded-map';
import { MAX_KEY_ENTRIES, SEND_LOG_MS } from 'backend/inbox/send-log-entry';
import type { SendLogEntry, SendLogRows } from 'backend/inbox/send-log-entry';

/** Number of senders whose logs are stored. */
const MAX_SENDERS = 10_000;
const UNFINISHED: readonly SendLogEntry['state'][] = ['open', 'none'];
/** Number of unresolved events that are stored. */
const MAX_OPEN_EVENTS = 50;
/** Number of windows of time whose leases are stored. */
const MAX_WINDOWS = 20;
/** Number of entries that are stored of one sender. */
const MAX_ENTRIES = 200;

/**
 * Stores the send logs in the memory of one container (`sendLog: 'memory'`). Wix can run several containers and ends
 * each at any time, so keys and limits then hold within one container only.
 */
export function createMemoryRows(now: () => number): SendLogRows {
  const logs = createBoundedMap<readonly SendLogEntry[]>(MAX_SENDERS);
  const sentTo = createBoundedMap<string>(MAX_SENDERS);
  const leases = createBoundedMap<readonly number[]>(MAX_WINDOWS);
  const entriesOf = (sender: string) =>
    (logs.get(sender) ?? []).filter(({ createdAt }) => now() - createdAt <= SEND_LOG_MS);

  /** The unresolved events by their sender, which is an event's own. */
  const openEvents = new Map<string, SendLogEntry>();

  function trackEvent(entry: SendLogEntry): void {
    openEvents.delete(entry.sender);
    if (entry.event === undefined || !UNFINISHED.includes(entry.state)) return;
    if (openEvents.size < MAX_OPEN_EVENTS) openEvents.set(entry.sender, entry);
  }

  return {
    listSendLog: async (sender, limit) => [...entriesOf(sender)].reverse().slice(0, limit),
    findInSendLog: async (sender, key) =>
      [...entriesOf(sender)]
        .reverse()
        .filter((entry) => entry.key === key)
        .slice(0, MAX_KEY_ENTRIES),
    async storeSentTo(entry, conversationId) {
      sentTo.set(`${entry.sender} ${String(entry.index)}`, conversationId);
    },
    readSentTo: async (entry) => sentTo.get(`${entry.sender} ${String(entry.index)}`),
    isInSendLog: async (senders) => senders.some((sender) => entriesOf(sender).length > 0),
    async appendToSendLog(entry) {
      const entries = entriesOf(entry.sender);
      if (entries.some(({ index }) => index === entry.index)) return undefined;
      const createdAt = now();
      trackEvent({ ...entry, createdAt });
      logs.set(entry.sender, [...entries, { ...entry, createdAt }].slice(-MAX_ENTRIES));
      return createdAt;
    },
    async updateSendLog(entry) {
      trackEvent(entry);
      const entries = entriesOf(entry.sender);
      const updated = entries.map((it) => (it.index === entry.index ? entry : it));
      logs.set(entry.sender, updated);
    },
    listOpenEvents: async () => [...openEvents.values()],
    async takeLease(window, index) {
      const taken = leases.get(window) ?? [];
      if (taken.includes(index)) return false;
      leases.set(window, [...taken, index]);
      return true;
    },
    listLeases: async (window) => leases.get(window) ?? [],
    readWixTime: async () => now(),
    async pruneSendLog() {},
  };
}
