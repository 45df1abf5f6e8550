import { createBoundedMap } from 'backend/inbox/bounded-map';
import type { Notify } from 'backend/inbox/settings';

/** Decides whether Wix notifies the other side of a message. */
export interface QuietHour {
  /** Returns whether a message of this scope notifies, by the rule of the settings. Wix's own default is never. */
  shouldNotify(rule: Notify, scope: string): boolean;
  /** Remembers that a message of this scope notified. */
  notified(scope: string): void;
}

const HOUR_MS = 60 * 60 * 1000;
const MAX_SCOPES = 10_000;

/** Creates the record of when each scope last notified. It is per container and holds 10,000 scopes. */
export function createQuietHour(now: () => number): QuietHour {
  const lastNotified = createBoundedMap<number>(MAX_SCOPES);
  return {
    shouldNotify(rule, scope) {
      if (rule !== 'quiet-hour') return rule === 'always';
      const last = lastNotified.get(scope);
      return last === undefined || now() - last >= HOUR_MS;
    },
    notified: (scope) => lastNotified.set(scope, now()),
  };
}
