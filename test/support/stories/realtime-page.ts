// A page with Realtime subscriptions, for the stories.
import { openPage, type TestChannel } from '../emulator/control/live-page.ts';
import { listAt, parse } from './json.ts';
import type { Person, Harness } from './harness.ts';

/** An open page with a connection to Realtime. */
export interface RealtimePage {
  /** Subscribes to a channel, as the page's person or with another token. Returns the status. */
  subscribe(channel: TestChannel, token?: string): Promise<number>;
  /** Waits for the next Realtime message. Skips events for the emulator's screens. */
  nextMessage(): Promise<unknown>;
  /** Returns every Realtime message that the page has received, after all events were handled. */
  receivedMessages(): Promise<readonly unknown[]>;
}

/** Opens a page for a person. It is closed when the test ends. */
export async function openRealtimePage(
  { emulator }: Harness,
  person: Person,
): Promise<RealtimePage> {
  async function send(method: string, path: string, body?: unknown, token = '') {
    const headers = { 'content-type': 'application/json', authorization: token };
    const text = JSON.stringify(body ?? {});
    const response = await emulator.fetch(path, { method, headers, body: text });
    return { status: response.status, json: parse(await response.text()) };
  }
  const page = await openPage({ emulator, send }, person);
  const messages: unknown[] = [];
  let readCount = 0;
  let resolveNext = (): void => undefined;

  async function readMessages(): Promise<void> {
    for (let next = await page.next(); next !== undefined; next = await page.next()) {
      if (next.event === 'realtime') messages.push(next.data);
      resolveNext();
    }
  }
  // Rejects when the test ends and closes the connection.
  void readMessages().catch(() => undefined);

  return {
    subscribe: async (channel, token) => (await page.subscribe(channel, token)).status,
    async nextMessage() {
      while (messages.length <= readCount) {
        await new Promise<void>((resolve) => (resolveNext = resolve));
      }
      readCount += 1;
      return messages[readCount - 1];
    },
    async receivedMessages() {
      await emulator.settled();
      // A published message takes some turns of the event loop to pass through the stream.
      for (let turn = 0; turn < 20; turn += 1) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      return messages;
    },
  };
}

/** Returns the messages published on all channels: `{ channel, payload, delivered }`, oldest first. */
export async function listPublished({ control, emulator }: Harness): Promise<readonly unknown[]> {
  await emulator.settled();
  return listAt(await control('GET', 'realtime'), 'messages');
}
