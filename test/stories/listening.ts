// A page that listens to Realtime, in the stories: what it may hear, and what it heard.
import { openPage, type TestChannel } from '../emulator/control/live-page.ts';
import { at, parse } from './json.ts';
import type { Person, Stage } from './stage.ts';

/** A page of somebody's browser that holds a connection open. */
export interface ListeningPage {
  /** Asks to hear a channel, as the page's person or as somebody else; answers the status. */
  listen(channel: TestChannel, token?: string): Promise<number>;
  /** The next frame of Realtime; what only screens are told is passed over. */
  frame(): Promise<unknown>;
  /** Everything that reached the page until now; nothing is taken from `frame()` after this. */
  heard(): Promise<string>;
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
  return {
    listen: async (channel, token) => (await page.subscribe(channel, token)).status,
    async frame() {
      for (;;) {
        const found = await page.next();
        if (found === undefined || found.event === 'realtime') return found?.data;
      }
    },
    async heard() {
      const frames: string[] = [];
      await emulator.settled();
      // Leaving ends the stream; what was sent before that is still read.
      await page.leave();
      for (let next = await page.next(); next !== undefined; next = await page.next()) {
        if (next.event === 'realtime') frames.push(JSON.stringify(next.data));
      }
      return frames.join('\n');
    },
  };
}

/** What was published on all channels: `{ channel, payload, delivered }`, oldest first. */
export async function published({ control, emulator }: Stage): Promise<readonly unknown[]> {
  await emulator.settled();
  const messages = at(await control('GET', 'realtime'), 'messages');
  return Array.isArray(messages) ? messages : [];
}
