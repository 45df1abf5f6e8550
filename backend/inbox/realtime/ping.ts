import {
  ADMIN_CHANNEL,
  PARTICIPANT_CHANNEL,
  toChannelResource,
} from 'backend/inbox/realtime/channel';
import { logOnce } from 'backend/inbox/log';
import { toReader, type IdentifiedCaller } from 'backend/inbox/access/caller';
import type { InboxContext } from 'backend/inbox/context';
import type { RealtimeChannel } from 'backend/inbox/wix/port';
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
export function ping(
  context: InboxContext,
  kind: Ping['kind'],
  participant?: ParticipantIds,
): void {
  if (context.settings.realtime === 'off') return;
  const reader = participant && toReader(participant);
  tell(context, kind, { name: ADMIN_CHANNEL });
  if (reader) void tellReader(context, kind, reader);
}

async function tellReader(
  context: InboxContext,
  kind: Ping['kind'],
  reader: IdentifiedCaller,
): Promise<void> {
  // While the secret is being changed, some pages listen where the previous key led them.
  for (const key of await context.keys.shared()) {
    tell(context, kind, {
      name: PARTICIPANT_CHANNEL,
      resourceId: await toChannelResource(key, reader),
    });
  }
}

/** Publishes now, or once the last ping is a second old, unless one is waiting for that already. */
function tell(context: InboxContext, kind: Ping['kind'], channel: RealtimeChannel): void {
  const { pinged, now, wix } = context;
  const place = channel.resourceId ?? channel.name;
  const at = Math.max(now(), (pinged.get(place) ?? 0) + APART_MS);
  const publish = () =>
    void wix
      .publish(channel, { kind, at: new Date(now()).toISOString() })
      .catch((error: unknown) => logOnce(context, 'publish that something changed', error));

  const wait = at - now();
  if (wait > APART_MS) return;
  pinged.set(place, at);
  if (wait === 0) publish();
  else setTimeout(publish, wait);
}
