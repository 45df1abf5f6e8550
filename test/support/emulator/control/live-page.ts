// A page's connection to `/_emulator/live` and its Realtime subscriptions, without a browser.
import { onTestFinished } from 'vitest';
import type { TestSession, startEmulator } from '../../emulator.ts';

type Started = Awaited<ReturnType<typeof startEmulator>>;

/** A channel, or a resource of a channel. */
export interface TestChannel {
  readonly name: string;
  readonly resourceId?: string;
}

/** Opens the connection of a page for the running test. */
export async function openPage(
  { emulator, send }: Pick<Started, 'emulator' | 'send'>,
  session: TestSession,
) {
  const stream = crypto.randomUUID();
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const response = await emulator.fetch(`/_emulator/live?stream=${stream}`, {
    signal: stop.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';

  /** Reads the next event; undefined after the connection is closed. */
  async function next(): Promise<{ readonly event: string; readonly data: unknown } | undefined> {
    while (!text.includes('\n\n')) {
      const chunk = await reader?.read();
      if (chunk === undefined || chunk.done) {
        return undefined;
      }
      text += chunk.value;
    }
    const [block = ''] = text.split('\n\n', 1);
    text = text.slice(block.length + 2);
    const lines = new Map(block.split('\n').map((line) => [line.split(': ', 1)[0], line]));
    const valueOf = (name: string): string => lines.get(name)?.slice(name.length + 2) ?? '';
    const data: unknown = JSON.parse(valueOf('data'));
    return { event: valueOf('event'), data };
  }

  await next();
  return {
    stream,
    next,
    /** Reads the data of the next Realtime message. */
    async nextMessage(): Promise<unknown> {
      let received = await next();
      while (received && received.event !== 'realtime') {
        received = await next();
      }
      return received?.data;
    },
    /** Closes the connection, as leaving the page does. */
    leave: () => reader?.cancel(),
    subscribe: (channel: TestChannel, token: string | undefined = session.token) =>
      send('POST', '/_emulator/realtime/subscriptions', { channel, stream }, token),
  };
}

/** Returns the subscription's ID from a response. */
export function subscriptionIdOf({ json }: { readonly json: unknown }): string {
  const id: unknown =
    typeof json === 'object' && json !== null ? Reflect.get(json, 'subscriptionId') : undefined;
  if (typeof id !== 'string') {
    throw new Error(`Failed to subscribe: ${JSON.stringify(json)}`);
  }
  return id;
}
