// What a control route says about a body that it refuses.
import { expect, it } from 'vitest';
import { startEmulator } from '../../support/emulator.ts';

const APP = '00000000-0000-4000-8000-00000000aaa1';
const FAULT = { operation: '*', calls: 'first', kind: 'status' };

it.each<[method: string, path: string, body: object, message: string]>([
  ['POST', 'sessions', {}, 'as: is required'],
  [
    'POST',
    'sessions',
    { as: 'visitor', seconds: 5 },
    'seconds: is not a field; the fields are as, id, email, name, roles, clientId, from, expiresIn',
  ],
  [
    'POST',
    'apps',
    { id: APP, redirectUrls: [] },
    'redirectUrls: is not a field; did you mean redirectUris?',
  ],
  [
    'POST',
    'apps',
    { id: APP, webhooks: [{ url: 'http://localhost:3000/', event: ['post-liked'] }] },
    'webhooks.0.event: is not a field; did you mean events?',
  ],
  ['PUT', 'apps', { apps: [{ secret: 'x' }] }, 'apps.0.id: is required'],
  [
    'PUT',
    'apps',
    { apps: [{ id: APP, scope: [] }] },
    'apps.0.scope: is not a field; did you mean scopes?',
  ],
  [
    'PUT',
    'assumptions',
    { webcrypto: 'module' },
    'webcrypto: is not a field; did you mean webCrypto?',
  ],
  [
    'PUT',
    'faults',
    { faults: [{ ...FAULT, delay: 5 }] },
    'faults.0.delay: is not a field; did you mean delayMs?',
  ],
  [
    'PUT',
    'faults',
    { faults: [{ ...FAULT, operation: 'MessagesService.SendMesage' }] },
    'faults.0.operation: unknown operation; did you mean MessagesService.SendMessage?',
  ],
  [
    'PUT',
    'webhooks/delivery',
    { copy: 2 },
    'copy: is not a field; the fields are copies, delayMs, token',
  ],
])('%s /%s with %j is answered %s', async (method, path, body, message) => {
  const { send } = await startEmulator();
  const { status, json } = await send(method, `/_emulator/${path}`, body);
  expect(status).toBe(400);
  expect(json).toEqual({ error: message });
});

it.each([
  ['DELETE', 'clock', 'GET /_emulator/clock.'],
  ['POST', 'session', 'POST /_emulator/sessions.'],
  ['POST', 'apps/x/instal', 'POST /_emulator/apps/{id}/install.'],
])('the 501 of %s /%s names the nearest route', async (method, path, nearest) => {
  const { send } = await startEmulator();
  const { status, json } = await send(method, `/_emulator/${path}`, {});
  expect(status).toBe(501);
  const message: unknown = expect.stringContaining(`The nearest control route is ${nearest}`);
  expect(json).toMatchObject({ message });
});
