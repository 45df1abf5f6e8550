// What a page depends on, in memory: Wix Realtime, log-ins and the page's clock.
import type { RealtimePort } from 'public/inbox-feed';
import type { IdentityPort } from 'public/inbox-identity';
import type { StoragePort } from 'public/inbox-storage';

interface Subscription {
  readonly id: string;
  readonly channel: { name: string; resourceId?: string };
  readonly handler: (message: { readonly payload: unknown }) => void;
}

/** Creates Realtime with one connection that the test can break, and channels that it can publish to. */
export function createFakeRealtime({ refuses = false } = {}) {
  const subscriptions: Subscription[] = [];
  const handlers = { connected: () => {}, disconnected: () => {}, error: () => {} };
  let idCount = 0;
  const realtime: RealtimePort = {
    async subscribe(channel, handler) {
      if (refuses) throw new Error('403');
      idCount += 1;
      subscriptions.push({ id: `s${idCount}`, channel, handler });
      return `s${idCount}`;
    },
    async unsubscribe({ subscriptionId }) {
      const index = subscriptions.findIndex(({ id }) => id === subscriptionId);
      if (index >= 0) subscriptions.splice(index, 1);
    },
    onConnected: (handler) => (handlers.connected = handler),
    onDisconnected: (handler) => (handlers.disconnected = handler),
    onError: (handler) => (handlers.error = handler),
  };
  return {
    port: realtime,
    subscriptions,
    ping(kind = 'message') {
      for (const { handler } of [...subscriptions]) handler({ payload: { kind, at: 'now' } });
    },
    disconnect: () => handlers.disconnected(),
    reconnect: () => handlers.connected(),
    fail: () => handlers.error(),
  };
}

/** Creates the log-in and log-out events that the test triggers. */
export function createFakeIdentity() {
  const handlers = { login: () => {}, logout: () => {} };
  const identity: IdentityPort = {
    onLogin: (handler) => (handlers.login = handler),
    onLogout: (handler) => (handlers.logout = handler),
  };
  return { port: identity, login: () => handlers.login(), logout: () => handlers.logout() };
}

/** Creates the session storage of a browser tab, which pages of the same test share. */
export function createFakeStorage() {
  const items = new Map<string, string>();
  const storage: StoragePort = {
    getItem: async (key) => items.get(key) ?? null,
    setItem: async (key, value) => void items.set(key, value),
    removeItem: async (key) => void items.delete(key),
  };
  return { port: storage, keys: () => [...items.keys()], items };
}

/** Creates a clock that stands still until the test ends the waits of a given length. */
export function createFakeClock() {
  const waits: { readonly seconds: number; readonly end: () => void }[] = [];
  return {
    wait: (seconds: number) =>
      new Promise<void>((end) => {
        waits.push({ seconds, end });
      }),
    waiting: () => waits.map(({ seconds }) => seconds),
    /** Ends every pending wait of at most this many seconds. */
    async pass(seconds: number): Promise<void> {
      await settle();
      const due = waits.filter((wait) => wait.seconds <= seconds);
      for (const wait of due) waits.splice(waits.indexOf(wait), 1);
      for (const { end } of due) end();
      await settle();
    },
  };
}

/** Waits until the pending promise callbacks have run. */
export function settle(): Promise<unknown> {
  return new Promise((resolve) => setImmediate(resolve));
}
