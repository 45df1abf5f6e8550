import { toReader, type IdentifiedCaller } from 'backend/inbox/access/caller';
import type { Keys } from 'backend/inbox/access/secret';
import { createBoundedMap } from 'backend/inbox/bounded-map';
import { isCode } from 'backend/inbox/error';
import type { LogOnce } from 'backend/inbox/log';
import {
  ADMIN_CHANNEL,
  PARTICIPANT_CHANNEL,
  toChannelResource,
} from 'backend/inbox/realtime/channel';
import type { InboxSettings } from 'backend/inbox/settings';
import type { RealtimeChannel, Wix } from 'backend/inbox/wix/port';
import type { Conversation, ParticipantIds, Ping, Visibility } from 'public/inbox-shapes';

/** The properties of a message that are needed to notify pages. */
export interface NotifiedMessage {
  readonly conversationId: string;
  readonly messageId: string;
  /** Participants are not notified of messages that only the business sees. */
  readonly visibility: Visibility | 'UNKNOWN';
}

/**
 * Notifies pages through Wix Realtime that a conversation changed: the participant's pages and those
 * of the Admins.
 *
 * A ping contains the kind of the change and the time, no message text. Pings are published in the background, and
 * errors are logged once. State is per container; with several containers, pages can get additional pings.
 */
export interface PageNotifier {
  /** Notifies pages of a message that this backend sent. The event of this message is then ignored. */
  announceSent(message: NotifiedMessage, conversation: Conversation): void;
  /** Notifies pages of a message that an event reported, unless `announceSent` was called for it. */
  announceMessage(message: NotifiedMessage): Promise<void>;
  /** Notifies pages of another change that an event reported. */
  announceChange(kind: 'merged' | 'button', conversationId: string): Promise<void>;
}

/** The dependencies of the notifier. */
export interface PageNotifierOptions {
  readonly wix: Pick<Wix, 'publish' | 'getConversation'>;
  readonly settings: Pick<InboxSettings, 'realtime'>;
  readonly keys: Pick<Keys, 'shared'>;
  readonly now: () => number;
  readonly logOnce: LogOnce;
}

/** Minimum time between two pings on one channel, in ms. */
const PING_INTERVAL_MS = 1000;
/** How long the participant of a conversation is cached, in ms, so that a burst of events reads it once. */
const PARTICIPANT_CACHE_MS = 1000;
/** Conversations and messages that are remembered. */
const MAX_RECENT = 100;
/** Channels that are remembered. */
const MAX_CHANNELS = 10_000;

/** Creates the page notifier of one container. With `realtime: 'off'` it does nothing. */
export function createPageNotifier(options: PageNotifierOptions): PageNotifier {
  const { wix, settings, keys, now, logOnce } = options;
  /** When each channel got its last ping, or will get its next one, in ms since 1970. */
  const lastPing = createBoundedMap<number>(MAX_CHANNELS);
  /** Messages that were announced when they were sent. */
  const notifiedMessages = createBoundedMap<true>(MAX_RECENT);
  const participantCache = createBoundedMap<{
    readonly readAt: number;
    readonly participant: Promise<ParticipantIds | undefined>;
  }>(MAX_RECENT);

  /** Publishes now or one second after the channel's last ping, unless a ping is already waiting. */
  function ping(kind: Ping['kind'], channel: RealtimeChannel): void {
    const name = channel.resourceId ?? channel.name;
    const at = Math.max(now(), (lastPing.get(name) ?? 0) + PING_INTERVAL_MS);
    const publish = () =>
      void wix
        .publish(channel, { kind, at: new Date(now()).toISOString() })
        .catch((error: unknown) => logOnce('Failed to publish a ping', error));

    const wait = at - now();
    if (wait > PING_INTERVAL_MS) return;
    lastPing.set(name, at);
    if (wait === 0) publish();
    else setTimeout(publish, wait);
  }

  async function pingReader(kind: Ping['kind'], reader: IdentifiedCaller): Promise<void> {
    // While the secret is being changed, some pages still listen on the previous key's resource.
    for (const key of await keys.shared()) {
      ping(kind, {
        name: PARTICIPANT_CHANNEL,
        resourceId: await toChannelResource(key, reader),
      });
    }
  }

  /** Pings the Admins and, if given, the participant who may read the conversation. */
  function pingAll(kind: Ping['kind'], participant?: ParticipantIds): void {
    if (settings.realtime === 'off') return;
    const reader = participant && toReader(participant);
    ping(kind, { name: ADMIN_CHANNEL });
    if (reader) void pingReader(kind, reader);
  }

  /** Reads a conversation's participant, because events may not contain the recipient. */
  async function readParticipant(conversationId: string): Promise<ParticipantIds | undefined> {
    try {
      return (await wix.getConversation(conversationId)).participant;
    } catch (error) {
      // The conversation was merged in the meantime; the merge has its own event.
      if (!isCode(error, 'CONVERSATION_NOT_FOUND')) {
        logOnce('Failed to read the participant of a changed conversation', error);
      }
      return undefined;
    }
  }

  /** Returns a conversation's participant from the cache, except after a merge, which changes it. */
  function findParticipant(
    kind: Ping['kind'],
    conversationId: string,
  ): Promise<ParticipantIds | undefined> {
    const cached = participantCache.get(conversationId);
    if (cached && kind !== 'merged' && now() - cached.readAt < PARTICIPANT_CACHE_MS) {
      return cached.participant;
    }
    const participant = readParticipant(conversationId);
    participantCache.set(conversationId, { readAt: now(), participant });
    return participant;
  }

  async function announceEvent(
    kind: Ping['kind'],
    conversationId: string,
    isNotified: () => boolean = () => false,
  ): Promise<void> {
    if (settings.realtime === 'off' || isNotified()) return;
    // Without the secret no page has a channel.
    const [key] = await keys.shared();
    const participant = key && (await findParticipant(kind, conversationId));
    // Checked again: an event can arrive before the response to the send that caused it.
    if (!isNotified()) pingAll(kind, participant);
  }

  return {
    announceSent(message, { participant }) {
      notifiedMessages.set(toKey(message), true);
      pingAll('message', message.visibility === 'BUSINESS' ? undefined : participant);
    },
    async announceMessage(message) {
      const isNotified = () => notifiedMessages.get(toKey(message)) === true;
      if (message.visibility === 'BUSINESS') {
        if (!isNotified()) pingAll('message');
        return;
      }
      await announceEvent('message', message.conversationId, isNotified);
    },
    announceChange: (kind, conversationId) => announceEvent(kind, conversationId),
  };
}

function toKey({ conversationId, messageId }: NotifiedMessage): string {
  return `${conversationId}:${messageId}`;
}
