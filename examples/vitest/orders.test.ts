import { fileURLToPath } from 'node:url';
import { createEmulator } from 'velo-emulator';
import { afterAll, beforeEach, expect, it } from 'vitest';

const WEB_METHODS = '/_api/wix-code-public-dispatcher-ng/siteview/_webMethods/backend';

const emulator = await createEmulator({ site: fileURLToPath(new URL('site', import.meta.url)) });
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

/** Sends a request with a JSON body, and returns the text of the response. */
async function send(method: string, path: string, body: unknown, token = ''): Promise<string> {
  const response = await emulator.fetch(path, {
    method,
    headers: { 'content-type': 'application/json', authorization: token },
    body: JSON.stringify(body),
  });
  return response.text();
}

/** Starts a session as a visitor, and returns its token. */
async function startVisitor(): Promise<string> {
  const session = await send('POST', '/_emulator/sessions', { as: 'visitor' });
  return /"token":"([^"]+)"/.exec(session)?.[1] ?? '';
}

/** Calls the web method as a page does. */
async function reportOrder(token: string, order: string): Promise<string> {
  return send('POST', `${WEB_METHODS}/orders.web.js/reportOrder.ajax`, [order], token);
}

it('tells the business about an order', async () => {
  expect(await reportOrder(await startVisitor(), 'A-17')).toContain('messageId');
  await emulator.settled();
  const inbox = await (await emulator.fetch('/_emulator/inbox')).text();
  expect(inbox).toContain('Ordered A-17');
});

it('fails if Wix fails, and sends nothing', async () => {
  const faults = [{ operation: 'MessagesService.SendMessage', calls: 'first', kind: 'status' }];
  await send('PUT', '/_emulator/faults', { faults });
  expect(await reportOrder(await startVisitor(), 'A-17')).toContain('exception');
  const inbox = await (await emulator.fetch('/_emulator/inbox')).text();
  expect(inbox).not.toContain('Ordered A-17');
});
