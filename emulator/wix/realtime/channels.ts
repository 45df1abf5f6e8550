// Emulates Wix Realtime's channels: their subscribers, and a log of the last messages. Not emulated: presence, the
// replay of missed messages.

/** A channel, or a resource of a channel; each has its own subscribers. */
export interface Channel {
  readonly name: string;
  readonly resourceId?: string;
}

/** A message on a channel. */
export interface ChannelMessage {
  readonly channel: Channel;
  /** JSON, at most 10 KB. */
  readonly payload: unknown;
  /** The publisher, if they chose to include themselves. */
  readonly publisher?: { readonly id: string };
  /** The ids of the subscribers who receive the message; default all. */
  readonly recipients?: readonly string[];
}

/** A message in the log of `/_emulator/realtime`. */
export interface PublishedMessage extends ChannelMessage {
  /** ISO 8601. */
  readonly at: string;
  /** The number of subscribers that received it. */
  readonly delivered: number;
}

/** A subscriber of a channel. */
export interface ChannelSubscriber {
  /** The id of a visitor, member or Wix user, as `users` of a publish names them. */
  readonly id: string;
  receive(message: ChannelMessage): void;
}

/** The channels of the emulated Wix APIs, kept in memory. */
export interface Channels {
  /** Delivers a message to the current subscribers, in the order of publishing. */
  publish(message: ChannelMessage): void;
  /** Adds a subscriber, whose permission was checked before. Returns a function that removes it. */
  subscribe(channel: Channel, subscriber: ChannelSubscriber): () => void;
  /** Calls `changed` after each message. Returns a function that stops it. */
  watch(changed: () => void): () => void;
  /** Returns the last 200 messages, oldest first. */
  list(): readonly PublishedMessage[];
  /** Empties the log; subscribers stay. */
  clear(): void;
}

/** The number of messages that the log keeps. */
const LOG_SIZE = 200;

/** Creates channels without subscribers. */
export function createChannels(now: () => Date): Channels {
  const subscribersByChannel = new Map<string, Set<ChannelSubscriber>>();
  const watchers = new Set<() => void>();
  let log: PublishedMessage[] = [];
  return {
    publish(message) {
      const matching = [...(subscribersByChannel.get(channelKey(message.channel)) ?? [])].filter(
        ({ id }) => message.recipients?.includes(id) ?? true,
      );
      for (const subscriber of matching) {
        subscriber.receive(message);
      }
      log = [
        ...log.slice(1 - LOG_SIZE),
        { ...message, at: now().toISOString(), delivered: matching.length },
      ];
      watchers.forEach((changed) => changed());
    },
    subscribe(channel, subscriber) {
      const key = channelKey(channel);
      const subscribers = subscribersByChannel.get(key) ?? new Set();
      subscribersByChannel.set(key, subscribers.add(subscriber));
      return () => {
        subscribers.delete(subscriber);
        if (subscribers.size === 0 && subscribersByChannel.get(key) === subscribers) {
          subscribersByChannel.delete(key);
        }
      };
    },
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    list: () => log,
    clear() {
      log = [];
    },
  };
}

function channelKey({ name, resourceId }: Channel): string {
  return JSON.stringify([name, resourceId ?? null]);
}
