import { fingerprint } from 'backend/inbox/access/fingerprint';
import type { SendLog, SendOutcome } from 'backend/inbox/messaging/send-log';

/** Options of `createMemorySendLog`. */
export interface MemorySendLogOptions {
  readonly now: () => number;
  /** Maximum number of entries. */
  readonly keys: number;
  /** Maximum age of an entry, in ms. */
  readonly keyMs: number;
}

interface Entry {
  readonly content: string;
  readonly reservedAt: number;
  outcome: SendOutcome | undefined;
}

/** Minimum lifetime of an entry, in ms. Retries are expected within this time. */
const MIN_AGE_MS = 15 * 60 * 1000;

/**
 * Creates a send log in the memory of one container. Wix can run several containers and ends each at any time, so
 * "at most once" is only guaranteed within one container.
 *
 * When the log is full, the oldest entry is evicted unless it is younger than 15 minutes. Then new keys are rejected
 * (BUSY), because without an entry its message could be sent twice.
 */
export function createMemorySendLog({ now, keys, keyMs }: MemorySendLogOptions): SendLog {
  // In the order of reservation: the first entry is the oldest.
  const entries = new Map<string, Entry>();

  function evict(): void {
    for (const [id, { reservedAt }] of entries) {
      const age = now() - reservedAt;
      if (age <= keyMs && (entries.size < keys || age < MIN_AGE_MS)) break;
      entries.delete(id);
    }
  }

  return {
    async reserve({ scope, key, content: text }) {
      const content = fingerprint(text);
      evict();
      const id = `${scope} ${key}`;
      const existing = entries.get(id);
      if (existing) {
        if (existing.content !== content) return { kind: 'reused' };
        return existing.outcome
          ? { kind: 'committed', outcome: existing.outcome }
          : { kind: 'pending' };
      }
      if (entries.size >= keys) return { kind: 'full' };

      const entry: Entry = { content, reservedAt: now(), outcome: undefined };
      entries.set(id, entry);
      return {
        kind: 'reserved',
        entry: {
          async commit(outcome) {
            entry.outcome = outcome;
          },
          async release() {
            if (entries.get(id) === entry) entries.delete(id);
          },
        },
      };
    },
  };
}
