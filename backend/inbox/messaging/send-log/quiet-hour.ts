import type { View } from 'backend/inbox/messaging/send-log/log-views';
import type { Notify } from 'backend/inbox/settings';

const HOUR_MS = 60 * 60 * 1000;

/**
 * Decides whether Wix notifies the other side of a message, by the rule of the settings. Wix's own default is no
 * notification.
 *
 * With `quiet-hour`, only one message of a sender notifies within an hour. The view is complete if an append to it
 * succeeds, so this holds for several messages at once, and in any number of containers.
 */
export function shouldNotify(rule: Notify, view: View, now: number): boolean {
  if (rule !== 'quiet-hour') return rule === 'always';
  return !view.some(
    ({ notifies, state, createdAt }) => notifies && state !== 'none' && now - createdAt < HOUR_MS,
  );
}
