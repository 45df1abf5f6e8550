// `/_emulator/live`: server-sent events for screens and pages: what changed, when to reload, what Realtime says. Stands in for Wix's own sockets.
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';

/** Something that screens or pages want to know. */
export type LiveEvent =
  | {
      readonly event: 'change';
      readonly data: { readonly screen: 'inbox'; readonly conversationId?: string };
    }
  | { readonly event: 'reload'; readonly data: Record<string, never> };

/** What only one page is told. */
export interface PageEvent {
  readonly event: 'realtime';
  readonly data: object;
}

/** The open connection of a page. */
export interface PageStream {
  send(event: PageEvent): void;
  /** Calls back once, when the connection is gone. */
  onClose(closed: () => void): void;
}

/** The open connections of one emulator. */
export interface Live {
  push(event: LiveEvent): void;
  /** Serves one connection until it closes. A page names it: `?stream=ID`, 16 to 64 of `[A-Za-z0-9_-]`, its own choice. */
  serve(context: Context): Response;
  /** The connection that a page named; undefined if it is not open. */
  stream(id: string): PageStream | undefined;
  /** Cuts the connections of pages and refuses new ones, or takes them again. Screens stay. */
  setConnected(connected: boolean): void;
  isConnected(): boolean;
  close(): void;
}

/** What a page may call its connection: long enough that no page meets another's. */
export const STREAM_ID = /^[\w-]{16,64}$/;

interface Connection {
  readonly stream: string | undefined;
  write(event: LiveEvent | PageEvent): void;
  readonly closed: Set<() => void>;
  end(): void;
}

/** Starts without connections. */
export function createLive(): Live {
  const connections = new Set<Connection>();
  let isConnected = true;

  const ofPage = (id: string): Connection | undefined =>
    [...connections].find(({ stream }) => stream === id);

  function drop(connection: Connection): void {
    // At once: who asks for the stream from now on finds it closed.
    connections.delete(connection);
    for (const closed of connection.closed) {
      closed();
    }
    connection.closed.clear();
    connection.end();
  }

  function open(context: Context, stream: string | undefined): Response {
    return streamSSE(context, async (sent) => {
      let last = sent.writeSSE({ event: 'open', data: '{}' });
      await new Promise<void>((end) => {
        const connection: Connection = {
          stream,
          write(event) {
            last = last.then(() =>
              sent.writeSSE({ event: event.event, data: JSON.stringify(event.data) }),
            );
          },
          closed: new Set(),
          end,
        };
        // The browser came back before the end of its old connection was seen.
        const before = stream === undefined ? undefined : ofPage(stream);
        if (before) {
          drop(before);
        }
        connections.add(connection);
        sent.onAbort(() => drop(connection));
      });
      await last;
    });
  }

  return {
    push(event) {
      for (const { write } of connections) {
        write(event);
      }
    },
    serve(context) {
      const stream = context.req.query('stream');
      if (stream !== undefined && !STREAM_ID.test(stream)) {
        return context.json(
          { error: 'stream: allowed are 16 to 64 letters, digits, - and _' },
          400,
        );
      }
      if (stream !== undefined && !isConnected) {
        return context.json({ error: 'the connections of pages are cut' }, 503);
      }
      return open(context, stream);
    },
    stream(id) {
      const connection = ofPage(id);
      return (
        connection && {
          send: connection.write,
          onClose: (closed) => void connection.closed.add(closed),
        }
      );
    },
    setConnected(connected) {
      isConnected = connected;
      for (const connection of connected ? [] : [...connections]) {
        if (connection.stream !== undefined) {
          drop(connection);
        }
      }
    },
    isConnected: () => isConnected,
    close() {
      for (const connection of [...connections]) {
        drop(connection);
      }
    },
  };
}
