// What a page hears from outside, in memory: Wix Realtime, log-ins, and the page's clock.
import type { IdentityPort } from 'public/inbox-chat';
import type { RealtimePort } from 'public/inbox-chat-feed';

interface Subscription {
  readonly id: string;
  readonly channel: { name: string; resourceId?: string };
  readonly handler: (message: { readonly payload: unknown }) => void;
}

/** Realtime: one connection that the test breaks, and channels that it publishes on. */
export function createFakeRealtime({ refuses = false } = {}) {
  const subscriptions: Subscription[] = [];
  const handlers = { connected: () => {}, disconnected: () => {}, error: () => {} };
  let made = 0;
  const realtime: RealtimePort = {
    async subscribe(channel, handler) {
      if (refuses) throw new Error('403');
      made += 1;
      subscriptions.push({ id: `s${made}`, channel, handler });
      return `s${made}`;
    },
    async unsubscribe({ subscriptionId }) {
      const at = subscriptions.findIndex(({ id }) => id === subscriptionId);
      if (at >= 0) subscriptions.splice(at, 1);
    },
    onConnected: (handler) => (handlers.connected = handler),
    onDisconnected: (handler) => (handlers.disconnected = handler),
    onError: (handler) => (handlers.error = handler),
  };
  return {
    realtime,
    subscriptions,
    ping(kind = 'message') {
      for (const { handler } of [...subscriptions]) handler({ payload: { kind, at: 'now' } });
    },
    lose: () => handlers.disconnected(),
    restore: () => handlers.connected(),
    fail: () => handlers.error(),
  };
}

/** Log-ins and log-outs that the test makes. */
export function createFakeIdentity() {
  const handlers = { login: () => {}, logout: () => {} };
  const identity: IdentityPort = {
    onLogin: (handler) => (handlers.login = handler),
    onLogout: (handler) => (handlers.logout = handler),
  };
  return { identity, login: () => handlers.login(), logout: () => handlers.logout() };
}

/** A clock that stands still until the test lets a wait of so many seconds be over. */
export function createFakeClock() {
  const waits: { readonly seconds: number; readonly over: () => void }[] = [];
  return {
    wait: (seconds: number) =>
      new Promise<void>((over) => {
        waits.push({ seconds, over });
      }),
    waiting: () => waits.map(({ seconds }) => seconds),
    /** Ends every wait that is no longer than this, also those that begin meanwhile. */
    async pass(seconds: number): Promise<void> {
      await settle();
      const due = waits.filter((it) => it.seconds <= seconds);
      for (const it of due) waits.splice(waits.indexOf(it), 1);
      for (const { over } of due) over();
      await settle();
    },
  };
}

/** Waits until everything that waits for nothing but itself is done. */
export function settle(): Promise<unknown> {
  return new Promise((done) => setImmediate(done));
}
