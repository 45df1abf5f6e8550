// The page's end of the emulator's one live transport. Stands for Wix's sockets, and for what Wix does without one: there, one publishes and reloads.

/** What the emulator tells a page: something changed, load again, or a message on a channel. */
export type LiveEvent = 'change' | 'reload' | 'realtime';

/** The one connection of a page: a browser allows six to a host, over all of its tabs. */
export interface LiveConnection {
  /** How the page names its connection when it subscribes. */
  readonly stream: string;
  /** Resolves as soon as the connection is open. */
  opened(): Promise<void>;
  /** Is told each time that the connection opens, or is lost. */
  onState(listener: (isOpen: boolean) => void): void;
  on(event: LiveEvent, listener: (data: unknown) => void): void;
}

/** Milliseconds until a lost connection is tried again. */
const RETRY_MS = 500;

/** Connects, and connects again when the connection is lost, until the page is left. */
export function connectLive(): LiveConnection {
  const stream = crypto.randomUUID();
  const listeners = new Map<LiveEvent, ((data: unknown) => void)[]>();
  const stateListeners: ((isOpen: boolean) => void)[] = [];
  let source: EventSource | undefined;
  let isOpen = false;
  const waiting: (() => void)[] = [];

  function connect(): void {
    source = new EventSource(`/_emulator/live?stream=${stream}`);
    source.addEventListener('open', (event) => {
      // The browser tells of an open connection too; the emulator's own word comes once it knows the stream.
      if (!(event instanceof MessageEvent)) return;
      isOpen = true;
      for (const done of waiting.splice(0)) done();
      for (const listener of [...stateListeners]) listener(true);
    });
    source.addEventListener('error', () => {
      source?.close();
      setTimeout(connect, RETRY_MS);
      if (!isOpen) return;
      isOpen = false;
      for (const listener of [...stateListeners]) listener(false);
    });
    for (const [event, told] of listeners) {
      source.addEventListener(event, ({ data }: MessageEvent<string>) => {
        const parsed: unknown = JSON.parse(data);
        for (const listener of told) listener(parsed);
      });
    }
  }

  // Otherwise leaving the page is reported as a lost connection.
  window.addEventListener('pagehide', () => {
    source?.close();
  });
  for (const event of ['change', 'reload', 'realtime'] as const) listeners.set(event, []);
  connect();
  return {
    stream,
    opened: () => (isOpen ? Promise.resolve() : new Promise((done) => waiting.push(done))),
    onState: (listener) => void stateListeners.push(listener),
    on: (event, listener) => void listeners.get(event)?.push(listener),
  };
}
