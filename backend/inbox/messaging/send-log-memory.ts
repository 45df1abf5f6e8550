import { fingerprint } from 'backend/inbox/access/fingerprint';
import type { SendLog, SendOutcome } from 'backend/inbox/messaging/send-log';

/** Sizes of a memory send log. */
export interface MemorySendLogOptions {
  readonly now: () => number;
  /** Entries at most. */
  readonly keys: number;
  /** How long an entry is kept at most, in ms. */
  readonly keyMs: number;
}

interface Entry {
  readonly content: string;
  readonly begun: number;
  outcome: SendOutcome | undefined;
}

/** A page that lost its answer asks again within this time; so no younger entry is forgotten. In ms. */
const NEVER_FORGOTTEN_MS = 15 * 60 * 1000;

/**
 * Keeps idempotency keys in the memory of one container: Wix may run several, and ends each when it
 * likes, so "at most once" holds within one container only.
 *
 * When it is full, the oldest entry gives way, sent or not, unless it is younger than 15 minutes:
 * then a new key is refused, because forgetting a key would let its message be sent twice.
 */
export function createMemorySendLog({ now, keys, keyMs }: MemorySendLogOptions): SendLog {
  // In the order of their beginning: the first is always the oldest.
  const entries = new Map<string, Entry>();

  function makeRoom(): void {
    for (const [place, { begun }] of entries) {
      const age = now() - begun;
      if (age <= keyMs && (entries.size < keys || age < NEVER_FORGOTTEN_MS)) break;
      entries.delete(place);
    }
  }

  return {
    async reserve({ scope: home, key, content: text }) {
      const content = fingerprint(text);
      makeRoom();
      const place = `${home} ${key}`;
      const known = entries.get(place);
      if (known) {
        if (known.content !== content) return { kind: 'reused' };
        return known.outcome ? { kind: 'done', outcome: known.outcome } : { kind: 'open' };
      }
      if (entries.size >= keys) return { kind: 'full' };

      const entry: Entry = { content, begun: now(), outcome: undefined };
      entries.set(place, entry);
      return {
        kind: 'opened',
        entry: {
          async commit(outcome) {
            entry.outcome = outcome;
          },
          async release() {
            if (entries.get(place) === entry) entries.delete(place);
          },
        },
      };
    },
  };
}
