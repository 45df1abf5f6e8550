// A page that listens to Realtime, in the stories: what it may hear, and what it heard.
import { openPage, type TestChannel } from '../emulator/control/live-page.ts';
import { listAt, parse } from './json.ts';
import type { Person, Stage } from './harness.ts';

/** A page of somebody's browser that holds a connection open. */
export interface ListeningPage {
  /** Asks to hear a channel, as the page's person or as somebody else; answers the status. */
  listen(channel: TestChannel, token?: string): Promise<number>;
  /** The next frame of Realtime; what only screens are told is passed over. */
  frame(): Promise<unknown>;
  /** Every frame of Realtime that reached the page until now. */
  heard(): Promise<readonly unknown[]>;
}

/** Opens a page of somebody; it is left when the test ends. */
export async function listeningPage({ emulator }: Stage, person: Person): Promise<ListeningPage> {
  async function send(method: string, path: string, body?: unknown, token = '') {
    const headers = { 'content-type': 'application/json', authorization: token };
    const text = JSON.stringify(body ?? {});
    const response = await emulator.fetch(path, { method, headers, body: text });
    return { status: response.status, json: parse(await response.text()) };
  }
  const page = await openPage({ emulator, send }, person);
  const frames: unknown[] = [];
  let taken = 0;
  let wake = (): void => undefined;

  async function listenOn(): Promise<void> {
    for (let next = await page.next(); next !== undefined; next = await page.next()) {
      if (next.event === 'realtime') frames.push(next.data);
      wake();
    }
  }
  // The connection is cut when the test ends.
  void listenOn().catch(() => undefined);

  return {
    listen: async (channel, token) => (await page.subscribe(channel, token)).status,
    async frame() {
      while (frames.length <= taken) await new Promise<void>((resolve) => (wake = resolve));
      taken += 1;
      return frames[taken - 1];
    },
    async heard() {
      await emulator.settled();
      // What was published is on its way through the stream for some turns.
      for (let turn = 0; turn < 20; turn += 1) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      return frames;
    },
  };
}

/** What was published on all channels: `{ channel, payload, delivered }`, oldest first. */
export async function published({ control, emulator }: Stage): Promise<readonly unknown[]> {
  await emulator.settled();
  return listAt(await control('GET', 'realtime'), 'messages');
}
