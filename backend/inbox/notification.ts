import type { Rooms } from 'backend/inbox/rooms';
import type { Notify } from 'backend/inbox/settings';

const HOUR_MS = 60 * 60 * 1000;

/**
 * Decides by the settings' table whether Wix notifies the other side; without it Wix never does.
 *
 * @param home - whose message it is: a quiet hour is counted for each person, by each of Wix's
 *   containers for itself.
 */
export function shouldNotify(rooms: Rooms, rule: Notify, home: string): boolean {
  if (rule !== 'quiet-hour') return rule === 'always';
  const last = rooms.lastNotified.get(home);
  return last === undefined || rooms.now() - last >= HOUR_MS;
}
