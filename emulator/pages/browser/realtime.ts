// What @wix/site-realtime asks of the page: subscriptions over the page's one connection. Leaves out: catching up on what was missed (Wix keeps nothing), publishing.
import type { HostMethods } from './host-methods.ts';
import type { LiveConnection } from './live.ts';
import { runHandler } from './run-handler.ts';
import { readSession } from './session.ts';

interface Channel {
  readonly name: string;
  readonly resourceId?: string;
}

type Handler = (message: unknown, channel: Channel) => unknown;

interface Subscription {
  readonly id: string;
  readonly channel: Channel;
  readonly handler: Handler;
  /** How the emulator calls it, anew on each connection. */
  remote: string | undefined;
}

/** Wix's codes of errors. @see the package @wix/site-realtime */
const CODE = { SUBSCRIPTION: 2, BAD_INPUT: 3 } as const;
const SUBSCRIPTIONS = '/_emulator/realtime/subscriptions';

/**
 * Makes the methods of `realtime`.
 *
 * `subscribe()` rejects where the site's permissions refuse; messages come in the order of publishing.
 * A lost connection runs the handlers of `onDisconnected`; when it is back, every subscription is made again
 * and those of `onConnected` run, or, for a subscription that is refused by then, those of `onError`.
 * @see https://dev.wix.com/docs/sdk/frontend-modules/site-realtime/introduction
 */
export function realtimeMethods(live: LiveConnection): HostMethods {
  const subscriptions = new Map<string, Subscription>();
  const handlers = {
    connected: new Set<unknown>(),
    disconnected: new Set<unknown>(),
    error: new Set<unknown>(),
  };
  /** Messages of subscriptions whose id is still on its way to the page. */
  let early: unknown[] = [];
  let isConnected = false;

  live.on('realtime', (data) => {
    const { subscriptionId, channel, ...message } = toRecord(data);
    const found = [...subscriptions.values()].find(({ remote }) => remote === subscriptionId);
    if (found) runHandler(found.handler, message, channel);
    else early = [...early.slice(-99), data];
  });
  live.onState((isOpen) => {
    if (isOpen) void restore();
    else if (isConnected) {
      isConnected = false;
      for (const it of subscriptions.values()) it.remote = undefined;
      for (const handler of handlers.disconnected) runHandler(handler);
    }
  });

  function connected(): void {
    if (isConnected) return;
    isConnected = true;
    for (const handler of handlers.connected) runHandler(handler);
  }

  async function restore(): Promise<void> {
    if (subscriptions.size === 0) return;
    for (const it of subscriptions.values()) {
      try {
        await open(it);
      } catch (error) {
        subscriptions.delete(it.id);
        for (const handler of handlers.error) runHandler(handler, error);
      }
    }
    connected();
  }

  async function open(it: Subscription): Promise<void> {
    await live.opened();
    const response = await send('POST', SUBSCRIPTIONS, {
      channel: it.channel,
      stream: live.stream,
    });
    const answer = toRecord(await response.json());
    // The connection was lost in between; restore() comes again.
    if (response.status === 409) return;
    if (!response.ok) {
      throw Object.assign(new Error(String(answer['error'] ?? 'Subscribing failed.')), {
        errorCode: CODE.SUBSCRIPTION,
        channel: it.channel,
      });
    }
    it.remote = String(answer['subscriptionId']);
    const waiting = early.filter((data) => toRecord(data)['subscriptionId'] === it.remote);
    early = early.filter((data) => !waiting.includes(data));
    for (const data of waiting) {
      const { subscriptionId: _, channel, ...message } = toRecord(data);
      runHandler(it.handler, message, channel);
    }
  }

  async function close({ id, remote }: Subscription): Promise<void> {
    subscriptions.delete(id);
    if (remote !== undefined) await send('DELETE', `${SUBSCRIPTIONS}/${remote}`);
  }

  return [
    [
      'realtime.subscribe',
      async (channel, handler) => {
        if (!isChannel(channel) || !isHandler(handler)) {
          throw Object.assign(new Error('subscribe() takes a channel and a function.'), {
            errorCode: CODE.BAD_INPUT,
          });
        }
        const it: Subscription = { id: crypto.randomUUID(), channel, handler, remote: undefined };
        subscriptions.set(it.id, it);
        try {
          await open(it);
        } catch (error) {
          subscriptions.delete(it.id);
          throw error;
        }
        connected();
        return it.id;
      },
    ],
    [
      'realtime.unsubscribe',
      async (options) => {
        const { subscriptionId, channel } = toRecord(options);
        const gone = [...subscriptions.values()].filter(
          (it) => it.id === subscriptionId || (isChannel(channel) && isSame(it.channel, channel)),
        );
        await Promise.all(gone.map(close));
      },
    ],
    ['realtime.onConnected', async (handler) => void handlers.connected.add(handler)],
    ['realtime.onDisconnected', async (handler) => void handlers.disconnected.add(handler)],
    ['realtime.onError', async (handler) => void handlers.error.add(handler)],
  ];
}

function send(method: string, path: string, body?: object): Promise<Response> {
  return fetch(path, {
    method,
    headers: { 'Content-Type': 'application/json', Authorization: readSession().token },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

function isHandler(it: unknown): it is Handler {
  return typeof it === 'function';
}

function isChannel(it: unknown): it is Channel {
  return typeof toRecord(it)['name'] === 'string';
}

function isSame(one: Channel, other: Channel): boolean {
  return one.name === other.name && (one.resourceId ?? '') === (other.resourceId ?? '');
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
