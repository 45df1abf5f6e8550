// `/_emulator/live`: server-sent events for screens and pages: what changed, and when to reload. Stands in for no transport of Wix's.
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';

/** Something that screens or pages want to know. */
export type LiveEvent =
  | { readonly event: 'change'; readonly data: { readonly screen: 'inbox'; readonly conversationId?: string } }
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
        const queue: LiveEvent[] = [];
        let wake: () => void = () => undefined;
        let open = true;
        const listener = (event: LiveEvent) => {
          queue.push(event);
          wake();
        };
        const end = () => {
          open = false;
          wake();
        };
        listeners.add(listener);
        closers.add(end);
        stream.onAbort(end);
        await stream.writeSSE({ event: 'open', data: '{}' });
        while (open) {
          for (let next = queue.shift(); next; next = queue.shift()) {
            await stream.writeSSE({ event: next.event, data: JSON.stringify(next.data) });
          }
          await new Promise<void>((resume) => {
            wake = resume;
            if (queue.length > 0 || !open) {
              resume();
            }
          });
        }
        listeners.delete(listener);
        closers.delete(end);
      }),
    close() {
      for (const end of closers) {
        end();
      }
    },
  };
}
