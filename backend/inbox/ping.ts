import { ADMIN_CHANNEL, CHANNEL, toResource } from 'backend/inbox/channel';
import { logOnce } from 'backend/inbox/log';
import { toReader, type KnownSpeaker } from 'backend/inbox/participant';
import type { Rooms } from 'backend/inbox/rooms';
import type { RealtimeChannel } from 'backend/inbox/wix';
import type { ParticipantIds, Ping } from 'public/inbox-shapes';

/** At most one ping in this time on each channel, in ms. */
const APART_MS = 1000;

/**
 * Tells the pages that show a conversation, and the owner's, that something changed: what kind and
 * when, never what. It is waited for by nobody, and what fails is logged once: pages ask by
 * themselves, too.
 *
 * @param participant - as Wix answered it; without it only the owner's pages are told.
 */
export function ping(rooms: Rooms, kind: Ping['kind'], participant?: ParticipantIds): void {
  if (rooms.settings.realtime === 'off') return;
  const reader = participant && toReader(participant);
  tell(rooms, kind, { name: ADMIN_CHANNEL });
  if (reader) void tellReader(rooms, kind, reader);
}

async function tellReader(rooms: Rooms, kind: Ping['kind'], reader: KnownSpeaker): Promise<void> {
  // While the secret is being changed, some pages listen where the previous key led them.
  for (const key of await rooms.keys.shared()) {
    tell(rooms, kind, { name: CHANNEL, resourceId: await toResource(key, reader) });
  }
}

/** Publishes now, or once the last ping is a second old, unless one is waiting for that already. */
function tell(rooms: Rooms, kind: Ping['kind'], channel: RealtimeChannel): void {
  const { pinged, now, wix } = rooms;
  const place = channel.resourceId ?? channel.name;
  const at = Math.max(now(), (pinged.get(place) ?? 0) + APART_MS);
  const publish = () =>
    void wix
      .publish(channel, { kind, at: new Date(now()).toISOString() })
      .catch((error: unknown) => logOnce(rooms, 'publish that something changed', error));

  const wait = at - now();
  if (wait > APART_MS) return;
  pinged.set(place, at);
  if (wait === 0) publish();
  else setTimeout(publish, wait);
}
