import { fingerprint } from 'backend/inbox/access/fingerprint';
import { createBoundedMap } from 'backend/inbox/bounded-map';
import type { LogViews } from 'backend/inbox/messaging/send-log/log-views';
import { toSender } from 'backend/inbox/messaging/send-log/sender';
import type { InboxSettings } from 'backend/inbox/settings';
import type { Wix } from 'backend/inbox/wix/port';

/** Tells which visitors have a conversation. */
export interface VisitorHistory {
  /**
   * Returns whether a visitor may have a conversation: they wrote, or the business wrote to them, through this bundle
   * in the last 48 hours.
   *
   * Inbox cannot find a visitor's conversation without creating one. So a conversation is opened for reading only if
   * this returns true: visitors who only read create none. With `sendLog: 'memory'` it is always true, as other
   * containers do not know.
   */
  mayExist(visitorId: string): Promise<boolean>;
}

/** Number of visitors with a conversation that are remembered. */
const MAX_VISITORS = 10_000;

/** Creates the service. Only visitors with a conversation are remembered: the others can write in any container. */
export function createVisitorHistory({
  wix,
  settings,
  views,
}: {
  readonly wix: Pick<Wix, 'isInSendLog'>;
  readonly settings: Pick<InboxSettings, 'sendLog'>;
  readonly views: Pick<LogViews, 'hasEntry'>;
}): VisitorHistory {
  const known = createBoundedMap<true>(MAX_VISITORS);
  return {
    async mayExist(visitorId) {
      if (settings.sendLog === 'memory' || known.get(visitorId)) return true;
      const participant = { anonymousVisitorId: visitorId };
      const senders = [
        fingerprint(toSender({ kind: 'visitor', participant })),
        fingerprint(toSender({ kind: 'business', participant })),
      ];
      const exists = senders.some((it) => views.hasEntry(it)) || (await wix.isInSendLog(senders));
      if (exists) known.set(visitorId, true);
      return exists;
    },
  };
}
