// `/_emulator/live`: server-sent events for screens and pages: what changed, and when to reload. Stands in for no transport of Wix's.
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';

/** Something that screens or pages want to know. */
export type LiveEvent =
  | {
      readonly event: 'change';
      readonly data: { readonly screen: 'inbox'; readonly conversationId?: string };
    }
  | { readonly event: 'reload'; readonly data: Record<string, never> };

/** The open connections of one emulator. */
export interface Live {
  push(event: LiveEvent): void;
  /** Serves one connection until it closes. */
  serve(context: Context): Response;
  close(): void;
}

/** Starts without connections. */
export function createLive(): Live {
  const listeners = new Set<(event: LiveEvent) => void>();
  const closers = new Set<() => void>();
  return {
    push(event) {
      for (const listener of listeners) {
        listener(event);
      }
    },
    serve: (context) =>
      streamSSE(context, async (stream) => {
        let last = stream.writeSSE({ event: 'open', data: '{}' });
        const write = (event: LiveEvent) => {
          last = last.then(() =>
            stream.writeSSE({ event: event.event, data: JSON.stringify(event.data) }),
          );
        };
        let end = (): void => undefined;
        const ended = new Promise<void>((resolve) => (end = resolve));
        // From the first byte on: who has read `open` misses nothing.
        listeners.add(write);
        closers.add(end);
        stream.onAbort(end);
        await ended;
        listeners.delete(write);
        closers.delete(end);
        await last;
      }),
    close() {
      for (const end of closers) {
        end();
      }
      closers.clear();
    },
  };
}
