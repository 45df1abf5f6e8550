// Emulates the page's part of `@wix/site-realtime`: subscriptions on the page's connection. Not emulated:
// publishing, and messages missed while disconnected (Wix does not store them).
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
  /** The emulator's id of the subscription, a new one for each connection. */
  remoteId: string | undefined;
}

/** Wix's error codes. @see the package @wix/site-realtime */
const ERROR_CODE = { SUBSCRIPTION: 2, BAD_INPUT: 3 } as const;
const SUBSCRIPTIONS_PATH = '/_emulator/realtime/subscriptions';

/**
 * Creates the methods of `realtime`.
 *
 * `subscribe()` rejects with error code 2 if the site's permissions refuse it, and with 3 for invalid arguments.
 * Messages arrive in the order of publishing. When the connection is lost, the handlers of `onDisconnected` run. When
 * it is back, every subscription is created again: the handlers of `onError` run for each one that is now refused,
 * and those of `onConnected` run at the end.
 * @see https://dev.wix.com/docs/sdk/frontend-modules/site-realtime/introduction
 */
export function realtimeMethods(live: LiveConnection): HostMethods {
  const subscriptions = new Map<string, Subscription>();
  const handlers = {
    connected: new Set<unknown>(),
    disconnected: new Set<unknown>(),
    error: new Set<unknown>(),
  };
  /** Messages that arrived before the response with their subscription ID (at most 100). */
  let pendingMessages: unknown[] = [];
  let isConnected = false;

  live.on('realtime', (data) => {
    const { subscriptionId, channel, ...message } = toRecord(data);
    const found = [...subscriptions.values()].find(({ remoteId }) => remoteId === subscriptionId);
    if (found) runHandler(found.handler, message, channel);
    else pendingMessages = [...pendingMessages.slice(-99), data];
  });
  live.onState((isOpen) => {
    if (isOpen) void resubscribe();
    else if (isConnected) {
      isConnected = false;
      for (const subscription of subscriptions.values()) subscription.remoteId = undefined;
      for (const handler of handlers.disconnected) runHandler(handler);
    }
  });

  function setConnected(): void {
    if (isConnected) return;
    isConnected = true;
    for (const handler of handlers.connected) runHandler(handler);
  }

  async function resubscribe(): Promise<void> {
    if (subscriptions.size === 0) return;
    for (const subscription of subscriptions.values()) {
      try {
        await open(subscription);
      } catch (error) {
        subscriptions.delete(subscription.id);
        for (const handler of handlers.error) runHandler(handler, error);
      }
    }
    setConnected();
  }

  async function open(subscription: Subscription): Promise<void> {
    await live.opened();
    const response = await sendRequest('POST', SUBSCRIPTIONS_PATH, {
      channel: subscription.channel,
      stream: live.stream,
    });
    const body = toRecord(await response.json());
    // The connection was lost in the meantime; resubscribe() runs again when it is back.
    if (response.status === 409) return;
    if (!response.ok) {
      throw Object.assign(new Error(String(body['error'] ?? 'Failed to subscribe.')), {
        errorCode: ERROR_CODE.SUBSCRIPTION,
        channel: subscription.channel,
      });
    }
    const remoteId = String(body['subscriptionId']);
    subscription.remoteId = remoteId;
    const received = pendingMessages.filter((it) => toRecord(it)['subscriptionId'] === remoteId);
    pendingMessages = pendingMessages.filter((it) => !received.includes(it));
    for (const data of received) {
      const { subscriptionId: _, channel, ...message } = toRecord(data);
      runHandler(subscription.handler, message, channel);
    }
  }

  async function close({ id, remoteId }: Subscription): Promise<void> {
    subscriptions.delete(id);
    if (remoteId !== undefined) await sendRequest('DELETE', `${SUBSCRIPTIONS_PATH}/${remoteId}`);
  }

  return [
    [
      'realtime.subscribe',
      async (channel, handler) => {
        if (!isChannel(channel) || !isHandler(handler)) {
          throw Object.assign(new Error('subscribe() requires a channel and a function.'), {
            errorCode: ERROR_CODE.BAD_INPUT,
          });
        }
        const id = crypto.randomUUID();
        const subscription: Subscription = { id, channel, handler, remoteId: undefined };
        subscriptions.set(id, subscription);
        try {
          await open(subscription);
        } catch (error) {
          subscriptions.delete(id);
          throw error;
        }
        setConnected();
        return id;
      },
    ],
    [
      'realtime.unsubscribe',
      async (options) => {
        const { subscriptionId, channel } = toRecord(options);
        const selected = [...subscriptions.values()].filter(
          (it) => it.id === subscriptionId || (isChannel(channel) && isSame(it.channel, channel)),
        );
        await Promise.all(selected.map(close));
      },
    ],
    ['realtime.onConnected', async (handler) => void handlers.connected.add(handler)],
    ['realtime.onDisconnected', async (handler) => void handlers.disconnected.add(handler)],
    ['realtime.onError', async (handler) => void handlers.error.add(handler)],
  ];
}

function sendRequest(method: string, path: string, body?: object): Promise<Response> {
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
