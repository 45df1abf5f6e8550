import { expect, it } from 'vitest';
import { readDocument } from '../../emulator/database/documents.ts';
import { startEmulator, WEB_METHODS } from '../support/emulator.ts';
import { getTestSitePath } from '../support/emulator/site/running-site.ts';
import { startOnPort } from '../support/emulator/start-on-port.ts';
import { minimal, type Conversation } from '../support/emulator/wix/inbox/open-inbox.ts';
import { UNKNOWN_ID } from '../support/emulator/wix/open-wix.ts';

async function setup() {
  const started = await startOnPort();
  const { session, send, url } = started;
  const { token } = await session({ as: 'app' });
  return {
    ...started,
    token,
    async openConversation(visitorId: string): Promise<string> {
      const body = { participantId: { anonymousVisitorId: visitorId } };
      const { json } = await send('POST', '/inbox/v2/conversations', body, token);
      return readDocument<{ conversation: Conversation }>(JSON.stringify(json)).conversation.id;
    },
    /** Connects as a screen does. Returns a function that reads the next event. */
    async connectScreen() {
      const response = await fetch(`${url}/_emulator/live`);
      expect(response.headers.get('content-type')).toContain('text/event-stream');
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      return async () => (await reader?.read())?.value;
    },
  };
}

it('every connected screen receives an event for a message', async () => {
  const { connectScreen, openConversation, send, token, settled } = await setup();
  const conversationId = await openConversation(UNKNOWN_ID);
  const screens = [await connectScreen(), await connectScreen()];
  expect(await Promise.all(screens.map((next) => next()))).toEqual(
    screens.map(() => 'event: open\ndata: {}\n\n'),
  );
  await send('POST', '/inbox/v2/messages', { conversationId, message: minimal('x') }, token);
  await settled();
  expect(await Promise.all(screens.map((next) => next()))).toEqual(
    screens.map(() => 'event: change\ndata: {}\n\n'),
  );
});

it('close() ends the connections of screens', async () => {
  const { connectScreen, emulator } = await setup();
  const next = await connectScreen();
  await next();
  const last = next().catch(() => undefined);
  await emulator.close();
  expect(await last).toBeUndefined();
});

it('works without a port, and has a unique URL after listen()', async () => {
  const [one, two] = [await startEmulator(), await startEmulator()];
  expect(one.emulator.url).toBeUndefined();
  expect((await one.send('GET', '/_emulator/health')).status).toBe(200);
  const urls = [await one.emulator.listen(), await two.emulator.listen()];
  expect(urls).toEqual([one.emulator.url, two.emulator.url]);
  expect(new Set(urls).size).toBe(2);
  expect(urls.every((url) => /^http:\/\/127\.0\.0\.1:\d+$/.test(url))).toBe(true);
  expect((await one.send('GET', '/_emulator/health')).status).toBe(200);
});

it('returns the same response over the port and without it', async () => {
  const { sendRaw, send, token, openConversation } = await setup();
  const id = await openConversation(UNKNOWN_ID);
  for (const path of [`/inbox/v2/conversations/${id}`, `/crm/inbox/v2/conversations/${id}`]) {
    const { status, body } = await sendRaw({ path, headers: { authorization: token } });
    const { status: same, json } = await send('GET', path, undefined, token);
    expect([status, body]).toEqual([same, JSON.stringify(json)]);
  }
});

it('listen() rejects a port that is in use', async () => {
  const { port } = await setup();
  const { emulator } = await startEmulator({ port });
  await expect(emulator.listen()).rejects.toThrow('EADDRINUSE');
});

it('accepts the token of a web method with and without "Bearer"', async () => {
  const { callBackend, session } = await startEmulator({ site: getTestSitePath('flat') });
  const { token } = await session({ as: 'visitor' });

  const bare = await callBackend('greetings', 'greet', ['Ada'], token);

  expect(bare).toMatchObject({ status: 200 });
  expect(await callBackend('greetings', 'greet', ['Ada'], `Bearer ${token}`)).toEqual(bare);
  expect((await callBackend('greetings', 'greet', ['Ada'], 'Bearer unknown')).status).toBe(401);
});

it('returns NOT_FOUND for a URL that names no web method, UNAUTHENTICATED for an invalid token', async () => {
  const { callBackend, send } = await startEmulator({ site: getTestSitePath('flat') });

  const notFound = await send('POST', `${WEB_METHODS}/greetings.web.js`, []);
  const unauthenticated = await callBackend('greetings', 'greet', [], 'unknown');

  expect(notFound).toMatchObject({ status: 404, json: { result: { code: 'NOT_FOUND' } } });
  expect(unauthenticated).toMatchObject({
    status: 401,
    json: { result: { code: 'UNAUTHENTICATED' } },
  });
});
