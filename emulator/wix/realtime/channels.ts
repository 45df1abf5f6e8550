// Wix Realtime's channels: who listens where, and what was said last. Leaves out presence, and replay of what was missed: nothing is kept.

/** A channel, or a resource of it: each has its own subscribers. */
export interface Channel {
  readonly name: string;
  readonly resourceId?: string;
}

/** A message on a channel. */
export interface ChannelMessage {
  readonly channel: Channel;
  /** JSON, at most 10 KB. */
  readonly payload: unknown;
  /** Who published, where the publisher asked for it. */
  readonly publisher?: { readonly id: string };
  /** The only people who get it; without it, every subscriber does. */
  readonly recipients?: readonly string[];
}

/** A message as the log of `/_emulator/realtime` shows it. */
export interface PublishedMessage extends ChannelMessage {
  /** ISO 8601. */
  readonly at: string;
  /** How many subscribers got it. */
  readonly delivered: number;
}

/** Somebody who listens. */
export interface ChannelListener {
  /** The id of a visitor, member or Wix user, as `users` of a publish names them. */
  readonly id: string;
  receive(message: ChannelMessage): void;
}

/** The channels of one emulated Wix, in memory. */
export interface Channels {
  /** Gives a message to those who listen now, in the order of publishing. */
  publish(message: ChannelMessage): void;
  /** Listens; answers how to stop. Permission was asked before. */
  subscribe(channel: Channel, listener: ChannelListener): () => void;
  /** Calls back after each message. Answers how to stop. */
  watch(changed: () => void): () => void;
  /** The last messages, oldest first. */
  list(): readonly PublishedMessage[];
  /** Forgets the messages; who listens goes on listening. */
  clear(): void;
}

/** How many messages the log keeps. */
const LOG_SIZE = 200;

/** Opens channels that nobody listens to. */
export function createChannels(now: () => Date): Channels {
  const listeners = new Map<string, Set<ChannelListener>>();
  const watchers = new Set<() => void>();
  let log: PublishedMessage[] = [];
  return {
    publish(message) {
      const here = [...(listeners.get(keyOf(message.channel)) ?? [])].filter(
        ({ id }) => message.recipients?.includes(id) ?? true,
      );
      for (const listener of here) {
        listener.receive(message);
      }
      log = [
        ...log.slice(1 - LOG_SIZE),
        { ...message, at: now().toISOString(), delivered: here.length },
      ];
      watchers.forEach((changed) => changed());
    },
    subscribe(channel, listener) {
      const key = keyOf(channel);
      const here = listeners.get(key) ?? new Set();
      listeners.set(key, here.add(listener));
      return () => {
        here.delete(listener);
        if (here.size === 0 && listeners.get(key) === here) {
          listeners.delete(key);
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

function keyOf({ name, resourceId }: Channel): string {
  return JSON.stringify([name, resourceId ?? null]);
}
