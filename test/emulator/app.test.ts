import { expect, it } from 'vitest';
import { readDocument } from '../../emulator/database/documents.ts';
import { startEmulator } from '../emulator.ts';
import { startOnPort } from './listening.ts';
import { minimal, type Conversation } from './wix/inbox/open-inbox.ts';
import { NOBODY } from './wix/open-wix.ts';

async function setup() {
  const started = await startOnPort();
  const { session, send, url } = started;
  const { token } = await session({ as: 'app' });
  return {
    ...started,
    token,
    async open(visitorId: string): Promise<string> {
      const body = { participantId: { anonymousVisitorId: visitorId } };
      const { json } = await send('POST', '/inbox/v2/conversations', body, token);
      return readDocument<{ conversation: Conversation }>(JSON.stringify(json)).conversation.id;
    },
    /** Listens as a screen would; answers how to wait for the next thing it is told. */
    async listen() {
      const response = await fetch(`${url}/_emulator/live`);
      expect(response.headers.get('content-type')).toContain('text/event-stream');
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      return async () => (await reader?.read())?.value;
    },
  };
}

it('screens that listen are told of messages, each of them', async () => {
  const { listen, open, send, token, settled } = await setup();
  const conversationId = await open(NOBODY);
  const screens = [await listen(), await listen()];
  expect(await Promise.all(screens.map((next) => next()))).toEqual(
    screens.map(() => 'event: open\ndata: {}\n\n'),
  );
  await send('POST', '/inbox/v2/messages', { conversationId, message: minimal('x') }, token);
  await settled();
  const data = JSON.stringify({ screen: 'inbox', conversationId });
  expect(await Promise.all(screens.map((next) => next()))).toEqual(
    screens.map(() => `event: change\ndata: ${data}\n\n`),
  );
});

it('closing ends the connections of those who listen', async () => {
  const { listen, emulator } = await setup();
  const next = await listen();
  await next();
  const last = next().catch(() => undefined);
  await emulator.close();
  expect(await last).toBeUndefined();
});

it('works without a port, has no address until it listens, and none is the same', async () => {
  const [one, two] = [await startEmulator(), await startEmulator()];
  expect(one.emulator.url).toBeUndefined();
  expect((await one.send('GET', '/_emulator/health')).status).toBe(200);
  const urls = [await one.emulator.listen(), await two.emulator.listen()];
  expect(urls).toEqual([one.emulator.url, two.emulator.url]);
  expect(new Set(urls).size).toBe(2);
  expect(urls.every((url) => /^http:\/\/127\.0\.0\.1:\d+$/.test(url))).toBe(true);
  expect((await one.send('GET', '/_emulator/health')).status).toBe(200);
});

it('answers the same over the port and without it', async () => {
  const { ask, send, token, open } = await setup();
  const id = await open(NOBODY);
  for (const path of [`/inbox/v2/conversations/${id}`, `/crm/inbox/v2/conversations/${id}`]) {
    const { status, body } = await ask({ path, headers: { authorization: token } });
    const { status: same, json } = await send('GET', path, undefined, token);
    expect([status, body]).toEqual([same, JSON.stringify(json)]);
  }
});

it('a port that is taken is refused, and nothing is left open', async () => {
  const { port } = await setup();
  const { emulator } = await startEmulator({ port });
  await expect(emulator.listen()).rejects.toThrow('EADDRINUSE');
});
