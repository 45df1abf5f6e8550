import type { InboxContext } from 'backend/inbox/context';
import type { Notify } from 'backend/inbox/settings';

const HOUR_MS = 60 * 60 * 1000;

/**
 * Decides by the settings' table whether Wix notifies the other side; without it Wix never does.
 *
 * @param home - whose message it is: a quiet hour is counted for each person, by each of Wix's
 *   containers for itself.
 */
export function shouldNotify(context: InboxContext, rule: Notify, home: string): boolean {
  if (rule !== 'quiet-hour') return rule === 'always';
  const last = context.lastNotified.get(home);
  return last === undefined || context.now() - last >= HOUR_MS;
}
