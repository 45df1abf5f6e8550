import { fileURLToPath } from 'node:url';
import { createEmulator } from 'velo-emulator';
import { afterAll, beforeEach, expect, it } from 'vitest';

const WEB_METHODS = '/_api/wix-code-public-dispatcher-ng/siteview/_webMethods/backend';

const emulator = await createEmulator({ site: fileURLToPath(new URL('site', import.meta.url)) });
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

/** Sends a request with a JSON body, and returns the JSON of the response. */
async function send(path: string, body: unknown, token = ''): Promise<unknown> {
  const response = await emulator.fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: token },
    body: JSON.stringify(body),
  });
  return response.json();
}

/** Starts a session as a visitor, and returns its token. */
async function startVisitor(): Promise<string> {
  const session = await send('/_emulator/sessions', { as: 'visitor' });
  expect(session).toMatchObject({ token: expect.any(String) });
  return typeof session === 'object' && session && 'token' in session ? String(session.token) : '';
}

it('tells the business about an order', async () => {
  const token = await startVisitor();
  const answer = await send(`${WEB_METHODS}/orders.web.js/reportOrder.ajax`, ['A-17'], token);
  expect(answer).toMatchObject({ result: { messageId: expect.any(String) } });
  await emulator.settled();
  const inbox = await (await emulator.fetch('/_emulator/inbox')).text();
  expect(inbox).toContain('Ordered A-17');
});

it('does not tell the visitor what went wrong when Wix fails', async () => {
  const token = await startVisitor();
  const faults = [{ operation: 'MessagesService.SendMessage', calls: 'first', kind: 'status' }];
  await emulator.fetch('/_emulator/faults', { method: 'PUT', body: JSON.stringify({ faults }) });
  const answer = await send(`${WEB_METHODS}/orders.web.js/reportOrder.ajax`, ['A-17'], token);
  expect(answer).toMatchObject({ exception: true });
});
