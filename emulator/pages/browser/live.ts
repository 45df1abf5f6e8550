// Connects the page to the emulator's event stream: Realtime messages, and a reload after a change of the site's
// code.

/** Events from the emulator: data changed, reload the page, or a Realtime message. */
export type LiveEvent = 'change' | 'reload' | 'realtime';

/** The connection of a page. A page has only one, because a browser allows six per host over all of its tabs. */
export interface LiveConnection {
  /** The id of the connection, which the page sends when it subscribes to a channel. */
  readonly stream: string;
  /** Resolves when the connection is open. */
  opened(): Promise<void>;
  /** Calls the listener each time the connection opens or is lost. */
  onState(listener: (isOpen: boolean) => void): void;
  on(event: LiveEvent, listener: (data: unknown) => void): void;
}

/** The delay before a lost connection is opened again, in milliseconds. */
const RECONNECT_MS = 500;

/** Connects to the emulator, and reconnects when the connection is lost, until the visitor leaves the page. */
export function connectLive(): LiveConnection {
  const stream = crypto.randomUUID();
  const listeners = new Map<LiveEvent, ((data: unknown) => void)[]>();
  const stateListeners: ((isOpen: boolean) => void)[] = [];
  let source: EventSource | undefined;
  let isOpen = false;
  const onceOpen: (() => void)[] = [];

  function connect(): void {
    source = new EventSource(`/_emulator/live?stream=${stream}`);
    source.addEventListener('open', (event) => {
      // EventSource fires `open` on connection. The server sends a message `open` after it has registered the stream.
      if (!(event instanceof MessageEvent)) return;
      isOpen = true;
      for (const resolve of onceOpen.splice(0)) resolve();
      for (const listener of [...stateListeners]) listener(true);
    });
    source.addEventListener('error', () => {
      source?.close();
      setTimeout(connect, RECONNECT_MS);
      if (!isOpen) return;
      isOpen = false;
      for (const listener of [...stateListeners]) listener(false);
    });
    for (const [event, eventListeners] of listeners) {
      source.addEventListener(event, ({ data }: MessageEvent<string>) => {
        const parsed: unknown = JSON.parse(data);
        for (const listener of eventListeners) listener(parsed);
      });
    }
  }

  // Without this, leaving the page would be reported as a lost connection.
  window.addEventListener('pagehide', () => {
    source?.close();
  });
  for (const event of ['change', 'reload', 'realtime'] as const) listeners.set(event, []);
  connect();
  return {
    stream,
    opened: () => (isOpen ? Promise.resolve() : new Promise((resolve) => onceOpen.push(resolve))),
    onState: (listener) => void stateListeners.push(listener),
    on: (event, listener) => void listeners.get(event)?.push(listener),
  };
}
