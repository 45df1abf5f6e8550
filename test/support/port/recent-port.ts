// The part of the port in memory about recent events.
import type { Wix } from 'backend/inbox/wix/port';
import type { RecentEvent } from 'public/inbox-shapes';
import type { Port } from './send-log-port.ts';

/** Returns the methods of the port about recent events. `collection` throws on a site without the collection. */
export function recentPort(
  port: Port,
  collection: () => Map<string, RecentEvent>,
): Pick<Wix, 'recordRecent' | 'listRecent' | 'findRecent' | 'pruneRecent'> {
  const newestFirst = () =>
    [...collection().values()].toSorted((one, other) => (one.at < other.at ? 1 : -1));
  return {
    recordRecent: port('recordRecent', (event) => {
      collection().set(event._id, collection().get(event._id) ?? { ...event });
    }),
    listRecent: port('listRecent', (limit) => newestFirst().slice(0, limit)),
    findRecent: port('findRecent', (id) => collection().get(id)),
    pruneRecent: port('pruneRecent', (kept) => {
      for (const { _id } of newestFirst().slice(kept)) collection().delete(_id);
    }),
  };
}
