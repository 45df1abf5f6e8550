// Serves `/_emulator/live`: server-sent events for the inbox screen and for pages (data changes, reloads, Realtime
// messages). Wix uses WebSockets.
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';

/** An event for every screen and page. */
export interface LiveEvent {
  /** `change`: data changed, so the inbox screen updates. `reload`: the site's code changed. */
  readonly event: 'change' | 'reload';
  readonly data: Record<string, never>;
}

/** An event for one page. */
export interface PageEvent {
  readonly event: 'realtime';
  readonly data: object;
}

/** The open connection of a page. */
export interface PageConnection {
  send(event: PageEvent): void;
  /** Registers a callback that is called once, when the connection closes. */
  onClose(callback: () => void): void;
}

/** The open event streams of one emulator. */
export interface LiveEvents {
  /**
   * Sends an event to every connection. A connection receives at most one `change` per {@link CHANGE_INTERVAL_MS}: the
   * first at once, and one for all that follow within the interval at its end.
   */
  push(event: LiveEvent): void;
  /**
   * Serves a connection until it closes. A page identifies its connection with `?stream=ID`: 16 to 64 of
   * `[A-Za-z0-9_-]`.
   */
  serve(context: Context): Response;
  /** Finds a page's connection by its stream ID; undefined if it is not open. */
  findPage(id: string): PageConnection | undefined;
  /**
   * `false` closes page connections and rejects new ones (503); `true` accepts them again. Does not affect screens.
   */
  setPagesConnected(connected: boolean): void;
  arePagesConnected(): boolean;
  /** Closes all connections. */
  close(): void;
}

/** The format of a stream ID. It is long enough that the random IDs of two pages never collide. */
export const STREAM_ID_PATTERN = /^[\w-]{16,64}$/;

/** The shortest time between two `change` events of a connection, in milliseconds. */
const CHANGE_INTERVAL_MS = 1000;

interface Connection {
  readonly streamId: string | undefined;
  write(event: LiveEvent | PageEvent): void;
  /** Writes a `change` now, or at the end of the interval that the previous one started. */
  writeChange(): void;
  readonly onClose: Set<() => void>;
  /** Ends the response. */
  end(): void;
}

/** Creates the registry of connections, initially empty. */
export function createLiveEvents(): LiveEvents {
  const connections = new Set<Connection>();
  let pagesConnected = true;

  const findConnection = (id: string): Connection | undefined =>
    [...connections].find(({ streamId }) => streamId === id);

  function closeConnection(connection: Connection): void {
    // Removed first: `findPage` must not return a connection that is closing.
    connections.delete(connection);
    for (const callback of connection.onClose) {
      callback();
    }
    connection.onClose.clear();
    connection.end();
  }

  function open(context: Context, streamId: string | undefined): Response {
    return streamSSE(context, async (stream) => {
      let lastWrite = stream.writeSSE({ event: 'open', data: '{}' });
      await new Promise<void>((end) => {
        const write: Connection['write'] = (event) => {
          lastWrite = lastWrite.then(() =>
            stream.writeSSE({ event: event.event, data: JSON.stringify(event.data) }),
          );
        };
        const changes = createThrottle(() => write({ event: 'change', data: {} }));
        const connection: Connection = {
          streamId,
          write,
          writeChange: changes.run,
          onClose: new Set([changes.stop]),
          end,
        };
        // The browser may reconnect before the server notices that the previous connection is closed.
        const previous = streamId === undefined ? undefined : findConnection(streamId);
        if (previous) {
          closeConnection(previous);
        }
        connections.add(connection);
        stream.onAbort(() => closeConnection(connection));
      });
      await lastWrite;
    });
  }

  return {
    push(event) {
      for (const { write, writeChange } of connections) {
        if (event.event === 'change') writeChange();
        else write(event);
      }
    },
    serve(context) {
      const streamId = context.req.query('stream');
      if (streamId !== undefined && !STREAM_ID_PATTERN.test(streamId)) {
        return context.json({ error: 'stream: must be 16 to 64 letters, digits, - or _' }, 400);
      }
      if (streamId !== undefined && !pagesConnected) {
        return context.json({ error: 'connections of pages are disabled' }, 503);
      }
      return open(context, streamId);
    },
    findPage(id) {
      const connection = findConnection(id);
      return (
        connection && {
          send: connection.write,
          onClose: (callback) => void connection.onClose.add(callback),
        }
      );
    },
    setPagesConnected(connected) {
      pagesConnected = connected;
      for (const connection of connected ? [] : [...connections]) {
        if (connection.streamId !== undefined) {
          closeConnection(connection);
        }
      }
    },
    arePagesConnected: () => pagesConnected,
    close() {
      for (const connection of [...connections]) {
        closeConnection(connection);
      }
    },
  };
}

/**
 * Runs `work` at most once per {@link CHANGE_INTERVAL_MS}: at once if the last run is longer ago, otherwise at the end of
 * the interval, once for all calls in it.
 */
function createThrottle(work: () => void): { run(): void; stop(): void } {
  let interval: NodeJS.Timeout | undefined;
  let isRequested = false;

  function run(): void {
    isRequested = interval !== undefined;
    if (isRequested) return;
    interval = setTimeout(() => {
      interval = undefined;
      if (isRequested) run();
    }, CHANGE_INTERVAL_MS).unref();
    work();
  }

  return { run, stop: () => clearTimeout(interval) };
}
